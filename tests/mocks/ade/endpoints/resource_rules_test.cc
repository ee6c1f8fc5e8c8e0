#include "mocks/ade/resource_rules.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "protocol/base/text.h"
#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

// A request that breaks a rule, and what is answered: the code as Apple has it;
// "" for a good answer.
struct Breach {
  std::string rule;
  std::string name;  // Of the test.
  std::string method;
  std::string path;
  std::string body;
  int status = 200;
  std::string code;
  int field_status = 0;  // Where apple-field has another.
  int depsim_status = 0;
  Json state = Json::object();  // What the mock is told before.
  std::string scene;
  int times = 1;  // How often it is sent.
};

void PrintTo(const Breach& one, std::ostream* out) { *out << one.name; }

constexpr std::string_view kDiscovery = "/account-driven-enrollment/profile";

// In a body or a path, these stand for what only the lab knows.
constexpr std::string_view kSerial = "@SERIAL@";
constexpr std::string_view kOtherProfile = "@PROFILE@";
constexpr std::string_view kFetched = "@FETCHED@";
constexpr std::string_view kUnfinished = "@UNFINISHED@";

std::string ProfileWith(const char* field, const Json& value) {
  Json profile{{"profile_name", "p"},
               {"url", "https://m.example/"},
               {"department", "d"},
               {"support_phone_number", "1"}};
  if (value.is_null()) {
    profile.erase(field);
  } else {
    profile[field] = value;
  }
  return profile.dump();
}

Breach Profile(std::string rule, std::string code, const char* field,
               const Json& value) {
  return {.rule = "ade.profile." + rule,
          .name = code,
          .method = "POST",
          .path = "/profile",
          .body = ProfileWith(field, value),
          .status = 400,
          .code = code};
}

std::vector<Breach> Breaches() {
  const std::string x(3000, 'x');
  return {
      {"ade.body.malformed", "Malformed", "POST", "/devices", "{", 400,
       "MALFORMED_REQUEST_BODY"},
      {"ade.body.missing", "NoBody", "POST", "/server/devices", ""},
      {"ade.body.field-unknown", "FieldUnknown", "POST", "/server/devices",
       R"({"a":1})"},
      {"ade.cursor.required", "CursorRequired", "POST", "/devices/sync", "{}",
       400, "CURSOR_REQUIRED"},
      {"ade.cursor.invalid", "CursorInvalid", "POST", "/devices/sync",
       R"({"cursor":"x"})", 400, "INVALID_CURSOR"},
      {"ade.cursor.exhausted", "CursorExhausted", "POST", "/server/devices",
       R"({"cursor":"@FETCHED@"})", 400, "EXHAUSTED_CURSOR"},
      {.rule = "ade.cursor.expired",
       .name = "CursorExpired",
       .method = "POST",
       .path = "/devices/sync",
       .body = R"({"cursor":"@FETCHED@"})",
       .status = 400,
       .code = "EXPIRED_CURSOR",
       .scene = "ade.cursor-expired"},
      {"ade.cursor.null", "CursorNull", "POST", "/server/devices",
       R"({"cursor":null})"},
      {"ade.cursor.unfinished", "CursorUnfinished", "POST", "/devices/sync",
       R"({"cursor":"@UNFINISHED@"})"},
      {"ade.limit.range", "Limit", "POST", "/server/devices",
       R"({"limit":9999})"},
      {"ade.devices.required", "DevicesRequired", "POST", "/devices/disown",
       "{}", 400, "DEVICE_ID_REQUIRED"},
      {"ade.devices.repeated", "DevicesRepeated", "POST", "/devices",
       R"({"devices":["A","A"]})"},
      {"ade.device.not-accessible", "NotAccessible", "POST", "/devices",
       R"({"devices":["A"]})"},
      {"ade.device.required", "DeviceRequired", "GET",
       "/device/replacementDetails", "", 400, "DEVICE_ID_REQUIRED"},
      {"ade.device.not-found", "DeviceNotFound", "GET",
       "/device/replacementDetails?device=A", "", 404, "DEVICE_NOT_FOUND", 400,
       400},
      {.rule = "ade.device.retried-early",
       .name = "RetriedEarly",
       .method = "PUT",
       .path = "/profile/devices",
       .body = R"({"profile_uuid":"@PROFILE@","devices":["@SERIAL@"]})",
       .code = "",
       .scene = "ade.throttled",
       .times = 2},
      {"ade.assign.by-put", "ByPut", "PUT", "/profile/devices",
       R"({"profile_uuid":"@PROFILE@","devices":["@SERIAL@"]})"},
      {"ade.profile-uuid.required", "UuidRequired", "GET", "/profile", "", 400,
       "PROFILE_UUID_REQUIRED"},
      {"ade.profile.unknown", "ProfileUnknown", "POST", "/profile/devices",
       R"({"profile_uuid":"x","devices":["A"]})", 404, "PROFILE_NOT_FOUND", 404,
       400},
      {"ade.profile.not-found", "ProfileNotFound", "GET",
       "/profile?profile_uuid=x", "", 400, "NOT_FOUND"},
      Profile("name-required", "CONFIG_NAME_REQUIRED", "profile_name", nullptr),
      Profile("name-invalid", "CONFIG_NAME_INVALID", "profile_name", ""),
      Profile("url-required", "CONFIG_URL_REQUIRED", "url", nullptr),
      Profile("url-invalid", "CONFIG_URL_INVALID", "url", x),
      Profile("department-invalid", "DEPARTMENT_INVALID", "department", x),
      Profile("flags-invalid", "FLAGS_INVALID", "is_mdm_removable", false),
      Profile("locale-invalid", "LOCALE_INVALID", "region", "USA"),
      Profile("magic-invalid", "MAGIC_INVALID", "org_magic", x),
      Profile("support-email-invalid", "SUPPORT_EMAIL_INVALID",
              "support_email_address", x),
      Profile("support-phone-invalid", "SUPPORT_PHONE_INVALID",
              "support_phone_number", x),
      {"ade.escrow-key.form", "EscrowKey", "POST", "/device/activationlock",
       R"({"device":"A","escrow_key":"1"})"},
      {.rule = "ade.seed-for-it.off",
       .name = "SeedOff",
       .method = "GET",
       .path = "/os-beta-enrollment/tokens",
       .body = "",
       .status = 403,
       .code = "APPLE_SEED_FOR_IT_TURNED_OFF",
       .state = {{"seed_for_it", false}},
       .scene = ""},
      {"ade.discovery-url.required", "DiscoveryRequired", "POST",
       std::string(kDiscovery), "{}", 400,
       "MDM_SERVICE_DISCOVERY_URL_REQUIRED"},
      {"ade.discovery-url.not-valid", "DiscoveryNotValid", "POST",
       std::string(kDiscovery), R"({"mdm_service_discovery_url":"http://a/"})",
       400, "MDM_SERVICE_DISCOVERY_URL_NOT_VALID"},
      {"ade.discovery-url.not-found", "DiscoveryNotFound", "GET",
       std::string(kDiscovery), "", 404, "NOT_FOUND"},
      {.rule = "ade.org.not-supported",
       .name = "OrgNotSupported",
       .method = "DELETE",
       .path = std::string(kDiscovery),
       .body = "",
       .status = 400,
       .code = "ORG_NOT_SUPPORTED",
       .state = {{"tenants",
                  {{{"name", "default"},
                    {"account", {{"org_version", "v1"}}}}}}},
       .scene = ""},
  };
}

void Fill(std::string& text, std::string_view what, const std::string& by) {
  ReplaceAll(text, what, by);
}

server::Answer Commit(const Breach& breach, Dialect dialect) {
  AdeOptions options;
  options.dialect = dialect;
  FleetLab lab(options);
  std::string body = breach.body;
  Fill(body, kSerial, lab.Serials(1)[0]);
  Fill(body, kFetched, lab.Cursor());
  Fill(body, kUnfinished, lab.Fetch({{"limit", 5}})["cursor"]);
  const Json profile =
      lab.Good(lab.Send("POST", "/profile", ProfileWith("x", "y")));
  Fill(body, kOtherProfile, profile["profile_uuid"]);
  lab.Put(breach.state);
  if (!breach.scene.empty()) lab.service.Play(breach.scene);
  server::Answer answer = lab.Send(breach.method, breach.path, body);
  for (int i = 1; i < breach.times; ++i) {
    answer = lab.Send(breach.method, breach.path, body);
  }
  return answer;
}

class ResourceRule : public ::testing::TestWithParam<Breach> {
 protected:
  void ExpectSaid(Dialect dialect, int status) {
    const Breach& breach = GetParam();
    const server::Answer answer = Commit(breach, dialect);
    EXPECT_TRUE(answer.verdict.Has(breach.rule));
    EXPECT_EQ(answer.response.status, status) << answer.response.body;
    if (breach.code.empty()) return;
    const bool quoted = dialect == Dialect::kDepsim;
    EXPECT_EQ(answer.response.body,
              quoted ? "\"" + breach.code + "\"" : breach.code);
  }
};

TEST_P(ResourceRule, IsSpokenInAppleDoc) {
  ExpectSaid(Dialect::kAppleDoc, GetParam().status);
}

TEST_P(ResourceRule, IsSpokenInAppleField) {
  const Breach& breach = GetParam();
  ExpectSaid(Dialect::kAppleField,
             breach.field_status == 0 ? breach.status : breach.field_status);
}

TEST_P(ResourceRule, IsSpokenInDepsim) {
  const Breach& breach = GetParam();
  ExpectSaid(Dialect::kDepsim,
             breach.depsim_status == 0 ? breach.status : breach.depsim_status);
}

INSTANTIATE_TEST_SUITE_P(Ade, ResourceRule, ::testing::ValuesIn(Breaches()),
                         [](const auto& one) { return one.param.name; });

// A rule that nobody has seen broken is one that nobody knows to work.
TEST(ResourceRules, AreEachBrokenBySomeRequest) {
  std::set<std::string_view> broken{
      // By tests of their own: paging, bodies, devices, depsim's profiles.
      "ade.content-type.missing",          "ade.content-type.other",
      "ade.content-type.spelling",         "ade.devices.too-many",
      "ade.protocol-version.too-low",      "ade.profile.department-required",
      "ade.profile.support-phone-required"};
  const std::vector<Breach> breaches = Breaches();
  for (const Breach& one : breaches) broken.insert(one.rule);
  for (const Rule* rule : rules::kResource) {
    EXPECT_TRUE(broken.contains(rule->code)) << rule->code;
  }
}

}  // namespace
}  // namespace mdmock::ade
