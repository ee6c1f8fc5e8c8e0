#include "mocks/workspace_one/routes.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "mocks/workspace_one/api.h"
#include "tests/mocks/workspace_one/workspace_one_lab.h"

namespace mdmock::workspace_one {
namespace {

TEST(Routes, AreEachThereOnceWithAMethodThatFitsWhatTheyNeed) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Route& one : AllRoutes()) {
    EXPECT_TRUE(seen.insert({one.method, one.path}).second) << one.path;
    EXPECT_EQ(one.needs == Needs::kReading, one.method == "GET") << one.path;
    EXPECT_LE(one.first_version, one.last_version) << one.path;
  }
}

TEST(Routes, LeadEveryPathThatIsShownToSomething) {
  WorkspaceOneLab lab;
  for (const std::string& path : ApiPaths()) {
    const int status = lab.Ask(lab.Signed(path, "", "TRACE")).response.status;
    EXPECT_EQ(status, 405) << path;
  }
}

TEST(Roles, LetReadersReadAndNothingElse) {
  WorkspaceOneLab lab;
  const std::string device = "/API/mdm/devices/12772";
  EXPECT_EQ(lab.Get(device, 1, "read-only-admin").response.status, 200);
  for (const std::string method : {"PUT", "DELETE"}) {
    const server::Answer answer = lab.Send(
        method, device, R"({"AssetNumber":"1"})", 1, "read-only-admin");
    EXPECT_EQ(answer.response.status, 403) << method;
    EXPECT_EQ(BodyOf(answer).at("errorCode"), 403);
    EXPECT_EQ(BodyOf(answer).at("activityId").get<std::string>().size(), 36u);
    EXPECT_TRUE(answer.verdict.Has("ws1.role.insufficient"));
    EXPECT_TRUE(answer.verdict.Has("ws1.answer.chosen"));
  }
  EXPECT_NE(BodyOf(lab.Get(device)).at("AssetNumber"), "1");
  // A path that there is not is no matter of roles.
  EXPECT_EQ(lab.Send("PUT", "/API/mdm/nothing", "{}", 1, "read-only-admin")
                .response.status,
            404);
}

TEST(Roles, AreConfiguredAndHoldForPasswordsAndTokens) {
  WorkspaceOneLab lab;
  lab.Control("PUT", "/ws1/state",
              R"({"admins":[{"name":"mdmock-admin","role":"none"}],)"
              R"("role_refused":{"status":401,"code":1013}})");
  const server::Answer signed_answer = lab.Get("/API/mdm/devices/12772");
  EXPECT_EQ(signed_answer.response.status, 401);
  EXPECT_EQ(BodyOf(signed_answer).at("errorCode"), 1013);
  EXPECT_TRUE(signed_answer.verdict.Has("ws1.role.insufficient"));
  EXPECT_EQ(
      BodyOf(lab.Control("GET", "/ws1/state")).at("admins").at(0).at("role"),
      "none");

  const std::string password =
      lab.service.in_force()->Find("read-only-admin")->password;
  const auto write = [&](const std::string& authorization) {
    http::Request request = lab.Request("DELETE", "/API/mdm/devices/12772");
    request.headers.push_back({"Authorization", authorization});
    return lab.Ask(request);
  };
  EXPECT_TRUE(write("Basic " + Base64("read-only-admin:" + password))
                  .verdict.Has("ws1.role.insufficient"));
  const auto token = BodyOf(lab.Ask(lab.Request(
      "POST", "/connect/token",
      "grant_type=client_credentials&client_id=read-only-admin&client_secret=" +
          password)));
  EXPECT_TRUE(write("Bearer " + token.at("access_token").get<std::string>())
                  .verdict.Has("ws1.role.insufficient"));
  EXPECT_EQ(lab.Control("PUT", "/ws1/state",
                        R"({"admins":[{"name":"mdmock-admin","role":"x"}]})")
                .response.status,
            400);
}

TEST(Roles, AreOfTheAccountThatATokenWasGivenTo) {
  WorkspaceOneLab lab;
  const std::string password =
      lab.service.in_force()->Find("mdmock-admin")->password;
  const auto token = BodyOf(lab.Ask(lab.Request(
      "POST", "/connect/token",
      "grant_type=client_credentials&client_id=mdmock-admin&client_secret=" +
          password)));
  http::Request request = lab.Request("GET", "/API/mdm/devices/12772");
  request.headers.push_back(
      {"Authorization",
       "Bearer " + token.at("access_token").get<std::string>()});
  EXPECT_EQ(lab.Ask(request).response.status, 200);
  lab.Control("PUT", "/ws1/state",
              R"({"admins":[{"name":"mdmock-admin","state":"locked"}]})");
  EXPECT_TRUE(lab.Ask(request).verdict.Has("ws1.account.locked"));
}

}  // namespace
}  // namespace mdmock::workspace_one
