#include "conformance/report/report_text.h"

#include <fmt/format.h>

#include <string_view>

#include "conformance/report/safe_text.h"
#include "conformance/report/summary.h"
#include "protocol/base/text.h"

namespace mdmock::conformance {
namespace {

constexpr size_t kWidth = 96;
constexpr size_t kMaxDetail = 6 * 1024;  // Bytes of one check's detail.

std::string In(Colour colour, std::string_view code, std::string_view text) {
  if (colour == Colour::kNever) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string_view Code(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPass:
      return "32";
    case Outcome::kWarn:
    case Outcome::kBroken:
      return "33;1";
    case Outcome::kInfo:
    case Outcome::kSkip:
    case Outcome::kXfail:
      return "2";
    case Outcome::kFail:
    case Outcome::kCrash:
    case Outcome::kTimeout:
    case Outcome::kXpass:
    case Outcome::kXfailChanged:
      return "31;1";
  }
  return "0";
}

std::string Marked(const CheckResult& result, Colour colour) {
  return In(colour, Code(result.outcome), Symbol(result.outcome));
}

// A labelled line, wrapped under itself.
std::string Field(std::string_view label, std::string_view text) {
  constexpr size_t kIndent = 14;
  return fmt::format("    {:<10}{}\n", label, Wrapped(text, kWidth, kIndent));
}

std::string Detail(std::string_view detail) {
  std::string text;
  const std::string safe = SafeText(Trim(detail, "\n"), kMaxDetail);
  for (const std::string_view line : Split(safe, '\n')) {
    text.append(line.empty() ? "" : "    ").append(line).append("\n");
  }
  return text;
}

bool NeedsABlock(Group group) {
  return group == Group::kFailed || group == Group::kNotJudged ||
         group == Group::kWarned;
}

}  // namespace

std::string ProgressLine(const CheckResult& result, Colour colour) {
  const Group group = GroupOf(result, false);
  if (!NeedsABlock(group)) return "";
  return fmt::format(
      "{} {}  {}{}\n", Marked(result, colour), SafeLine(result.check.id),
      IsAlarm(result) ? "CRITICAL: " : "", SafeLine(result.message, 200));
}

std::string ResultBlock(const CheckResult& result, Colour colour) {
  const Check& check = result.check;
  std::string block = fmt::format(
      "{} {}  {}  {}  {}\n", Marked(result, colour),
      In(colour, "1", SafeLine(check.id)),
      In(colour, Code(result.outcome), Description(result)),
      Heading(check.level), In(colour, "2", SafeLine(check.source)));
  block += Field("asks", SafeLine(check.requirement));
  if (check.kind != Kind::kNone) block += Field("kind", Name(check.kind));
  if (!result.message.empty()) {
    block += Field("found", SafeLine(result.message, 2048));
  }
  if (result.speaks_of != Class::kImplementation) {
    block += Field("class", Name(result.speaks_of));
  }
  if (check.provenance != Provenance::kDocumented) {
    block += Field("founded", check.provenance == Provenance::kObserved
                                  ? "observed in the field, not documented"
                                  : "chosen by mdmock, not documented");
  }
  if (result.expected) block += Field("baseline", BaselineNote(result));
  if (!result.detail.empty()) block += Detail(result.detail);
  if (!result.evidence.empty()) {
    block += Field("evidence", EvidenceNote(result));
  }
  // Never wrapped: it is there to be pasted.
  if (!result.rerun.empty()) {
    block +=
        fmt::format("    {:<10}{}\n", "again", SafeLine(result.rerun, 4096));
  }
  return block;
}

std::string ReportText(const Results& results, Colour colour) {
  std::string text = fmt::format(
      "{}  {}\n{} planned, seed {}, clock {}\n", In(colour, "1", results.suite),
      SafeLine(results.implementation), results.planned, results.seed,
      SafeLine(results.clock));
  for (const Group group : kGroups) {
    if (!NeedsABlock(group)) continue;
    for (const CheckResult* result : InGroup(results, group)) {
      text += "\n" + ResultBlock(*result, colour);
    }
  }
  for (const Group group : {Group::kExpected, Group::kSkipped}) {
    const auto members = InGroup(results, group);
    if (!members.empty()) text += fmt::format("\n{}\n", Title(group));
    for (const CheckResult* result : members) {
      const std::string why = group == Group::kExpected
                                  ? BaselineNote(*result)
                                  : SafeLine(result->message, 400);
      text += fmt::format("{} {}  {}\n", Marked(*result, colour),
                          SafeLine(result->check.id), Wrapped(why, kWidth, 4));
    }
  }
  text += "\n";
  for (const KindLine& line : KindLines(results)) {
    text += fmt::format("{:<12}{}\n", Name(line.kind), line.counts);
  }
  const int exit_code = ExitCode(results);
  text += fmt::format(
      "{}\n{} · {} -> exit {}\n",
      In(colour, exit_code == 0 ? "32;1" : "31;1", Headline(results)),
      CountLine(results), Seconds(results.took), exit_code);
  return text;
}

}  // namespace mdmock::conformance
