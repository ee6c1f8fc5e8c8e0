#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "tests/mocks/workspace_one/workspace_one_lab.h"

namespace mdmock::workspace_one {
namespace {

constexpr char kInside[] = "/api/mdm/devices/12772";
constexpr char kOutside[] = "/tenant/api/mdm/devices/12772";

WorkspaceOneOptions Behind() {
  return {.as = *http::ReadUrl("https://uem.example.com/tenant/")};
}

http::Request SignedOver(WorkspaceOneLab& lab, std::string_view content,
                         std::string target) {
  http::Request request = lab.Request("GET", std::move(target));
  request.headers.push_back({"Authorization", lab.Header(content)});
  return request;
}

TEST(As, LetsAPathStandBeforeTheApi) {
  WorkspaceOneLab lab(Behind());
  EXPECT_EQ(lab.Get(kInside).response.status, 200);
  EXPECT_EQ(lab.Get(kOutside).response.status, 200);
  EXPECT_EQ(lab.Get("/tenantapi/mdm/devices/12772").response.status, 404);
  EXPECT_EQ(lab.Get("/other/api/mdm/devices/12772").response.status, 404);
  WorkspaceOneLab without;
  EXPECT_EQ(without.Get(kOutside).response.status, 404);
}

TEST(As, JudgesThePathThatCameAndProvesTheOtherOne) {
  for (const auto& [content, target] :
       {std::pair(kInside, kOutside), std::pair(kOutside, kInside)}) {
    WorkspaceOneLab lab(Behind());
    const server::Answer answer = lab.Ask(SignedOver(lab, content, target));
    EXPECT_EQ(answer.response.status, 401) << target;
    EXPECT_EQ(answer.verdict.cause().status, Cause::Status::kProved) << target;
    ASSERT_EQ(answer.verdict.cause().mistakes.size(), 1u);
    EXPECT_EQ(answer.verdict.cause().mistakes[0]->id,
              "cmsurl.signed-other-path");
  }
}

TEST(As, SaysWhatAFullUrlIs) {
  WorkspaceOneLab lab(Behind());
  const server::Answer answer = lab.Ask(SignedOver(
      lab, std::string("https://uem.example.com").append(kOutside), kOutside));
  ASSERT_EQ(answer.verdict.cause().mistakes.size(), 1u);
  EXPECT_EQ(answer.verdict.cause().mistakes[0]->id, "cmsurl.signed-full-url");
}

TEST(As, StandsInTheServiceDocumentAndTheState) {
  WorkspaceOneLab lab;
  EXPECT_EQ(lab.Control("PUT", "/ws1/state",
                        R"({"as":"https://uem.example.com:8443/tenant",)"
                        R"("info":"service-document"})")
                .response.status,
            200);
  EXPECT_EQ(BodyOf(lab.Get("/tenant/api/system/info"))
                .at("Resources")
                .at("Workspaces")
                .at(0)
                .at("location"),
            "https://uem.example.com:8443/tenant/api/mam");
  EXPECT_EQ(BodyOf(lab.Control("GET", "/ws1/state")).at("as"),
            "https://uem.example.com:8443/tenant");
  EXPECT_EQ(
      lab.Control("PUT", "/ws1/state", R"({"as":"tenant"})").response.status,
      400);
  lab.Control("PUT", "/ws1/state", R"({"as":null})");
  EXPECT_EQ(lab.Get("/tenant/api/system/info").response.status, 404);
  // The issuer was made at the start.
  EXPECT_EQ(lab.Control("PUT", "/ws1/state", R"({"issuer":{"key":"rsa1024"}})")
                .response.status,
            400);
}

}  // namespace
}  // namespace mdmock::workspace_one
