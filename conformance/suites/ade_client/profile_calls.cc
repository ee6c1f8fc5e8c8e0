#include <fmt/format.h>

#include <string>
#include <utility>

#include "conformance/suites/ade_client/assigning.h"
#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

// F06, F07 and F09 to F12: defining profiles, asking for devices, and what
// nobody has asked for.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Device Assignment Services, profiles";
constexpr char kSeen[] = "field: what clients send to the profile endpoints";

// Not sent at all, or Apple's code shown.
std::vector<Step> RefusedProfile(const std::string& code,
                                 const std::string& arguments) {
  return {Refused("define-profile", arguments),
          Expect("the profile is not sent, or " + code + " is shown",
                 [code](Lab& lab) -> Said {
                   const auto calls = lab.Calls("POST /profile");
                   if (calls.empty()) return Noted("it is not sent");
                   if (calls.back()->response.body.find(code) ==
                       std::string::npos) {
                     return Wrong(fmt::format(
                         "expected a profile that is refused as {}, got one "
                         "that is answered {}: it was not sent as it was given",
                         code, Printable(calls.back()->response.body, 120)));
                   }
                   return ExpectSaid({code}).run(lab);
                 })};
}

std::string Field(const std::string& name, size_t length) {
  return DefineArguments(
      fmt::format(R"(,"{}":"{}")", name, std::string(length, 'n')));
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

ClientCheck ProfileFields() {
  std::vector<Step> steps{Succeeds("define-profile", DefineArguments(""))};
  const std::pair<const char*, std::string> kBad[] = {
      {"CONFIG_NAME_INVALID",
       R"({"profile":{"url":"https://mdm.example.com/enroll",)"
       R"("profile_name":")" +
           std::string(126, 'n') + R"("}})"},
      {"CONFIG_NAME_REQUIRED",
       R"({"profile":{"url":"https://mdm.example.com/enroll"}})"},
      {"CONFIG_URL_REQUIRED", R"({"profile":{"profile_name":"a"}})"},
      {"CONFIG_URL_INVALID",
       R"({"profile":{"profile_name":"a","url":"https://mdm.example.com/)" +
           std::string(2000, 'n') + R"("}})"},
      {"FLAGS_INVALID",
       DefineArguments(R"(,"is_mdm_removable":false,"is_supervised":false)")},
      {"DEPARTMENT_INVALID", Field("department", 126)},
      {"MAGIC_INVALID", Field("org_magic", 257)},
      {"SUPPORT_EMAIL_INVALID", Field("support_email_address", 251)},
      {"SUPPORT_PHONE_INVALID", Field("support_phone_number", 51)},
      {"LOCALE_INVALID", DefineArguments(R"(,"language":"english")")}};
  for (const auto& [code, arguments] : kBad) {
    steps = Joined(std::move(steps), RefusedProfile(code, arguments));
  }
  return Of("F06", "profile-fields", Level::kShould,
            "What Apple refuses about a profile is noticed before, or shown.",
            "It checks lengths and flags, or prints Apple's code.",
            std::move(steps));
}

// The service's own 404, and the 400 that others were answered.
ClientCheck NotFound() {
  const std::string unknown =
      R"({"profile_uuid":"88FC4E378FEC4021A94E1FF9A8EAFF0A",)"
      R"("devices":["F0REIGN00001"]})";
  const std::vector<server::Effect> answers{Reply(400, "NOT_FOUND")};
  return Of("F07", "not-found-forms", Level::kShould,
            "An unknown profile is reported, as 404 and as 400.",
            "It reads 404 PROFILE_NOT_FOUND and 400 NOT_FOUND alike.",
            {Refused("assign-profile", unknown), ExpectSaid({"NOT_FOUND"}),
             ExpectAssignments(1, 2),
             Play({{.endpoint = "PUT /profile/devices",
                    .answers = answers,
                    .then = Then::kRepeat},
                   {.endpoint = "POST /profile/devices",
                    .answers = answers,
                    .then = Then::kRepeat}}),
             Refused("assign-profile", unknown), ExpectSaid({"NOT_FOUND"}),
             ExpectAssignments(1, 2)},
            Provenance::kObserved);
}

// Nothing was sent, or the refusal is reported.
Step ExpectNothingOrRefusal() {
  return Expect("nothing is sent, or its refusal reported",
                [](Lab& lab) -> Said {
                  if (ResourceCalls(lab).empty())
                    return Noted("nothing is sent");
                  if (!lab.last().front().succeeded()) return {};
                  return Wrong(
                      "expected DEVICE_ID_REQUIRED to be reported, got a "
                      "success: no devices were sent, and that was refused");
                });
}

ClientCheck DisownGuard() {
  std::vector<Step> steps{Ask("account")};
  for (const char* op : {"fetch", "sync"}) steps.push_back(AskIfItCan(op));
  steps = Joined(
      std::move(steps),
      {AskIfItCan("define-profile", DefineArguments("")),
       AskIfItCanWith("details", SomeDevices(2)),
       AskIfItCanWith("assign-profile", AssignDevices(2)),
       AskIfItCanWith("remove-profile", SomeDevices(2)),
       Expect("no device was disowned", [](Lab& lab) {
         const auto calls = lab.AllCalls();
         if (calls.empty()) return Wrong("no request came");
         for (const auto& call : calls) {
           if (http::SplitTarget(call->request.target).path !=
               "/devices/disown") {
             continue;
           }
           return Wrong(fmt::format(
               "expected no request of /devices/disown, got {} (number {})",
               Printable(call->request.body, 120), call->seq));
         }
         return Said{};
       })});
  return Of("F12", "disown-guard", Level::kMust,
            "Devices are never disowned unless somebody asks for it: it cannot "
            "be undone.",
            "It calls /devices/disown on its administrator's word only.",
            std::move(steps));
}

// Listed so that the row does not vanish.
ClientCheck EscrowKey() {
  return Of("F11", "escrow-key", Level::kShould,
            "The key that an activation lock is escrowed with has 64 "
            "hexadecimal digits.",
            "It derives the key from the bypass code (PBKDF2, SHA-256) and "
            "sends it in hexadecimal.",
            {Expect("a device is locked", [](Lab&) {
              return Skipped(
                  "not observable: there is no operation that asks a client to "
                  "lock a device (docs/shim.md)");
            })});
}

}  // namespace

std::vector<ClientCheck> ProfileCallChecks() {
  return {ProfileFields(),
          NotFound(),
          Of("F09", "details-path", Level::kMust,
             "Details are asked for at POST /devices, with {\"devices\":[…]}.",
             "It sends an object; /devices/details does not exist.",
             {SucceedsWith("details", SomeDevices(2)),
              ExpectDevicesInBody("POST /devices")}),
          Of("F10", "empty-devices", Level::kShould,
             "No devices are not asked about, or the refusal is reported.",
             "It does nothing, or shows DEVICE_ID_REQUIRED.",
             {SucceedsWith("details", SomeDevices(1)),
              Ask("details", DeviceArguments({})), ExpectNothingOrRefusal()}),
          EscrowKey(),
          DisownGuard()};
}

}  // namespace mdmock::conformance
