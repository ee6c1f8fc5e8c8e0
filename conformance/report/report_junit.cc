#include "conformance/report/report_junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "conformance/report/report_text.h"
#include "conformance/report/safe_text.h"
#include "conformance/report/summary.h"

namespace mdmock::conformance {
namespace {

constexpr size_t kMaxBlock = 8 * 1024;  // Bytes of one failure's text.

// Status is the child element of a test case; an empty element is a pass.
struct Status {
  std::string_view element;
  std::string_view type;
};

Status StatusOf(const CheckResult& result, bool strict) {
  switch (GroupOf(result, strict)) {
    case Group::kPassed:
    case Group::kInformation:
    case Group::kWarned:
      return {"", ""};
    case Group::kExpected:
      return {"skipped", "mdmock.xfail"};
    case Group::kSkipped:
      return {"skipped", "mdmock.skip"};
    case Group::kNotJudged:
      return {"error", Name(result.speaks_of)};
    case Group::kFailed:
      break;
  }
  const bool died =
      result.outcome == Outcome::kCrash || result.outcome == Outcome::kTimeout;
  return {died ? "error" : "failure", Name(result.outcome)};
}

std::string Attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, Markup(SafeLine(value)));
}

std::string Time(std::chrono::milliseconds took) {
  return fmt::format(" time=\"{:.3f}\"",
                     static_cast<double>(took.count()) / 1000);
}

std::string Property(std::string_view name, std::string_view value) {
  return fmt::format("        <property{}{}/>\n", Attribute("name", name),
                     Attribute("value", value));
}

// "connector/K-05-reqid-echo" belongs to "connector.K": the suite, and the
// letters that its code begins with.
std::string ClassNameOf(std::string_view suite, std::string_view id) {
  const size_t slash = id.find('/');
  const std::string_view code =
      slash == std::string_view::npos ? "" : id.substr(slash + 1);
  const auto end = std::find_if_not(
      code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const std::string letters(code.begin(), end);
  return fmt::format("{}.{}", suite, letters.empty() ? "checks" : letters);
}

std::string TestCase(const Results& run, const CheckResult& result) {
  const Check& check = result.check;
  const Status status = StatusOf(result, run.strict);
  std::string xml = fmt::format(
      "    <testcase{}{}{}{}>\n", Attribute("name", check.id),
      Attribute("classname", ClassNameOf(run.suite, check.id)),
      Attribute("file", check.file.empty() ? run.suite : check.file),
      Time(result.took));
  xml += "      <properties>\n";
  xml += Property("outcome", Name(result.outcome));
  xml += Property("level", Name(check.level));
  xml += Property("requirement", check.requirement);
  xml += Property("source", check.source);
  xml += Property("provenance", Name(check.provenance));
  if (check.kind != Kind::kNone) xml += Property("kind", Name(check.kind));
  if (result.critical) xml += Property("critical", "true");
  if (result.outcome == Outcome::kWarn) {
    xml += Property("warning", result.message);
  }
  xml += "      </properties>\n";
  if (!status.element.empty()) {
    const std::string message =
        (IsAlarm(result) ? "CRITICAL: " : "") +
        (result.message.empty() ? check.requirement : result.message);
    xml += fmt::format("      <{0}{1}{2}>{3}</{0}>\n", status.element,
                       Attribute("message", message),
                       Attribute("type", status.type),
                       Markup(SafeText(ResultBlock(result), kMaxBlock)));
  }
  return xml + "    </testcase>\n";
}

// What did not run, told as a check of its own: a report in which it merely
// lacks would be green.
CheckResult Missing(const Results& run) {
  CheckResult result;
  result.check.id = run.suite + "/all-planned-checks-ran";
  result.check.requirement = "Every check that was planned ran.";
  result.outcome = Outcome::kBroken;
  result.speaks_of = Class::kHarness;
  result.message = fmt::format("{} checks were planned, {} ran", run.planned,
                               run.checks.size());
  return result;
}

struct Totals {
  size_t tests = 0;
  size_t failures = 0;
  size_t errors = 0;
  size_t skipped = 0;
  std::chrono::milliseconds took{};

  void Count(const Status& status) {
    ++tests;
    if (status.element == "failure") ++failures;
    if (status.element == "error") ++errors;
    if (status.element == "skipped") ++skipped;
  }
  void Add(const Totals& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    took += other.took;
  }
  std::string Attributes() const {
    return fmt::format(
        " tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"{}", tests,
        failures, errors, skipped, Time(took));
  }
};

std::string TestSuite(const Results& run, Totals& all) {
  std::vector<CheckResult> checks = run.checks;
  if (checks.size() != run.planned) checks.push_back(Missing(run));
  Totals totals;
  totals.took = run.took;
  std::string cases;
  for (const CheckResult& result : checks) {
    totals.Count(StatusOf(result, run.strict));
    cases += TestCase(run, result);
  }
  all.Add(totals);
  std::string xml = fmt::format("  <testsuite{}{} timestamp=\"{}\">\n",
                                Attribute("name", run.suite),
                                totals.Attributes(), FormatTime(run.started));
  xml += "    <properties>\n";
  xml += Property("implementation", run.implementation);
  xml += Property("seed", std::to_string(run.seed));
  xml += Property("clock", run.clock);
  xml += Property("command", run.command_line);
  xml += "    </properties>\n";
  return xml + cases + "  </testsuite>\n";
}

}  // namespace

std::string ReportJunit(std::span<const Results> runs) {
  Totals all;
  std::string suites;
  for (const Results& run : runs) suites += TestSuite(run, all);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"mdmock\"{}>\n{}</testsuites>\n",
      all.Attributes(), suites);
}

}  // namespace mdmock::conformance
