#include "protocol/verdict/verdict_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "protocol/base/text.h"

namespace mdmock {
namespace {

constexpr size_t kWindow = 72;  // Characters of a base string shown at once.

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

// The part of `bytes` around `offset`, one column a byte so that a caret can
// stand under it.
std::string Window(std::string_view bytes, size_t from) {
  std::string shown = from > 0 ? "…" : "";
  for (const char c : bytes.substr(std::min(from, bytes.size()), kWindow)) {
    shown += c >= 0x20 && c < 0x7F ? c : '?';
  }
  if (bytes.size() > from + kWindow) shown += "…";
  return shown;
}

void WriteDifference(Pen& pen, const Cause& cause) {
  const auto difference =
      FirstDifference(cause.should_sign, cause.signed_bytes);
  if (!difference) {
    pen.Line("  signed:   " + Window(cause.signed_bytes, 0));
    return;
  }
  const size_t from = difference->offset < 40 ? 0 : difference->offset - 40;
  pen.Line("  expected: " + Window(cause.should_sign, from));
  pen.Line("  signed:   " + Window(cause.signed_bytes, from));
  const auto shown = [](const std::string& character) {
    return character.empty() ? "the end" : "'" + character + "'";
  };
  pen.Line(fmt::format(
      "{}^ byte {}: {} expected, {} signed",
      std::string(12 + difference->offset - from + (from > 0 ? 1 : 0), ' '),
      difference->offset, shown(difference->expected),
      shown(difference->actual)));
}

void WriteCause(Pen& pen, const Cause& cause) {
  if (cause.status == Cause::Status::kNone) return;
  pen.Line();
  if (cause.status == Cause::Status::kUnknown) {
    pen.Line(pen.Bold("cause: unknown") +
             " (no known mistake, alone or beside others, gives the bytes that "
             "came)");
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
  if (!cause.should_sign.empty()) WriteDifference(pen, cause);
  if (!cause.fix.empty()) pen.Line(pen.Bold("  fix:      ") + cause.fix);
}

void WriteFinding(Pen& pen, const Verdict& verdict, const Finding& finding) {
  pen.Line();
  pen.Line(fmt::format("{}  {}", Marked(pen, verdict.SeverityOf(finding)),
                       pen.Bold(finding.rule->code)));
  pen.Line(fmt::format("  {} ({}; {})", finding.rule->sentence,
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
