#include "mocks/ade/resource.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/mocks/ade/ade_lab.h"

namespace mdmock::ade {
namespace {

using Json = nlohmann::json;
using std::chrono::seconds;

AdeOptions Rotating(Rotation rotation) {
  AdeOptions options;
  options.rotation = rotation;
  return options;
}

http::Request Speaking(std::string_view session, const char* version) {
  http::Request request = AdeLab::Account(session);
  std::erase_if(request.headers, [](const http::Header& one) {
    return one.name == "X-Server-Protocol-Version";
  });
  if (version != nullptr) {
    request.headers.push_back({"X-Server-Protocol-Version", version});
  }
  return request;
}

TEST(Account, HasTheFieldsOfTheProtocolVersion) {
  AdeLab lab;
  const std::string session = lab.NewSession();
  for (const char* version : {"1", "2"}) {
    const Json json =
        Json::parse(lab.Ask(Speaking(session, version)).response.body);
    EXPECT_EQ(json["server_uuid"].get<std::string>().size(), 32u);
    EXPECT_FALSE(json.contains("org_id"));
    EXPECT_FALSE(json.contains("urls"));
  }
  for (const char* version : {"3", "10"}) {
    const Json json =
        Json::parse(lab.Ask(Speaking(session, version)).response.body);
    EXPECT_EQ(json["org_type"], "org");
    EXPECT_EQ(json["org_id_hash"].get<std::string>().size(), 64u);
    bool has_limit = false;
    for (const Json& url : json["urls"]) {
      if (url["uri"] != "/server/devices") continue;
      has_limit = url["limit"]["maximum"] == 1000;
    }
    EXPECT_TRUE(has_limit);
  }
}

TEST(Account, TakesNoProtocolVersionForTheFirst) {
  AdeLab lab;
  const std::string session = lab.NewSession();
  const server::Answer absent = lab.Ask(Speaking(session, nullptr));
  EXPECT_FALSE(Json::parse(absent.response.body).contains("urls"));
  EXPECT_FALSE(absent.verdict.Has("ade.protocol-version.form"));
  const server::Answer odd = lab.Ask(Speaking(session, "v3"));
  EXPECT_EQ(odd.response.status, 200);
  EXPECT_TRUE(odd.verdict.Has("ade.protocol-version.form"));
}

TEST(Account, PaysNoHeedToAuthorization) {
  AdeLab lab;
  http::Request request = AdeLab::Account(lab.NewSession());
  request.headers.push_back({"Authorization", "OAuth nonsense"});
  const server::Answer answer = lab.Ask(request);
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_TRUE(answer.verdict.Has("oauth1.path.other"));
}

TEST(Account, RemarksABody) {
  AdeLab lab;
  http::Request request = AdeLab::Account(lab.NewSession());
  request.body = "{}";
  const server::Answer answer = lab.Ask(request);
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_TRUE(answer.verdict.Has("ade.body.unexpected"));
}

TEST(Account, TellsASessionThatWasCutShort) {
  AdeLab lab;
  const server::Answer answer =
      lab.Ask(AdeLab::Account(lab.NewSession().substr(0, 64)));
  ASSERT_TRUE(answer.verdict.Has("ade.session.unknown"));
  EXPECT_NE(answer.verdict.findings().back().actual.find("cut short"),
            std::string::npos);
}

TEST(Sessions, EndAfterTheirLifetime) {
  AdeOptions options;
  options.session_lifetime = seconds(60);
  AdeLab lab(options);
  const std::string session = lab.NewSession();
  lab.clock.Advance(seconds(59));
  EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 200);
  lab.clock.Advance(seconds(1));
  EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 401);
  EXPECT_EQ(lab.Ask(AdeLab::Account(lab.NewSession())).response.status, 200);
}

TEST(Rotation, IsOffUnlessAskedFor) {
  AdeLab lab;
  const std::string session = lab.NewSession();
  for (int i = 0; i < 5; ++i) {
    const server::Answer answer = lab.Ask(AdeLab::Account(session));
    EXPECT_EQ(answer.response.status, 200);
    EXPECT_EQ(Header(answer, "X-ADM-Auth-Session"), "");
  }
}

TEST(Rotation, ComesWithEveryNthAnswerAndKillsTheOldOne) {
  AdeLab lab(Rotating({.every = 2}));
  const std::string first = lab.NewSession();
  EXPECT_EQ(Header(lab.Ask(AdeLab::Account(first)), "X-ADM-Auth-Session"), "");
  const std::string second =
      Header(lab.Ask(AdeLab::Account(first)), "X-ADM-Auth-Session");
  ASSERT_NE(second, "");
  const server::Answer late = lab.Ask(AdeLab::Account(first));
  EXPECT_EQ(late.response.status, 401);
  EXPECT_TRUE(late.verdict.Has("ade.session.replaced"));
  EXPECT_EQ(lab.Ask(AdeLab::Account(second)).response.status, 200);
}

TEST(Rotation, LetsTheOldOneLiveOnForItsGrace) {
  AdeLab lab(Rotating({.every = 1, .grace = seconds(10)}));
  const std::string first = lab.NewSession();
  EXPECT_NE(Header(lab.Ask(AdeLab::Account(first)), "X-ADM-Auth-Session"), "");
  lab.clock.Advance(seconds(9));
  const server::Answer again = lab.Ask(AdeLab::Account(first));
  EXPECT_EQ(again.response.status, 200);
  EXPECT_EQ(Header(again, "X-ADM-Auth-Session"), "");  // It has a successor.
  lab.clock.Advance(seconds(1));
  EXPECT_EQ(lab.Ask(AdeLab::Account(first)).response.status, 401);
}

TEST(Rotation, ComesWithAnErrorWhenAskedTo) {
  AdeLab lab(Rotating({.on_error = true}));
  const std::string first = lab.NewSession();
  EXPECT_EQ(Header(lab.Ask(AdeLab::Account(first)), "X-ADM-Auth-Session"), "");
  http::Request post = AdeLab::Account(first);
  post.method = "POST";
  const server::Answer error = lab.Ask(post);
  EXPECT_EQ(error.response.status, 405);
  const std::string second = Header(error, "X-ADM-Auth-Session");
  EXPECT_EQ(lab.Ask(AdeLab::Account(second)).response.status, 200);
}

}  // namespace
}  // namespace mdmock::ade
