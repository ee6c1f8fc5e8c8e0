#include "protocol/verdict/verdict_json.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kWhole = std::numeric_limits<size_t>::max();

// Text keeps its line ends; what is not text is shown byte by byte.
std::string Shown(const std::string& bytes) { return Printable(bytes, kWhole); }

Json ToJson(const Explanation& explanation) {
  Json ids = Json::array();
  for (const Mistake* mistake : explanation) ids.push_back(mistake->id);
  return ids;
}

Json OrNull(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(Shown(text));
}

Json ToJson(const Cause& cause) {
  Json equivalent = Json::array();
  for (const Explanation& one : cause.equivalent) {
    equivalent.push_back(ToJson(one));
  }
  Json json{{"status", Name(cause.status)},
            {"mistakes", ToJson(cause.mistakes)},
            {"equivalent", std::move(equivalent)},
            {"proof", OrNull(cause.proof)},
            {"signed", nullptr},
            {"should_sign", OrNull(cause.should_sign)},
            {"first_difference", nullptr},
            {"fix", OrNull(cause.fix)},
            {"tell_apart", OrNull(cause.tell_apart)}};
  if (!cause.has_signed()) return json;
  const std::string is = Shown(cause.signed_bytes);
  json["signed"] = is;
  if (is != cause.signed_bytes) {
    json["signed_b64"] = Base64(cause.signed_bytes);
  }
  if (const auto difference =
          FirstDifference(cause.should_sign, cause.signed_bytes)) {
    json["first_difference"] = {{"offset", difference->offset},
                                {"expected", difference->expected},
                                {"actual", difference->actual}};
  }
  return json;
}

}  // namespace

Json ToJson(const Verdict& verdict) {
  Json findings = Json::array();
  for (const Finding& one : verdict.findings()) {
    findings.push_back({{"rule", one.rule->code},
                        {"severity", Name(verdict.SeverityOf(one))},
                        {"provenance", Name(one.rule->provenance)},
                        {"source", one.rule->source},
                        {"where", Shown(one.where)},
                        {"expected", Shown(one.expected)},
                        {"actual", Shown(one.actual)}});
  }
  Json working = Json::array();
  for (const Verdict::Working& one : verdict.working()) {
    working.push_back({{"name", one.name}, {"value", Shown(one.value)}});
  }
  return {{"schema", "mdmock.verdict/1"},     {"subject", verdict.subject()},
          {"accepted", verdict.accepted()},   {"findings", std::move(findings)},
          {"cause", ToJson(verdict.cause())}, {"working", std::move(working)}};
}

}  // namespace mdmock
