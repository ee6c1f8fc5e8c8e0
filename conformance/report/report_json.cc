#include "conformance/report/report_json.h"

#include <nlohmann/json.hpp>

#include "conformance/report/safe_text.h"
#include "protocol/base/encoding.h"

namespace mdmock::conformance {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxText = 64 * 1024;

Json SummaryOf(const Results& results) {
  const Counts counts(results);
  Json summary = Json::object();
  for (size_t i = 0; i < kNumOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    summary[std::string(Name(outcome))] = counts.of(outcome);
  }
  return summary;
}

Json CheckOf(const CheckResult& result) {
  const Check& check = result.check;
  Json json = {{"id", SafeLine(check.id)},
               {"level", Name(check.level)},
               {"requirement", SafeLine(check.requirement)},
               {"source", SafeLine(check.source)},
               {"provenance", Name(check.provenance)},
               {"outcome", Name(result.outcome)},
               {"class", Name(result.speaks_of)},
               {"message", SafeText(result.message, kMaxText)},
               {"evidence", result.evidence},
               {"ms", result.took.count()},
               {"detail", SafeText(result.detail, kMaxText)},
               {"rerun", SafeText(result.rerun, kMaxText)}};
  if (check.kind != Kind::kNone) json["kind"] = Name(check.kind);
  if (result.critical) json["critical"] = true;
  if (result.expected) {
    json["expected"] = {{"outcome", Name(result.expected->outcome)},
                        {"observed", Name(result.expected->observed)},
                        {"reason", SafeLine(result.expected->reason)},
                        {"link", SafeLine(result.expected->link)}};
  }
  return json;
}

Json ExchangeOf(const Evidence& evidence) {
  Json parts = Json::array();
  for (const Evidence::Part& part : evidence.parts) {
    parts.push_back(
        {{"name", SafeLine(part.name)}, {"bytes_b64", Base64(part.bytes)}});
  }
  return {{"seq", evidence.seq},
          {"what", SafeLine(evidence.what)},
          {"parts", std::move(parts)}};
}

}  // namespace

std::string ReportJson(const Results& results) {
  Json checks = Json::array();
  for (const CheckResult& result : results.checks) {
    checks.push_back(CheckOf(result));
  }
  Json exchanges = Json::array();
  for (const Evidence& evidence : results.evidence) {
    exchanges.push_back(ExchangeOf(evidence));
  }
  const Json json = {{"schema", "mdmock.results/1"},
                     {"suite", SafeLine(results.suite)},
                     {"implementation", SafeLine(results.implementation)},
                     {"seed", results.seed},
                     {"summary", SummaryOf(results)},
                     {"checks", std::move(checks)},
                     {"planned", results.planned},
                     {"strict", results.strict},
                     {"exit", ExitCode(results)},
                     {"started", FormatTime(results.started)},
                     {"ms", results.took.count()},
                     {"clock", SafeLine(results.clock)},
                     {"command", SafeText(results.command_line, kMaxText)},
                     {"exchanges", std::move(exchanges)}};
  return json.dump(2) + "\n";
}

}  // namespace mdmock::conformance
