#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/mocks/ade/ade_lab.h"

namespace mdmock::ade {
namespace {

using Json = nlohmann::json;

Json State(AdeLab& lab) {
  return Json::parse(lab.Control("GET", "/ade/state").response.body);
}

Json Put(AdeLab& lab, const std::string& body) {
  const server::Answer answer = lab.Control("PUT", "/ade/state", body);
  EXPECT_EQ(answer.response.status, 200) << answer.response.body;
  return Json::parse(answer.response.body);
}

TEST(AdeState, ShowsSessionsByTheirBeginnings) {
  AdeLab lab;
  const std::string session = lab.NewSession();
  const Json state = State(lab);
  EXPECT_EQ(state["sessions"]["live"], 1);
  EXPECT_EQ(state["sessions"]["newest"][0]["tenant"], "default");
  const std::string id = state["sessions"]["newest"][0]["id"];
  EXPECT_LT(id.size(), 20u);
  EXPECT_EQ(session.substr(0, 14), id.substr(0, 14));
  EXPECT_EQ(state["nonces"], 1);
  EXPECT_EQ(state["counters"]["sessions_issued"], 1);
}

TEST(AdeState, TakesPartialDocuments) {
  AdeLab lab;
  const std::string session = lab.NewSession();
  EXPECT_EQ(Put(lab, R"({"tenants":[{"name":"default",
                         "state":"terms-not-signed"}]})")["tenants"][0]
                                                         ["state"],
            "terms-not-signed");
  EXPECT_EQ(lab.Ask(lab.Signed()).response.body, "T_C_NOT_SIGNED");
  Put(lab, R"({"tenants":[{"name":"default","state":"active"}]})");
  Put(lab, R"({"dialect":"depsim"})");
  EXPECT_EQ(lab.Ask(AdeLab::Account("x")).response.body, "\"FORBIDDEN\"");
  Put(lab, R"({"rotate_every":2})");
  EXPECT_EQ(State(lab)["rotate_every"], 2);
  Put(lab, R"({"session_lifetime_s":60})");
  EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 200);
  EXPECT_EQ(Put(lab, R"({"sessions":"kill"})")["sessions"]["live"], 0);
  EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 403);
}

TEST(AdeState, AddsATenant) {
  AdeLab lab;
  Put(lab, R"({"tenants":[{"name":"second","token":null}]})");
  EXPECT_EQ(lab.Ask(lab.Signed("second")).response.status, 200);
}

TEST(AdeState, ReplacesAToken) {
  AdeLab lab;
  const oauth1::Credentials old = *lab.service.Credentials();
  const std::string session = lab.NewSession();
  Put(lab, R"({"tenants":[{"name":"default","token":{"consumer_key":"CK_n",
      "consumer_secret":"CS_new","access_token":"AT_n",
      "access_secret":"AS_new"}}]})");
  EXPECT_EQ(lab.Ask(lab.Signed()).response.status, 200);
  EXPECT_TRUE(lab.Ask(lab.Signed(old)).verdict.Has("oauth1.token.replaced"));
  EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 401);
}

TEST(AdeState, ChangesNothingWhenItComplains) {
  AdeLab lab;
  const std::string before = lab.Control("GET", "/ade/state").response.body;
  for (const std::string body :
       {R"({"dialect":"depsim","rotate_evry":2})", R"({"sessions":"all"})",
        R"({"tenants":[{"name":"defualt","state":"active"}]})", "{", "[]", "",
        R"({"dialect":"depsim","tenants":[{"name":"b"}]})"}) {
    const server::Answer answer = lab.Control("PUT", "/ade/state", body);
    EXPECT_EQ(answer.response.status, 400) << body;
    const Json json = Json::parse(answer.response.body);
    EXPECT_TRUE(json["error"].is_string());
    EXPECT_EQ(lab.Control("GET", "/ade/state").response.body, before) << body;
  }
}

TEST(AdeState, KeepsSecretsOutOfTheJournal) {
  AdeLab lab;
  Put(lab, R"({"tenants":[{"name":"second","token":{"consumer_key":"CK_2",
      "consumer_secret":"CS_hidden","access_token":"AT_2",
      "access_secret":"AS_hidden"}}]})");
  EXPECT_EQ(lab.secrets.Snapshot()->Redact("x CS_hidden y AS_hidden"),
            "x [consumer_secret] y [access_secret]");
  const oauth1::Credentials fresh = *lab.service.NewToken();
  EXPECT_EQ(lab.secrets.Snapshot()->Redact(fresh.access_secret),
            "[access_secret]");
}

TEST(AdeControl, KnowsItsPathsAndMethods) {
  AdeLab lab;
  EXPECT_EQ(lab.Control("GET", "/ade/nothing").response.status, 404);
  const server::Answer wrong = lab.Control("DELETE", "/ade/state");
  EXPECT_EQ(wrong.response.status, 405);
  EXPECT_EQ(Header(wrong, "Allow"), "GET, PUT");
  EXPECT_EQ(lab.Control("GET", "/ade/token?tenant=who").response.status, 404);
  EXPECT_EQ(lab.Control("GET", "/ade/token?who=x").response.status, 400);
}

}  // namespace
}  // namespace mdmock::ade
