#ifndef MDMOCK_CONFORMANCE_REPORT_REPORT_HTML_H_
#define MDMOCK_CONFORMANCE_REPORT_REPORT_HTML_H_

#include <span>
#include <string>

#include "conformance/results.h"

namespace mdmock::conformance {

// HtmlPage is what stands around the results.
struct HtmlPage {
  std::string title = "mdmock conformance report";
  std::string lead;  // A sentence under the verdict, or "".
};

// ReportHtml gives runs as one page that needs no network and no script, and
// reads from a file, an e-mail or an archive: the verdict first, failures open,
// passes folded with their trace. It is well-formed XML as well. Long exchanges
// are cut, those of passes soonest; 500 checks make less than 2 MB.
std::string ReportHtml(std::span<const Results> runs,
                       const HtmlPage& page = {});

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_REPORT_REPORT_HTML_H_
