#ifndef MDMOCK_CONFORMANCE_REPORT_HTML_STYLE_H_
#define MDMOCK_CONFORMANCE_REPORT_HTML_STYLE_H_

#include <string_view>

namespace mdmock::conformance {

// HtmlStyle is the style sheet of the HTML report. Text has a contrast of 4.5:1
// or more in both schemes; no colour stands without a word beside it.
std::string_view HtmlStyle();

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_REPORT_HTML_STYLE_H_
