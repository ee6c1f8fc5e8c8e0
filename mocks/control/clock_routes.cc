#include <nlohmann/json.hpp>

#include "mocks/control/clock_json.h"
#include "mocks/control/json/answers.h"
#include "mocks/control/json/fields.h"
#include "mocks/control/json/rules.h"
#include "mocks/control/route.h"

namespace mdmock::control {
namespace {

using server::Answer;
using server::Exchange;

Answer PutClock(const Mocks& mocks, const Exchange& exchange) {
  Problems problems;
  const auto json = ReadJson(exchange.request.body, problems);
  if (problems.empty()) {
    const auto setting = ReadClock(json, mocks.clock.Now(), problems);
    if (problems.empty()) mocks.clock.Set(setting);
  }
  if (!problems.empty()) return Refuses(400, rules::kBodyField, problems);
  return Says(ToJson(mocks.clock));
}

Answer AdvanceClock(const Mocks& mocks, const Exchange& exchange) {
  Problems problems;
  const auto json = ReadJson(exchange.request.body, problems);
  if (problems.empty()) {
    const auto by = ReadAdvance(json, problems);
    if (problems.empty()) mocks.clock.Advance(by);
  }
  if (!problems.empty()) return Refuses(400, rules::kBodyField, problems);
  return Says(ToJson(mocks.clock));
}

}  // namespace

std::vector<Route> ClockRoutes(Mocks& mocks) {
  return {
      {"GET", "/clock", "the time that the mocks believe in",
       [&mocks](const Exchange&) { return Says(ToJson(mocks.clock)); }},
      {"PUT", "/clock",
       R"({"mode":"real"}, {"mode":"frozen","time":"2026-01-31T12:00:00Z"} or )"
       R"({"mode":"offset","offset_s":-301})",
       [&mocks](const Exchange& exchange) {
         return PutClock(mocks, exchange);
       }},
      {"POST", "/clock/advance", R"({"seconds":301})",
       [&mocks](const Exchange& exchange) {
         return AdvanceClock(mocks, exchange);
       }},
  };
}

}  // namespace mdmock::control
