#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mocks/ade/endpoints/body.h"
#include "mocks/ade/endpoints/endpoints.h"
#include "mocks/ade/endpoints/profile_rules.h"
#include "mocks/ade/endpoints/query.h"
#include "mocks/ade/endpoints/statuses.h"
#include "mocks/ade/endpoints/visit.h"
#include "mocks/ade/fleet/json_text.h"
#include "mocks/ade/rules.h"
#include "protocol/base/text.h"

// POST and GET /profile: defining a profile, and reading it again.
namespace mdmock::ade {
namespace {

constexpr std::string_view kMethods = "GET, POST";

http::Response Define(Visit& visit) {
  nlohmann::json profile =
      ReadBody(visit.call.request, Absent::kMalformed, visit.verdict);
  if (!visit.verdict.Has(rules::kBodyMalformed.code)) {
    CheckProfile(profile, visit.call.options->dialect, visit.verdict);
  }
  const std::vector<std::string> serials =
      DevicesField(profile, false, visit.verdict);
  if (!visit.may_act()) return {};
  RemarkStrangers(visit, serials);
  profile.erase("devices");
  profile.erase("profile_uuid");
  const std::uint32_t number = visit.holdings->profiles.Add(profile.dump());
  std::string body = "{";
  AppendField(body, "profile_uuid", visit.holdings->profiles.Uuid(number));
  AppendStatuses(body, visit, serials, [&](std::uint32_t slot, size_t) {
    visit.holdings->fleet.Assign(slot, number, visit.call.now);
    return kSuccess;
  });
  return JsonAnswer(body + "}");
}

http::Response Read(Visit& visit) {
  const auto uuid = QueryValue(visit.call.request, "profile_uuid");
  if (!uuid || uuid->empty()) {
    visit.verdict.Add(
        {&rules::kProfileUuidRequired, "query", "profile_uuid=…", "nothing"});
  }
  if (!visit.may_act()) return {};
  const Profiles& profiles = visit.holdings->profiles;
  const auto number = profiles.Find(*uuid);
  if (!number) {
    const std::string near_miss = profiles.NearMiss(*uuid);
    visit.verdict.Add({&rules::kProfileNotFound, "profile_uuid",
                       "one that POST /profile gave",
                       "\"" + Printable(*uuid, 80) + "\"" +
                           (near_miss.empty() ? "" : ", " + near_miss)});
    return {};
  }
  std::string body = profiles.Text(*number);
  body.pop_back();  // The bracket that closes the object.
  AppendField(body, "profile_uuid", *uuid);
  return JsonAnswer(body + "}");
}

}  // namespace

server::Answer AnswerProfile(State& state, const Call& call) {
  return Receive(state, call, kMethods,
                 call.request.method == "GET" ? &Read : &Define);
}

}  // namespace mdmock::ade
