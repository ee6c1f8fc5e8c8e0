#ifndef MDMOCK_CONFORMANCE_REPORT_REPORT_TEXT_H_
#define MDMOCK_CONFORMANCE_REPORT_REPORT_TEXT_H_

#include <string>

#include "conformance/results.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::conformance {

// ProgressLine is for a terminal, as a check ends: one line for what needs
// somebody's eye, "" for what does not (a pass is quiet).
std::string ProgressLine(const CheckResult& result,
                         Colour colour = Colour::kNever);

// ResultBlock tells one result in full: what was asked, what happened, where
// the evidence is, how to run just this. Lines stay under 100 columns where the
// peer's own text allows it.
std::string ResultBlock(const CheckResult& result,
                        Colour colour = Colour::kNever);

// ReportText is the console's report of a finished run: what ran, each failure,
// the reasons of skips, and last the line that sums it up.
std::string ReportText(const Results& results, Colour colour = Colour::kNever);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_REPORT_REPORT_TEXT_H_
