#include "conformance/report/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/report/safe_text.h"

namespace mdmock::conformance {
namespace {

std::string Checks(size_t count) {
  return fmt::format("{} check{}", count, count == 1 ? "" : "s");
}

// " · 38 pass · 1 fail"
std::string Each(const Counts& counts) {
  std::string line;
  for (size_t i = 0; i < kNumOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (counts.of(outcome) == 0) continue;
    line += fmt::format(" · {} {}", counts.of(outcome), Name(outcome));
  }
  return line;
}

// What is said of an implementation that does not conform.
std::string Refusal(const Results& results) {
  const auto failed = InGroup(results, Group::kFailed);
  const auto alarms =
      std::count_if(failed.begin(), failed.end(),
                    [](const CheckResult* result) { return IsAlarm(*result); });
  std::string text = fmt::format("Not conforming: {} of {} failed",
                                 failed.size(), Checks(results.checks.size()));
  if (alarms > 0) text += fmt::format(", {} of them critical", alarms);
  return text;
}

std::string_view Words(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPass:
      return "pass";
    case Outcome::kFail:
      return "fail";
    case Outcome::kWarn:
      return "warning";
    case Outcome::kInfo:
      return "information";
    case Outcome::kSkip:
      return "skip";
    case Outcome::kBroken:
      return "broken";
    case Outcome::kCrash:
      return "crash";
    case Outcome::kTimeout:
      return "timeout";
    case Outcome::kXfail:
      return "expected failure";
    case Outcome::kXpass:
      return "unexpected pass";
    case Outcome::kXfailChanged:
      return "fails in another way";
  }
  return "";
}

}  // namespace

Group GroupOf(const CheckResult& result, bool strict) {
  if (Fails(result, strict)) return Group::kFailed;
  switch (result.outcome) {
    case Outcome::kPass:
      return Group::kPassed;
    case Outcome::kInfo:
      return Group::kInformation;
    case Outcome::kSkip:
      return Group::kSkipped;
    case Outcome::kXfail:
      return Group::kExpected;
    case Outcome::kWarn:
      return result.speaks_of == Class::kImplementation ? Group::kWarned
                                                        : Group::kNotJudged;
    case Outcome::kFail:
    case Outcome::kBroken:
    case Outcome::kCrash:
    case Outcome::kTimeout:
    case Outcome::kXpass:
    case Outcome::kXfailChanged:
      return Group::kNotJudged;
  }
  return Group::kNotJudged;
}

std::string_view Title(Group group) {
  switch (group) {
    case Group::kFailed:
      return "Failed";
    case Group::kNotJudged:
      return "Not judged";
    case Group::kWarned:
      return "Warnings";
    case Group::kExpected:
      return "Expected failures";
    case Group::kSkipped:
      return "Skipped";
    case Group::kInformation:
      return "Information";
    case Group::kPassed:
      return "Passed";
  }
  return "";
}

bool IsAlarm(const CheckResult& result) {
  return result.critical && result.outcome == Outcome::kFail &&
         result.speaks_of == Class::kImplementation;
}

std::vector<const CheckResult*> InGroup(const Results& results, Group group) {
  std::vector<const CheckResult*> found;
  for (const CheckResult& result : results.checks) {
    if (GroupOf(result, results.strict) == group) found.push_back(&result);
  }
  std::stable_partition(
      found.begin(), found.end(),
      [](const CheckResult* result) { return IsAlarm(*result); });
  return found;
}

std::string_view Symbol(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPass:
      return "✔";
    case Outcome::kFail:
    case Outcome::kCrash:
    case Outcome::kTimeout:
    case Outcome::kXpass:
    case Outcome::kXfailChanged:
      return "✘";
    case Outcome::kWarn:
      return "!";
    case Outcome::kInfo:
      return "i";
    case Outcome::kSkip:
      return "-";
    case Outcome::kBroken:
      return "?";
    case Outcome::kXfail:
      return "x";
  }
  return "?";
}

std::string_view Heading(Level level) {
  switch (level) {
    case Level::kMust:
      return "MUST";
    case Level::kShould:
      return "SHOULD";
    case Level::kMay:
      return "MAY";
  }
  return "";
}

std::string Description(const CheckResult& result) {
  const std::string_view words = Words(result.outcome);
  return IsAlarm(result) ? fmt::format("CRITICAL {}", words)
                         : std::string(words);
}

std::string Headline(const Results& results) {
  const size_t num_run = results.checks.size();
  switch (ExitCode(results)) {
    case 0: {
      const size_t warned = InGroup(results, Group::kWarned).size();
      if (num_run == 0) return "Nothing was checked";
      if (warned == 0) return "Conforming";
      return fmt::format("Conforming, with {} warning{}", warned,
                         warned == 1 ? "" : "s");
    }
    case 1:
      return Refusal(results);
    case 2:
      return "Not judged: the configuration does not fit";
    default:
      if (num_run != results.planned) {
        return fmt::format("The harness failed: {} of {} ran", num_run,
                           Checks(results.planned));
      }
      return fmt::format("The harness failed in {}",
                         Checks(InGroup(results, Group::kNotJudged).size()));
  }
}

std::string CountLine(const Results& results) {
  std::string line = fmt::format("{} run", results.checks.size());
  if (results.checks.size() != results.planned) {
    line += fmt::format(" of {}", results.planned);
  }
  return line + Each(Counts(results));
}

std::vector<KindLine> KindLines(const Results& results) {
  std::vector<KindLine> lines;
  for (const Kind kind : {Kind::kProtocol, Kind::kInterop, Kind::kRobustness}) {
    const Counts counts(results, kind);
    if (counts.all() == 0) continue;
    lines.push_back(
        {kind, fmt::format("{} run{}", counts.all(), Each(counts))});
  }
  return lines;
}

std::string Seconds(std::chrono::milliseconds duration) {
  const double seconds = static_cast<double>(duration.count()) / 1000;
  return seconds < 10 ? fmt::format("{:.3f} s", seconds)
                      : fmt::format("{:.1f} s", seconds);
}

std::string BaselineNote(const CheckResult& result) {
  if (!result.expected) return "";
  const Expected& expected = *result.expected;
  std::string note =
      fmt::format("{} expected, {} observed: {}", Name(expected.outcome),
                  Name(expected.observed), SafeLine(expected.reason));
  if (!expected.link.empty()) {
    note += fmt::format(" ({})", SafeLine(expected.link));
  }
  return note;
}

std::string EvidenceNote(const CheckResult& result) {
  return fmt::format("{}", fmt::join(result.evidence, ", "));
}

}  // namespace mdmock::conformance
