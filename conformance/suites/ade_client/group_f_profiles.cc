#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "conformance/suites/ade_client/groups.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Device Assignment Services, profiles";
constexpr char kSeen[] = "research: what clients send to the profile endpoints";
constexpr char kUuid[] = "88FC4E378FEC4021A94E1FF9A8EAFF0A";

std::string Quoted(const std::vector<std::string>& serials) {
  std::string list;
  for (const std::string& one : serials) {
    list += (list.empty() ? "\"" : ",\"") + one + "\"";
  }
  return "[" + list + "]";
}

std::string AssignArguments(const std::vector<std::string>& serials) {
  return fmt::format(R"({{"profile_uuid":"{}","devices":{}}})", kUuid,
                     Quoted(serials));
}

std::string DeviceArguments(const std::vector<std::string>& serials) {
  return fmt::format(R"({{"devices":{}}})", Quoted(serials));
}

server::Effect Statuses(
    const std::vector<std::pair<std::string, std::string>>& statuses,
    int retry_after = 0) {
  std::string list;
  for (const auto& [serial, status] : statuses) {
    list +=
        fmt::format(R"({}"{}":"{}")", list.empty() ? "" : ",", serial, status);
  }
  return Json(fmt::format(
      R"({{"profile_uuid":"{}","devices":{{{}}}{}}})", kUuid, list,
      retry_after == 0
          ? ""
          : fmt::format(R"(,"retry_after_seconds":{})", retry_after)));
}

// Both methods that the documentation and the clients know.
std::vector<Script> Assignments(const std::vector<server::Effect>& answers,
                                Then then = Then::kRepeat) {
  return {
      {.endpoint = "PUT /profile/devices", .answers = answers, .then = then},
      {.endpoint = "POST /profile/devices", .answers = answers, .then = then}};
}

std::vector<Lab::EntryPtr> AssignCalls(const Lab& lab) {
  std::vector<Lab::EntryPtr> calls;
  for (Lab::EntryPtr& entry : lab.Resources()) {
    if (http::SplitTarget(entry->request.target).path == "/profile/devices") {
      calls.push_back(std::move(entry));
    }
  }
  return calls;
}

Step ExpectAssignments(size_t least, size_t most) {
  return Expect(
      fmt::format("{} to {} requests of /profile/devices", least, most),
      [=](Lab& lab) {
        const size_t count = AssignCalls(lab).size();
        if (count >= least && count <= most) return Said{};
        return Wrong(fmt::format("expected {} to {} requests, got {}", least,
                                 most, count));
      });
}

Step ExpectAssignMethod() {
  return Expect("a profile is assigned by PUT or POST", [](Lab& lab) {
    const auto calls = AssignCalls(lab);
    if (calls.empty()) return Wrong("no request of /profile/devices came");
    for (const auto& call : calls) {
      if (call->request.method == "PUT" || call->request.method == "POST") {
        continue;
      }
      return Wrong("expected PUT or POST, got " +
                   Printable(call->request.method, 40));
    }
    return Said{};
  });
}

std::vector<std::string> ManySerials(size_t count) {
  std::vector<std::string> serials;
  for (size_t i = 0; i < count; ++i) {
    serials.push_back(fmt::format("C8TJ{:06d}F", i));
  }
  return serials;
}

Step ExpectBatches(size_t num_devices) {
  return Expect(
      "batches of at most 1000, which lose nothing", [=](Lab& lab) -> Said {
        std::map<std::string, int> seen;
        for (const auto& call : AssignCalls(lab)) {
          const auto serials = Texts(call->request.body, "devices");
          if (serials.size() > 1000) {
            return Wrong(
                fmt::format("expected at most 1000 devices a call, got {}",
                            serials.size()));
          }
          for (const std::string& one : serials) ++seen[one];
        }
        if (seen.size() != num_devices) {
          return Wrong(fmt::format("expected {} devices, got {}", num_devices,
                                   seen.size()));
        }
        for (const auto& [serial, count] : seen) {
          if (count != 1) {
            return Wrong(
                fmt::format("{} was assigned {} times", serial, count));
          }
        }
        return {};
      });
}

// From the second call on, nothing but `serial`.
Step ExpectOnlyAgain(const std::string& serial) {
  return Expect(fmt::format("only {} is tried again", serial), [=](Lab& lab) {
    const auto calls = AssignCalls(lab);
    for (size_t i = 1; i < calls.size(); ++i) {
      const auto serials = Texts(calls[i]->request.body, "devices");
      if (serials.size() == 1 && serials.front() == serial) continue;
      return Wrong(fmt::format(
          "request {} tries {} again", calls[i]->seq,
          Printable(fmt::format("{}", fmt::join(serials, ", ")), 200)));
    }
    return Said{};
  });
}

Step ExpectPauseBeforeAgain(std::chrono::milliseconds least) {
  return Expect(fmt::format("not before {} ms", least.count()), [=](Lab& lab) {
    const auto calls = AssignCalls(lab);
    for (size_t i = 1; i < calls.size(); ++i) {
      const auto pause = calls[i]->time - calls[i - 1]->time;
      if (pause >= least) continue;
      return Wrong(fmt::format("expected a pause of {} ms or more, got {}",
                               least.count(), pause.count()));
    }
    return Said{};
  });
}

Step ExpectBody(const std::string& endpoint,
                const std::vector<std::string>& serials) {
  return Expect("the body names the devices", [=](Lab& lab) {
    const auto calls = lab.Calls(endpoint);
    if (calls.empty()) return Wrong("no request of " + endpoint + " came");
    const std::string& body = calls.front()->request.body;
    if (Texts(body, "devices") == serials) return Said{};
    return Wrong(
        "expected {\"devices\":[…]}, got " +
        (body.empty() ? std::string("no body") : Printable(body, 160)));
  });
}

Step ExpectUuid() {
  return Expect("the profile's id goes back as it came", [](Lab& lab) {
    const auto calls = AssignCalls(lab);
    if (calls.empty()) return Wrong("no request of /profile/devices came");
    for (const auto& call : calls) {
      const auto uuid = TextField(call->request.body, "profile_uuid");
      if (uuid == kUuid) continue;
      return Wrong(fmt::format("expected {}, got {}", kUuid,
                               Printable(uuid.value_or("nothing"), 80)));
    }
    return Said{};
  });
}

// Not sent at all, or Apple's code shown.
Step RefusedProfile(const std::string& profile, const std::string& code) {
  return Expect("the profile is not sent, or " + code + " is shown",
                [=](Lab& lab) -> Said {
                  const Step play = Play({{.endpoint = "POST /profile",
                                           .answers = {Reply(400, code)},
                                           .then = Then::kRepeat}});
                  play.run(lab);
                  const std::string arguments =
                      fmt::format(R"({{"profile":{}}})", profile);
                  if (Said said = Refused("define-profile", arguments).run(lab);
                      said.outcome != Outcome::kPass) {
                    return said;
                  }
                  if (lab.Calls("POST /profile").empty()) return {};
                  return ExpectSaid({code}).run(lab);
                });
}

// Nothing was sent, or the refusal is reported.
Step AsksForNothing(const std::string& op, const std::string& arguments) {
  return Expect(op + " of no devices is not sent, or its refusal reported",
                [=](Lab& lab) -> Said {
                  if (Said said = Ask(op, arguments).run(lab);
                      said.outcome != Outcome::kPass) {
                    return said;
                  }
                  if (lab.Resources().empty()) return {};
                  if (!lab.last().front().succeeded()) return {};
                  return Wrong(
                      "no devices were sent, the answer was a refusal, and the "
                      "client reports success");
                });
}

Step ExpectNoDisown() {
  return Expect("no device was disowned", [](Lab& lab) {
    for (const auto& call : lab.AllCalls()) {
      if (http::SplitTarget(call->request.target).path != "/devices/disown") {
        continue;
      }
      return Wrong(
          fmt::format("request {} disowns devices, and nobody asked "
                      "for that",
                      call->seq));
    }
    return Said{};
  });
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string correct,
               std::vector<Step> steps,
               Provenance provenance = Provenance::kDocumented) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = provenance == Provenance::kDocumented ? kApple : kSeen,
          .provenance = provenance,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

std::string Profile(const std::string& fields) {
  return R"({"url":"https://mdm.example.com/enroll","devices":[])" + fields +
         "}";
}

}  // namespace

std::vector<ClientCheck> ProfileChecks() {
  std::vector<ClientCheck> checks;
  const std::vector<std::string> two{"F1", "F2"};
  const auto both = Statuses({{"F1", "SUCCESS"}, {"F2", "SUCCESS"}});
  checks.push_back(
      Of("F01", "assign-method", Level::kMay,
         "A profile is assigned by PUT or by POST.",
         "It sends POST, as documented, or PUT, as many do.",
         {Play(Assignments({both})),
          Ask("assign-profile", AssignArguments(two)), ExpectAssignMethod()},
         Provenance::kObserved));
  {
    const auto many = ManySerials(2300);
    std::vector<std::pair<std::string, std::string>> all;
    for (const std::string& one : many) all.emplace_back(one, "SUCCESS");
    checks.push_back(
        Of("F02", "assign-batch", Level::kShould,
           "Devices are assigned at most 1000 at once, and none is lost.",
           "It cuts a long list into batches.",
           {Play(Assignments({Statuses(all)})),
            Succeeds("assign-profile", AssignArguments(many)),
            ExpectBatches(many.size())}));
  }
  checks.push_back(
      Of("F03", "partial-result", Level::kShould,
         "Each device has its own result: one that failed is tried again a "
         "few times, the others are not.",
         "It tries FAILED devices up to three times, and shows what became of "
         "each.",
         {Play(Assignments({Statuses({{"F31", "SUCCESS"},
                                      {"F32", "NOT_ACCESSIBLE"},
                                      {"F33", "FAILED"}}),
                            Statuses({{"F33", "FAILED"}})})),
          Ask("assign-profile", AssignArguments({"F31", "F32", "F33"})),
          ExpectAssignments(1, 4), ExpectOnlyAgain("F33"),
          ExpectSaid({"FAILED", "F33"})}));
  checks.push_back(Of(
      "F04", "throttled", Level::kShould,
      "Devices that are throttled, and only they, are tried again after "
      "retry_after_seconds.",
      "It waits, and then assigns those devices alone.",
      {Play(
           Assignments({Statuses({{"F41", "SUCCESS"}, {"F42", "THROTTLED"}}, 2),
                        Statuses({{"F42", "SUCCESS"}})})),
       Succeeds("assign-profile", AssignArguments({"F41", "F42"})),
       ExpectAssignments(2, 2), ExpectOnlyAgain("F42"),
       ExpectPauseBeforeAgain(std::chrono::milliseconds(1950))}));
  checks.push_back(
      Of("F05", "remove-body", Level::kMust,
         "A profile is removed by DELETE, with the devices in a JSON body.",
         "It sends {\"devices\":[…]} with DELETE /profile/devices.",
         {Play({{.endpoint = "DELETE /profile/devices",
                 .answers = {both},
                 .then = Then::kRepeat}}),
          Ask("remove-profile", DeviceArguments(two)),
          ExpectBody("DELETE /profile/devices", two)}));
  checks.push_back(
      Of("F06", "profile-fields", Level::kShould,
         "What Apple refuses about a profile is noticed before, or shown.",
         "It checks lengths and flags, or prints Apple's code.",
         {RefusedProfile(
              Profile(R"(,"profile_name":")" + std::string(126, 'n') + "\""),
              "CONFIG_NAME_INVALID"),
          RefusedProfile(Profile(R"(,"profile_name":"a","is_mdm_removable":)"
                                 R"(false,"is_supervised":false)"),
                         "FLAGS_INVALID"),
          RefusedProfile(R"({"profile_name":"a","url":""})",
                         "CONFIG_URL_REQUIRED")}));
  checks.push_back(Of("F07", "not-found-forms", Level::kShould,
                      "An unknown profile is reported, as 404 and as 400.",
                      "It reads 404 PROFILE_NOT_FOUND and 400 NOT_FOUND alike.",
                      {Play(Assignments({Reply(404, "PROFILE_NOT_FOUND")})),
                       Refused("assign-profile", AssignArguments(two)),
                       ExpectSaid({"NOT_FOUND"}), ExpectAssignments(1, 2),
                       Play(Assignments({Reply(400, "NOT_FOUND")})),
                       Refused("assign-profile", AssignArguments(two)),
                       ExpectSaid({"NOT_FOUND"}), ExpectAssignments(1, 2)},
                      Provenance::kObserved));
  checks.push_back(
      Of("F08", "uuid-form", Level::kMust,
         "A profile's id is sent in the form in which it came.",
         "It takes 32 upper-case hexadecimal digits for opaque text.",
         {Play({{.endpoint = "POST /profile",
                 .answers = {Json(fmt::format(
                     R"({{"profile_uuid":"{}","devices":{{}}}})", kUuid))},
                 .then = Then::kRepeat}}),
          Succeeds("define-profile",
                   R"({"profile":)" + Profile(R"(,"profile_name":"a")") + "}"),
          Play(Assignments({both})),
          Succeeds("assign-profile", AssignArguments(two)), ExpectUuid()}));
  checks.push_back(
      Of("F09", "details-path", Level::kMust,
         "Details are asked for at POST /devices, with {\"devices\":[…]}.",
         "It sends an object; /devices/details does not exist.",
         {Play({{.endpoint = "POST /devices",
                 .answers = {Json(
                     R"({"devices":{"F1":{"serial_number":"F1",)"
                     R"("response_status":"SUCCESS"},"F2":{"response_status":)"
                     R"("NOT_ACCESSIBLE"}}})")},
                 .then = Then::kRepeat}}),
          Succeeds("details", DeviceArguments(two)),
          ExpectBody("POST /devices", two)}));
  checks.push_back(
      Of("F10", "empty-devices", Level::kShould,
         "No devices are not asked about, or the refusal is reported.",
         "It does nothing, or shows DEVICE_ID_REQUIRED.",
         {Play({{.endpoint = "POST /devices",
                 .answers = {Reply(400, "DEVICE_ID_REQUIRED")},
                 .then = Then::kRepeat}}),
          AsksForNothing("details", DeviceArguments({}))}));
  checks.push_back(
      Of("F12", "disown-guard", Level::kMust,
         "Devices are never disowned unless somebody asks for it: it cannot "
         "be undone.",
         "It calls /devices/disown on its administrator's word only.",
         {Play({{.endpoint = "DELETE /profile/devices",
                 .answers = {both},
                 .then = Then::kRepeat},
                {.endpoint = "POST /devices/disown",
                 .answers = {both},
                 .then = Then::kRepeat},
                {.endpoint = "PUT /profile/devices",
                 .answers = {both},
                 .then = Then::kRepeat},
                {.endpoint = "POST /profile/devices",
                 .answers = {both},
                 .then = Then::kRepeat}}),
          Ask("assign-profile", AssignArguments(two)),
          Ask("remove-profile", DeviceArguments(two)), ExpectNoDisown()}));
  return checks;
}

}  // namespace mdmock::conformance
