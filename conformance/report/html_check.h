#ifndef MDMOCK_CONFORMANCE_REPORT_HTML_CHECK_H_
#define MDMOCK_CONFORMANCE_REPORT_HTML_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "conformance/report/summary.h"
#include "conformance/results.h"

// One check of a page (report_html.h): what folds out.
namespace mdmock::conformance {

// HtmlLine gives one line of text as markup, cut where it is very long.
std::string HtmlLine(std::string_view text);

// HtmlClass is the name that the style sheet has for a group.
std::string_view HtmlClass(Group group);

using EvidenceBySeq = std::map<std::uint64_t, const Evidence*>;
EvidenceBySeq BySeq(const Results& run);

// HtmlOfCheck gives a check with its trace, open where it needs somebody's eye.
// `number` makes its anchor. Long exchanges are cut, those of passes soonest.
std::string HtmlOfCheck(const CheckResult& result, Group group, size_t number,
                        const EvidenceBySeq& evidence);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_REPORT_HTML_CHECK_H_
