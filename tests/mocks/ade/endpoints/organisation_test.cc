#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

constexpr std::string_view kDiscovery = "/account-driven-enrollment/profile";

TEST(BetaTokens, AreListedUnderBothNames) {
  FleetLab lab;
  const Json body =
      FleetLab::Good(lab.Send("GET", "/os-beta-enrollment/tokens"));
  ASSERT_GE(body["betaEnrollmentTokens"].size(), 1u);
  EXPECT_EQ(body["betaEnrollmentTokens"], body["seedBuildTokens"]);
  const Json& first = body["betaEnrollmentTokens"][0];
  EXPECT_NE(first["token"], "");
  EXPECT_NE(first["title"], "");
  EXPECT_EQ(first["os"], "iOS");
}

TEST(BetaTokens, MayBeTurnedOff) {
  FleetLab lab;
  lab.Put({{"seed_for_it", false}});
  EXPECT_EQ(Refused(lab.Send("GET", "/os-beta-enrollment/tokens"), 403),
            "APPLE_SEED_FOR_IT_TURNED_OFF");
}

TEST(Discovery, IsSetReadAndTakenBack) {
  FleetLab lab;
  EXPECT_EQ(Refused(lab.Send("GET", kDiscovery), 404), "NOT_FOUND");
  const std::string url = "https://mdm.example.com/discovery";
  const auto set = lab.Post(kDiscovery, {{"mdm_service_discovery_url", url}});
  EXPECT_EQ(set.response.status, 200);
  EXPECT_EQ(set.response.body, "");
  const Json body = FleetLab::Good(lab.Send("GET", kDiscovery));
  EXPECT_EQ(body["mdm_service_discovery_url"], url);
  EXPECT_EQ(body["last_updated_timestamp"], "2027-01-15T08:00:00Z");
  EXPECT_EQ(lab.Send("DELETE", kDiscovery).response.status, 200);
  EXPECT_EQ(Refused(lab.Send("GET", kDiscovery), 404), "NOT_FOUND");
}

TEST(Discovery, HasItsCodes) {
  FleetLab lab;
  EXPECT_EQ(Refused(lab.Send("POST", kDiscovery, "{}")),
            "MDM_SERVICE_DISCOVERY_URL_REQUIRED");
  for (const char* url :
       {"http://mdm.example.com/", "mdm.example.com", "https://", "ftp://x/"}) {
    EXPECT_EQ(
        Refused(lab.Post(kDiscovery, {{"mdm_service_discovery_url", url}})),
        "MDM_SERVICE_DISCOVERY_URL_NOT_VALID")
        << url;
  }
  lab.Put({{"tenants",
            {{{"name", "default"}, {"account", {{"org_version", "v1"}}}}}}});
  for (const char* method : {"GET", "DELETE"}) {
    EXPECT_EQ(Refused(lab.Send(method, kDiscovery)), "ORG_NOT_SUPPORTED");
  }
  EXPECT_EQ(Refused(lab.Post(kDiscovery,
                             {{"mdm_service_discovery_url", "https://a/"}})),
            "ORG_NOT_SUPPORTED");
}

TEST(Account, ListsWhatTheProtocolVersionHas) {
  FleetLab lab;
  lab.Put({{"page_limit", {{"default", 100}, {"maximum", 500}}}});
  const auto has = [&](std::string_view uri) {
    const Json body = FleetLab::Good(lab.Send("GET", "/account"));
    for (const Json& one : body["urls"]) {
      if (one["uri"] == uri) return true;
    }
    return false;
  };
  EXPECT_TRUE(has("/device/replacementDetails"));
  lab.version = 9;
  EXPECT_FALSE(has("/device/replacementDetails"));
  EXPECT_TRUE(has(kDiscovery));
  const Json body = FleetLab::Good(lab.Send("GET", "/account"));
  for (const Json& one : body["urls"]) {
    if (one["uri"] != "/devices/sync") continue;
    EXPECT_EQ(one["limit"], Json({{"default", 100}, {"maximum", 500}}));
  }
}

}  // namespace
}  // namespace mdmock::ade
