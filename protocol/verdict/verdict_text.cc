#include "protocol/verdict/verdict_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "protocol/base/text.h"
#include "protocol/verdict/side_by_side.h"

namespace mdmock {
namespace {

constexpr std::string_view kNothingFits =
    "no known mistake, alone or beside others, gives the bytes that came";

// Pen writes lines, with or without colour.
class Pen {
 public:
  explicit Pen(Colour colour) : colour_(colour) {}

  void Line(std::string_view text = "") { text_.append(text).append("\n"); }
  std::string Bold(std::string_view text) const { return In("1", text); }
  std::string Red(std::string_view text) const { return In("31;1", text); }
  std::string Green(std::string_view text) const { return In("32;1", text); }
  std::string Yellow(std::string_view text) const { return In("33", text); }
  std::string Dim(std::string_view text) const { return In("2", text); }
  std::string Take() { return std::move(text_); }

 private:
  std::string In(std::string_view code, std::string_view text) const {
    if (colour_ == Colour::kNever) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
  }

  Colour colour_;
  std::string text_;
};

std::string Marked(const Pen& pen, Severity severity) {
  std::string name(Name(severity));
  switch (severity) {
    case Severity::kRefusal:
      return pen.Red(name);
    case Severity::kDoubt:
      return pen.Yellow(name);
    case Severity::kRemark:
      return pen.Dim(name);
  }
  return name;
}

std::string Ids(const Explanation& explanation) {
  std::string ids;
  for (const Mistake* mistake : explanation) {
    if (!ids.empty()) ids += " + ";
    ids += mistake->id;
  }
  return ids;
}

void WriteCause(Pen& pen, const Cause& cause) {
  if (cause.status == Cause::Status::kNone) return;
  pen.Line();
  if (cause.status == Cause::Status::kUnknown) {
    pen.Line(pen.Bold("cause: unknown") +
             fmt::format(" ({})", cause.unknown_because.empty()
                                      ? kNothingFits
                                      : cause.unknown_because));
    if (!cause.should_sign.empty()) {
      pen.Line("  to be signed: " + Printable(cause.should_sign));
    }
    if (!cause.fix.empty()) pen.Line("  next:     " + cause.fix);
    return;
  }
  pen.Line(pen.Bold(
      fmt::format("cause ({}): {}", Name(cause.status), Ids(cause.mistakes))));
  for (const Mistake* mistake : cause.mistakes) {
    pen.Line(fmt::format("  {}", mistake->sentence));
  }
  for (const Explanation& other : cause.equivalent) {
    pen.Line("  or, with the same bytes: " + Ids(other));
  }
  if (!cause.tell_apart.empty())
    pen.Line("  to tell apart: " + cause.tell_apart);
  pen.Line("  proof:    " + cause.proof);
  if (cause.has_signed()) {
    for (const std::string& line : SideBySide(cause)) pen.Line(line);
  }
  if (!cause.fix.empty()) pen.Line(pen.Bold("  fix:      ") + cause.fix);
}

void WriteFinding(Pen& pen, const Verdict& verdict, const Finding& finding) {
  pen.Line();
  pen.Line(fmt::format("{}  {}", Marked(pen, verdict.SeverityOf(finding)),
                       pen.Bold(finding.rule->code)));
  pen.Line(fmt::format("  rule:     {} ({}; {})", finding.rule->sentence,
                       finding.rule->source, Name(finding.rule->provenance)));
  if (!finding.where.empty()) {
    pen.Line("  where:    " + Printable(finding.where, 400));
  }
  if (!finding.expected.empty()) {
    pen.Line("  expected: " + Printable(finding.expected, 400));
  }
  if (!finding.actual.empty()) {
    pen.Line("  actual:   " + Printable(finding.actual, 400));
  }
}

}  // namespace

std::string Explain(const Verdict& verdict, Colour colour) {
  Pen pen(colour);
  pen.Line(fmt::format(
      "{}  {}", verdict.accepted() ? pen.Green("ACCEPTED") : pen.Red("REFUSED"),
      verdict.subject()));
  std::vector<Finding> findings = verdict.findings();
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) {
                     return verdict.SeverityOf(a) > verdict.SeverityOf(b);
                   });
  WriteCause(pen, verdict.cause());
  for (const Finding& finding : findings) WriteFinding(pen, verdict, finding);
  if (!verdict.working().empty()) {
    pen.Line();
    pen.Line(pen.Dim("working"));
    for (const Verdict::Working& one : verdict.working()) {
      pen.Line(fmt::format("  {}: {}", one.name, Printable(one.value)));
    }
  }
  return pen.Take();
}

}  // namespace mdmock
