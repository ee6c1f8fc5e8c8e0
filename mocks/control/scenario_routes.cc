#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/control/json/answers.h"
#include "mocks/control/json/fields.h"
#include "mocks/control/json/rules.h"
#include "mocks/control/route.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::ordered_json;
using server::Answer;
using server::Exchange;

Answer GetScenario(const Scenarios& scenarios) {
  Json known = Json::array();
  for (const server::Scenario& one : scenarios.Known()) {
    known.push_back({{"id", one.id},
                     {"sentence", one.sentence},
                     {"correct_client", one.correct_client}});
  }
  const auto playing = scenarios.Playing();
  return Says(
      Json{{"scenario", playing.empty() ? Json(nullptr) : Json(playing)},
           {"scenarios", std::move(known)}});
}

bool IsKnown(const nlohmann::json& id, const Scenarios& scenarios) {
  const auto known = scenarios.Known();
  return id.is_string() &&
         std::any_of(known.begin(), known.end(),
                     [&](const server::Scenario& one) {
                       return one.id == id.get_ref<const std::string&>();
                     });
}

// An id, a list of ids, or null for none.
std::vector<std::string> ReadIds(const nlohmann::json& value,
                                 const Scenarios& scenarios, Fields& fields) {
  std::vector<std::string> ids;
  const auto add = [&](const nlohmann::json& one) {
    if (!IsKnown(one, scenarios)) {
      fields.Complain("scenario",
                      "null, an id that GET /scenario lists, or a list of them",
                      Shown(one));
    } else if (std::find(ids.begin(), ids.end(), one) == ids.end()) {
      ids.push_back(one.get<std::string>());
    }
  };
  if (value.is_array()) {
    for (const nlohmann::json& one : value) add(one);
  } else if (!value.is_null()) {
    add(value);
  }
  return ids;
}

Answer PutScenario(Scenarios& scenarios, const Exchange& exchange) {
  Problems problems;
  const auto json = ReadJson(exchange.request.body, problems);
  if (problems.empty()) {
    Fields fields(json, "", problems);
    std::vector<std::string> ids;
    if (const auto* value = fields.Require("scenario", "an id, or null")) {
      ids = ReadIds(*value, scenarios, fields);
    }
    fields.Finish();
    if (problems.empty()) scenarios.Play(ids);
  }
  if (!problems.empty()) return Refuses(400, rules::kBodyField, problems);
  return GetScenario(scenarios);
}

}  // namespace

std::vector<Route> ScenarioRoutes(Scenarios& scenarios) {
  return {
      {"GET", "/scenario", "the scenarios: played now, and all there are",
       [&scenarios](const Exchange&) { return GetScenario(scenarios); }},
      {"PUT", "/scenario",
       R"({"scenario":"ade.session-expired"}, a list of ids, or null)",
       [&scenarios](const Exchange& exchange) {
         return PutScenario(scenarios, exchange);
       }},
  };
}

}  // namespace mdmock::control
