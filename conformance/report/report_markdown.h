#ifndef MDMOCK_CONFORMANCE_REPORT_REPORT_MARKDOWN_H_
#define MDMOCK_CONFORMANCE_REPORT_REPORT_MARKDOWN_H_

#include <span>
#include <string>

#include "conformance/results.h"

namespace mdmock::conformance {

// GitHub refuses a step summary of more than 1 MiB whole; what others appended
// to the same file counts as well, so we stay below.
inline constexpr size_t kMaxMarkdown = 900 * 1024;

// ReportMarkdown gives runs for $GITHUB_STEP_SUMMARY: the verdicts in a table,
// then what failed in full, then what was skipped. At most kMaxMarkdown bytes;
// it says so where failures were left out.
std::string ReportMarkdown(std::span<const Results> runs);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_REPORT_REPORT_MARKDOWN_H_
