#include "mocks/workspace_one/scenes.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/mocks/workspace_one/workspace_one_lab.h"

namespace mdmock::workspace_one {
namespace {

constexpr char kDevice[] = "/API/mdm/devices/12772";

TEST(Scenarios, SayWhatACorrectClientDoes) {
  WorkspaceOneLab lab;
  std::set<std::string_view> ids;
  for (const server::Scenario& one : lab.service.Scenarios()) {
    ids.insert(one.id);
    EXPECT_FALSE(one.sentence.empty());
    EXPECT_FALSE(one.correct_client.empty());
    EXPECT_TRUE(lab.service.Play(one.id));
  }
  EXPECT_EQ(ids, (std::set<std::string_view>{
                     "ws1.wrong-tenant", "ws1.certificate-expired",
                     "ws1.certificate-unknown", "ws1.account-locked",
                     "ws1.rate-limited"}));
  EXPECT_FALSE(lab.service.Play("ade.throttled"));
  EXPECT_TRUE(lab.service.Play(""));
  EXPECT_EQ(lab.Ask(lab.Signed(kDevice)).response.status, 200);
}

TEST(Scenarios, RefuseForWhatTheyAreNamedAfter) {
  struct Case {
    std::string_view scenario;
    std::string_view code;
    std::string_view rule;
  };
  constexpr Case kCases[] = {
      {"ws1.wrong-tenant", "1013", "cmsurl.tenant-code.wrong"},
      {"ws1.certificate-expired", "1005", "cmsurl.certificate.expired"},
      {"ws1.certificate-unknown", "1005", "cmsurl.certificate.unknown-admin"},
      {"ws1.account-locked", "1022", "ws1.account.locked"}};
  for (const Case& one : kCases) {
    WorkspaceOneLab lab;
    lab.service.Play(one.scenario);
    const server::Answer answer = lab.Ask(lab.Signed(kDevice));
    EXPECT_EQ(answer.response.status, 401) << one.scenario;
    EXPECT_NE(answer.response.body.find(
                  "\"errorCode\":" + std::string(one.code) + ","),
              std::string::npos)
        << answer.response.body;
    EXPECT_TRUE(answer.verdict.Has(one.rule)) << one.scenario;
    EXPECT_TRUE(answer.verdict.Has("ws1.scenario.played")) << one.scenario;
  }
}

TEST(Scenarios, LimitTheRateUntilTheClientHasWaited) {
  WorkspaceOneLab lab;
  lab.service.Play("ws1.rate-limited");
  for (int i = 0; i < 2; ++i) {
    const server::Answer answer = lab.Ask(lab.Signed(kDevice));
    EXPECT_EQ(answer.response.status, 429);
    EXPECT_EQ(HeaderOf(answer, "Retry-After"), "2");
    EXPECT_EQ(HeaderOf(answer, "X-RateLimit-Remaining"), "0");
  }
  lab.clock.Advance(std::chrono::seconds(2));
  EXPECT_EQ(lab.Ask(lab.Signed(kDevice)).response.status, 200);
}

TEST(Quota, CountsTheCallsOfAMinute) {
  WorkspaceOneLab lab({.calls_per_minute = 2});
  const http::Request request = lab.Signed(kDevice);
  EXPECT_EQ(HeaderOf(lab.Ask(request), "X-RateLimit-Remaining"), "1");
  EXPECT_EQ(HeaderOf(lab.Ask(request), "X-RateLimit-Remaining"), "0");
  const server::Answer answer = lab.Ask(request);
  EXPECT_EQ(answer.response.status, 429);
  EXPECT_TRUE(answer.verdict.Has("ws1.rate.limited"));
  lab.clock.Advance(std::chrono::seconds(60));
  EXPECT_EQ(lab.Ask(request).response.status, 200);
}

TEST(Reset, MakesEverythingAsFreshlyStarted) {
  WorkspaceOneLab lab;
  const std::string code = lab.tenant_code();
  lab.service.Play("ws1.account-locked");
  lab.Control("PUT", "/ws1/state",
              R"({"tenant_code":"b3RoZXI=","separator":"backtick"})");
  EXPECT_EQ(lab.tenant_code(), "b3RoZXI=");
  lab.service.Reset();
  EXPECT_EQ(lab.tenant_code(), code);
  // The certificate from before is still good.
  EXPECT_EQ(lab.Ask(lab.Signed(kDevice)).response.status, 200);
}

}  // namespace
}  // namespace mdmock::workspace_one
