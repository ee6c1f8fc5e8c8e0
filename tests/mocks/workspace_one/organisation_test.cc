#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/mocks/workspace_one/workspace_one_lab.h"

namespace mdmock::workspace_one {
namespace {

using nlohmann::json;

TEST(Users, AreUpdated) {
  WorkspaceOneLab lab;
  EXPECT_EQ(lab.Send("POST", "/api/system/users/2001/update",
                     R"({"LastName":"Baker","Email":"b@example.com"})")
                .response.status,
            204);
  const json user =
      BodyOf(lab.Get("/api/system/users/search")).at("Users").at(1);
  EXPECT_EQ(user.at("LastName"), "Baker");
  EXPECT_EQ(user.at("Email"), "b@example.com");
  EXPECT_EQ(user.at("FirstName"), "User");
  EXPECT_EQ(
      lab.Send("POST", "/api/system/users/1/update", "{}").response.status,
      404);
  EXPECT_EQ(
      lab.Send("POST", "/api/system/users/2001/update", "{}").response.status,
      400);
}

TEST(Info, HasTheShapeThatIsConfigured) {
  WorkspaceOneLab lab;
  EXPECT_TRUE(BodyOf(lab.Get("/api/system/info")).contains("ApiVersion"));
  lab.Control("PUT", "/ws1/state", R"({"info":"service-document"})");
  const json body = BodyOf(lab.Get("/api/system/info"));
  EXPECT_FALSE(body.contains("ApiVersion"));
  EXPECT_EQ(body.at("Resources").at("Workspaces").at(1).at("location"),
            "http://127.0.0.1:8802/api/mdm");
}

TEST(SmartGroups, CountTheDevices) {
  WorkspaceOneLab lab;
  lab.Send("DELETE", "/API/mdm/devices/12772");
  const json group =
      BodyOf(lab.Get("/API/mdm/smartgroups/search")).at("SmartGroups").at(0);
  EXPECT_EQ(group.at("Devices"), 4);
  EXPECT_EQ(group.at("ManagedByOrganizationGroupId"), "570");
}

TEST(Profiles, AreShapedByTheVersionThatIsAskedFor) {
  WorkspaceOneLab lab;
  const json first = BodyOf(lab.Get("/api/mdm/profiles/search"));
  EXPECT_EQ(first.at("Profiles").at(0).at("Id").at("Value"), 3001);
  const json second = BodyOf(lab.Get("/api/mdm/profiles/search", 2));
  EXPECT_EQ(second.at("ProfileList").at(0).at("ProfileId"), 3001);
  EXPECT_FALSE(second.contains("Profiles"));
  for (const int version : {1, 2}) {
    const server::Answer one = lab.Get("/api/mdm/profiles/3002", version);
    EXPECT_EQ(BodyOf(one).at("General").at("Name"), "Wi-Fi");
    EXPECT_EQ(HeaderOf(one, "X-Api-Version"), std::to_string(version));
  }
}

// What a tenant was seen to answer, and so no choice of ours.
TEST(Profiles, AreRefusedAsUnknownWith400) {
  WorkspaceOneLab lab;
  const server::Answer answer = lab.Get("/api/mdm/profiles/68990", 2);
  EXPECT_EQ(answer.response.status, 400);
  EXPECT_EQ(BodyOf(answer).at("errorCode"), 400);
  EXPECT_EQ(BodyOf(answer).at("message"), "Invalid Profile 68990.");
  EXPECT_FALSE(answer.verdict.Has("ws1.answer.chosen"));
}

}  // namespace
}  // namespace mdmock::workspace_one
