#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "mocks/ade/endpoints/body.h"
#include "mocks/ade/endpoints/endpoints.h"
#include "mocks/ade/endpoints/statuses.h"
#include "mocks/ade/endpoints/visit.h"
#include "mocks/ade/fleet/json_text.h"
#include "mocks/ade/refusals.h"
#include "mocks/ade/rules.h"
#include "protocol/base/text.h"

// POST, PUT and DELETE /profile/devices: who gets which profile.
namespace mdmock::ade {
namespace {

constexpr std::string_view kMethods = "DELETE, POST, PUT";

// What is asked for, as far as it could be read.
struct Asked {
  std::vector<std::string> serials;
  std::string uuid;
};

Asked ReadAsked(const Visit& visit, bool wants_profile) {
  constexpr std::string_view kKnown[] = {"profile_uuid", "devices"};
  Verdict& verdict = visit.verdict;
  const nlohmann::json body =
      ReadBody(visit.call.request, Absent::kMalformed, verdict);
  RemarkUnknown(body, kKnown, verdict);
  Asked asked{.serials = DevicesField(body, true, verdict),
              .uuid = TextField(body, "profile_uuid", verdict).value_or("")};
  if (asked.uuid.empty() && wants_profile) {
    verdict.Add({&rules::kProfileUuidRequired, "profile_uuid",
                 "the profile_uuid that POST /profile gave", "nothing"});
  }
  return asked;
}

// What becomes of the devices of one request.
class Assigner {
 public:
  Assigner(Visit& visit, std::uint32_t profile)
      : visit_(visit), profile_(profile) {}

  std::string_view Assign(std::uint32_t slot, size_t position) {
    const bool is_scene = visit_.state.scenes.IsOn(Scene::kThrottled);
    const Throttle::State throttle = visit_.holdings->throttle.Ask(
        slot, visit_.call.now, visit_.options().retry_after,
        is_scene && position % 2 == 0);
    if (throttle == Throttle::State::kPassed) {
      visit_.holdings->fleet.Assign(slot, profile_, visit_.call.now);
      return kSuccess;
    }
    ++num_throttled_;
    if (throttle == Throttle::State::kTooEarly) ++num_early_;
    // Before there was a word for it, it was a failure like others.
    return visit_.version >= kVersionOfThrottling ? "THROTTLED" : "FAILED";
  }

  bool has_throttled() const { return num_throttled_ > 0; }
  size_t num_early() const { return num_early_; }

 private:
  Visit& visit_;
  std::uint32_t profile_;
  size_t num_throttled_ = 0;
  size_t num_early_ = 0;
};

std::optional<std::uint32_t> FindProfile(Visit& visit,
                                         const std::string& uuid) {
  const Profiles& profiles = visit.holdings->profiles;
  const auto number = profiles.Find(uuid);
  if (number) return number;
  const std::string near_miss = profiles.NearMiss(uuid);
  visit.verdict.Add({&rules::kProfileUnknown, "profile_uuid",
                     "one that POST /profile gave",
                     "\"" + Printable(uuid, 80) + "\"" +
                         (near_miss.empty() ? "" : ", " + near_miss)});
  return std::nullopt;
}

http::Response Assign(Visit& visit) {
  if (visit.call.request.method == "PUT") {
    visit.verdict.Add({&rules::kAssignedByPut, "request line", "POST", "PUT"});
  }
  const Asked asked = ReadAsked(visit, true);
  if (!visit.may_act()) return {};
  RemarkStrangers(visit, asked.serials);
  const auto profile = FindProfile(visit, asked.uuid);
  if (!profile) return {};
  Assigner assigner(visit, *profile);
  std::string body = "{";
  AppendField(body, "profile_uuid", asked.uuid);
  AppendStatuses(body, visit, asked.serials,
                 [&](std::uint32_t slot, size_t position) {
                   return assigner.Assign(slot, position);
                 });
  if (assigner.has_throttled()) {
    if (visit.version >= kVersionOfReplacements) {
      AppendName(body, "retry_after_seconds");
      body += std::to_string(visit.options().retry_after.count());
    }
    AddScene("ade.throttled", visit.verdict);
  }
  if (assigner.num_early() > 0) {
    visit.verdict.Add(
        {&rules::kRetriedEarly, "devices", "devices whose time is over",
         fmt::format("{} that still have to wait", assigner.num_early())});
  }
  return JsonAnswer(body + "}");
}

http::Response Remove(Visit& visit) {
  const Asked asked = ReadAsked(visit, false);
  if (!visit.may_act()) return {};
  RemarkStrangers(visit, asked.serials);
  std::string body = "{";
  if (!asked.uuid.empty()) AppendField(body, "profile_uuid", asked.uuid);
  AppendStatuses(body, visit, asked.serials, [&](std::uint32_t slot, size_t) {
    visit.holdings->fleet.Unassign(slot, visit.call.now);
    return kSuccess;
  });
  return JsonAnswer(body + "}");
}

}  // namespace

server::Answer AnswerAssignment(State& state, const Call& call) {
  return Receive(state, call, kMethods,
                 call.request.method == "DELETE" ? &Remove : &Assign);
}

}  // namespace mdmock::ade
