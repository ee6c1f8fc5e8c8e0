#include "conformance/report/html_check.h"

#include <fmt/format.h>

#include "conformance/report/safe_text.h"

namespace mdmock::conformance {
namespace {

// The most bytes shown of a detail and of each part of an exchange.
constexpr size_t kMaxDetail = 16 * 1024;
constexpr size_t kMaxPart = 12 * 1024;
constexpr size_t kMaxPartOfPass = 1200;

std::string Lines(std::string_view text, size_t max_len) {
  return Markup(SafeText(text, max_len));
}

std::string_view FoundedOn(Provenance provenance) {
  switch (provenance) {
    case Provenance::kDocumented:
      return "documented";
    case Provenance::kObserved:
      return "observed in the field, not documented";
    case Provenance::kChosen:
      return "chosen by mdmock, documented nowhere";
  }
  return "";
}

std::string Trace(const CheckResult& result, Group group,
                  const EvidenceBySeq& all) {
  std::string html;
  const size_t max_len = group == Group::kPassed ? kMaxPartOfPass : kMaxPart;
  for (const std::uint64_t seq : result.evidence) {
    const auto found = all.find(seq);
    if (found == all.end()) continue;
    const Evidence& evidence = *found->second;
    html += fmt::format("<h4><span class=\"num\">{}</span> {}</h4>\n", seq,
                        HtmlLine(evidence.what));
    for (const Evidence::Part& part : evidence.parts) {
      html += fmt::format("<p class=\"kicker\">{}</p>\n<pre>{}</pre>\n",
                          HtmlLine(part.name), Lines(part.bytes, max_len));
    }
  }
  return html;
}

}  // namespace

std::string HtmlLine(std::string_view text) {
  return Markup(SafeLine(text, 4096));
}

std::string_view HtmlClass(Group group) {
  switch (group) {
    case Group::kFailed:
      return "failed";
    case Group::kNotJudged:
      return "not-judged";
    case Group::kWarned:
      return "warned";
    case Group::kExpected:
      return "expected";
    case Group::kSkipped:
      return "skipped";
    case Group::kInformation:
      return "information";
    case Group::kPassed:
      return "passed";
  }
  return "";
}

EvidenceBySeq BySeq(const Results& run) {
  EvidenceBySeq evidence;
  for (const Evidence& one : run.evidence) evidence.emplace(one.seq, &one);
  return evidence;
}

std::string HtmlOfCheck(const CheckResult& result, Group group, size_t number,
                        const EvidenceBySeq& evidence) {
  std::string html;
  const Check& check = result.check;
  const bool urgent = group == Group::kFailed || group == Group::kNotJudged;
  html += fmt::format(
      "<details class=\"check {}\" id=\"check-{}\"{}>\n<summary>"
      "<span class=\"mark\" aria-hidden=\"true\">{}</span>"
      "<code class=\"name\">{}</code>"
      "<span class=\"tags\"><span class=\"outcome\">{}</span> · {}{}</span>"
      "<span class=\"asks\">{}</span></summary>\n<div class=\"body\">\n",
      HtmlClass(group), number, urgent ? " open=\"open\"" : "",
      Symbol(result.outcome), HtmlLine(check.id), Description(result),
      Heading(check.level),
      check.kind == Kind::kNone ? "" : fmt::format(" · {}", Name(check.kind)),
      HtmlLine(check.requirement));
  if (!result.message.empty()) {
    html +=
        fmt::format("<p class=\"found{}\">{}</p>\n", urgent ? " strong" : "",
                    Lines(result.message, kMaxDetail));
  }
  if (!result.detail.empty()) {
    html += fmt::format("<pre>{}</pre>\n", Lines(result.detail, kMaxDetail));
  }
  html += fmt::format(
      "<dl>\n<dt>Source</dt><dd>{}</dd>\n<dt>Founded</dt><dd>{}</dd>\n",
      HtmlLine(check.source), FoundedOn(check.provenance));
  if (result.expected) {
    html += fmt::format("<dt>Baseline</dt><dd>{}</dd>\n",
                        Markup(BaselineNote(result)));
  }
  if (result.speaks_of != Class::kImplementation) {
    html += fmt::format(
        "<dt>Speaks of</dt><dd>the {}, not of the implementation</dd>\n",
        Name(result.speaks_of));
  }
  html += fmt::format("<dt>Took</dt><dd>{}</dd>\n", Seconds(result.took));
  if (!result.evidence.empty()) {
    html += fmt::format("<dt>Evidence</dt><dd>{}</dd>\n", EvidenceNote(result));
  }
  html += "</dl>\n";
  html += Trace(result, group, evidence);
  if (!result.rerun.empty() && group != Group::kPassed) {
    html += fmt::format(
        "<p class=\"again\">Run just this again:<code>{}</code></p>\n",
        HtmlLine(result.rerun));
  }
  html += "</div>\n</details>\n";
  return html;
}

}  // namespace mdmock::conformance
