#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

// A profile that is good, but for what is changed about it.
Json Changed(const Json& changes) {
  Json profile{{"profile_name", "Everyone"},
               {"url", "https://mdm.example.com/enroll"},
               {"department", "IT"},
               {"support_phone_number", "555"},
               {"is_supervised", true},
               {"is_mdm_removable", false},
               {"language", "en"},
               {"region", "US"},
               {"anchor_certs", Json::array()},
               {"skip_setup_items", {"Siri"}}};
  for (const auto& [name, value] : changes.items()) {
    profile[name] = value;
  }
  return profile;
}

TEST(Profile, IsKeptAsItWasDefined) {
  FleetLab lab;
  const auto serials = lab.Serials(1);
  const auto answer =
      lab.Post("/profile", Changed({{"devices", {serials[0], "OTHER"}}}));
  const Json made = FleetLab::Good(answer);
  EXPECT_EQ(made["devices"],
            Json({{serials[0], "SUCCESS"}, {"OTHER", "NOT_ACCESSIBLE"}}));
  const std::string uuid = made["profile_uuid"];
  EXPECT_EQ(uuid.size(), 32u);
  EXPECT_EQ(uuid.find_first_not_of("0123456789ABCDEF"), std::string::npos);
  Json read = FleetLab::Good(lab.Send("GET", "/profile?profile_uuid=" + uuid));
  EXPECT_EQ(read["profile_uuid"], uuid);
  read.erase("profile_uuid");
  EXPECT_EQ(read, Changed(Json::object()));
}

TEST(Profile, IsAnotherForAnotherTenant) {
  AdeOptions options;
  options.tenants.push_back({.name = "second"});
  FleetLab lab(options);
  const std::string uuid = lab.Profile();
  lab.session = lab.NewSession("second");
  EXPECT_EQ(Refused(lab.Send("GET", "/profile?profile_uuid=" + uuid)),
            "NOT_FOUND");
}

TEST(Profile, IsAskedForByItsUuid) {
  FleetLab lab;
  EXPECT_EQ(Refused(lab.Send("GET", "/profile")), "PROFILE_UUID_REQUIRED");
  EXPECT_EQ(Refused(lab.Send("GET", "/profile?profile_uuid=")),
            "PROFILE_UUID_REQUIRED");
  EXPECT_EQ(Refused(lab.Send("GET", "/profile?profile_uuid=%00%22")),
            "NOT_FOUND");
  EXPECT_EQ(lab.Send("PUT", "/profile", "{}").response.status, 405);
}

struct Broken {
  const char* name;
  Json changes;
  std::string code;
};

void PrintTo(const Broken& one, std::ostream* out) { *out << one.name; }

std::string Long(size_t length) { return std::string(length, 'x'); }

// The letter takes two bytes, and three more characters when escaped.
std::string Umlauts(size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += "\xC3\xBC";
  return text;
}

std::vector<Broken> AllBroken() {
  const std::string url = "https://m.example/";
  return {
      {"NameMissing", {{"profile_name", nullptr}}, "CONFIG_NAME_REQUIRED"},
      {"NameEmpty", {{"profile_name", ""}}, "CONFIG_NAME_INVALID"},
      {"NameLong", {{"profile_name", Umlauts(126)}}, "CONFIG_NAME_INVALID"},
      {"NameNumber", {{"profile_name", 7}}, "MALFORMED_REQUEST_BODY"},
      {"UrlMissing", {{"url", nullptr}}, "CONFIG_URL_REQUIRED"},
      {"UrlLong", {{"url", url + Long(1983)}}, "CONFIG_URL_INVALID"},
      {"UrlLongOnceEncoded",
       {{"url", url + Umlauts(331)}},
       "CONFIG_URL_INVALID"},
      {"UrlRelative", {{"url", "/enroll"}}, "CONFIG_URL_INVALID"},
      {"DepartmentLong", {{"department", Long(126)}}, "DEPARTMENT_INVALID"},
      {"FlagsAtOdds", {{"is_supervised", false}}, "FLAGS_INVALID"},
      {"FlagNoBoolean", {{"is_mandatory", "yes"}}, "MALFORMED_REQUEST_BODY"},
      {"LanguageLong", {{"language", "eng"}}, "LOCALE_INVALID"},
      {"RegionDigits", {{"region", "12"}}, "LOCALE_INVALID"},
      {"MagicLong", {{"org_magic", Long(257)}}, "MAGIC_INVALID"},
      {"EmailLong",
       {{"support_email_address", Long(251)}},
       "SUPPORT_EMAIL_INVALID"},
      {"PhoneLong",
       {{"support_phone_number", Long(51)}},
       "SUPPORT_PHONE_INVALID"},
      {"CertsNoList", {{"anchor_certs", "x"}}, "MALFORMED_REQUEST_BODY"},
      {"ItemsNoStrings", {{"skip_setup_items", {1}}}, "MALFORMED_REQUEST_BODY"},
      {"DevicesNoList", {{"devices", "A"}}, "MALFORMED_REQUEST_BODY"},
  };
}

class BrokenProfile : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenProfile, IsRefusedWithItsCode) {
  FleetLab lab;
  const auto answer = lab.Post("/profile", Changed(GetParam().changes));
  EXPECT_EQ(Refused(answer), GetParam().code);
  EXPECT_EQ(answer.verdict.findings().size(), 1u);
}

TEST_P(BrokenProfile, IsRefusedInDepsimsWords) {
  AdeOptions options;
  options.dialect = Dialect::kDepsim;
  FleetLab lab(options);
  EXPECT_EQ(Refused(lab.Post("/profile", Changed(GetParam().changes))),
            "\"" + GetParam().code + "\"");
}

INSTANTIATE_TEST_SUITE_P(Ade, BrokenProfile, ::testing::ValuesIn(AllBroken()),
                         [](const auto& one) { return one.param.name; });

TEST(Profile, MayBeAsLongAsTheLimits) {
  FleetLab lab;
  const std::string url = "https://m.example/";
  FleetLab::Good(
      lab.Post("/profile", Changed({{"profile_name", Umlauts(125)},
                                    {"url", url + Long(1982)},
                                    {"department", Umlauts(125)},
                                    {"org_magic", Long(256)},
                                    {"support_email_address", Long(250)},
                                    {"support_phone_number", Long(50)}})));
}

TEST(Profile, NeedsMoreForDepsim) {
  AdeOptions options;
  options.dialect = Dialect::kDepsim;
  FleetLab lab(options);
  const auto without = [&](const char* name) {
    return lab.Post("/profile", Changed({{name, nullptr}}));
  };
  EXPECT_EQ(Refused(without("department")), "\"DEPARTMENT_REQUIRED\"");
  EXPECT_EQ(Refused(without("support_phone_number")),
            "\"SUPPORT_PHONE_REQUIRED\"");
}

TEST(Profile, HasAllItsFaultsInTheVerdict) {
  FleetLab lab;
  const auto answer = lab.Post(
      "/profile", {{"is_mdm_removable", false}, {"language", "english"}});
  EXPECT_EQ(Refused(answer), "CONFIG_NAME_REQUIRED");
  for (const char* rule :
       {"ade.profile.name-required", "ade.profile.url-required",
        "ade.profile.flags-invalid", "ade.profile.locale-invalid"}) {
    EXPECT_TRUE(answer.verdict.Has(rule)) << rule;
  }
}

TEST(Profile, MayHaveFieldsThatNobodyKnows) {
  FleetLab lab;
  const auto answer = lab.Post("/profile", Changed({{"novelty", {1, 2}}}));
  const std::string uuid = FleetLab::Good(answer)["profile_uuid"];
  EXPECT_TRUE(answer.verdict.Has("ade.body.field-unknown"));
  const Json read =
      FleetLab::Good(lab.Send("GET", "/profile?profile_uuid=" + uuid));
  EXPECT_EQ(read["novelty"], Json({1, 2}));
}

}  // namespace
}  // namespace mdmock::ade
