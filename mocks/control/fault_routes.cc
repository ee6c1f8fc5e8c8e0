#include <nlohmann/json.hpp>

#include "mocks/control/fault_json.h"
#include "mocks/control/json/answers.h"
#include "mocks/control/json/fields.h"
#include "mocks/control/json/rules.h"
#include "mocks/control/route.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::ordered_json;
using server::Answer;
using server::Exchange;

Answer GetFaults(const Mocks& mocks) {
  Json list = Json::array();
  for (const server::Fault& one : mocks.faults.List()) {
    list.push_back(ToJson(one));
  }
  return Says(list);
}

Answer PutFaults(const Mocks& mocks, const Exchange& exchange) {
  Problems problems;
  const auto json = ReadJson(exchange.request.body, problems);
  if (problems.empty()) {
    auto faults = ReadFaults(json, mocks.services, problems);
    if (problems.empty()) mocks.faults.Set(std::move(faults));
  }
  if (!problems.empty()) return Refuses(400, rules::kBodyField, problems);
  return GetFaults(mocks);
}

}  // namespace

std::vector<Route> FaultRoutes(Mocks& mocks) {
  return {
      {"GET", "/faults", "the faults that are set",
       [&mocks](const Exchange&) { return GetFaults(mocks); }},
      {"PUT", "/faults",
       R"([{"service":"ade","on":"GET /session","nth":[2,3],"then":"reset"}])",
       [&mocks](const Exchange& exchange) {
         return PutFaults(mocks, exchange);
       }},
      {"DELETE", "/faults", "no more faults",
       [&mocks](const Exchange&) {
         mocks.faults.Set({});
         return GetFaults(mocks);
       }},
  };
}

}  // namespace mdmock::control
