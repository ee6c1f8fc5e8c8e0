#include "mocks/workspace_one/workspace_one_mock.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "conformance/drivers/raw_client.h"
#include "protocol/cms/signer.h"
#include "protocol/http/url.h"

namespace mdmock::workspace_one {
namespace {

using mdmock::drivers::RawClient;

constexpr std::string_view kDevice = "/API/mdm/devices/12772";

int PortOf(const std::string& url) {
  return http::ReadUrl(url)->authority.port.value_or(0);
}

// A client that has nothing but what an administrator gives it: a .p12, its
// password and the tenant code.
std::string Request(std::string_view target, std::string_view content,
                    const Credential& admin, const std::string& tenant_code,
                    SystemTime now) {
  const auto identity = *crypto::ReadIdentity(admin.p12, admin.password);
  const auto signer = *cms::Signer::Make(identity.key, identity.certificate);
  return "GET " + std::string(target) +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
         "aw-tenant-code: " +
         tenant_code + "\r\nAuthorization: " +
         cms::AuthorizationValue(*signer.Sign(content, now)) + "\r\n\r\n";
}

TEST(WorkspaceOneMock, TakesAWholeUrlForATarget) {
  WorkspaceOneMock mock;
  const auto client = RawClient::Plain(PortOf(mock.Url()));
  const auto answer =
      client->Ask(Request(mock.Url(kDevice), kDevice, mock.admin(),
                          mock.tenant_code(), mock.clock().Now()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200) << answer->body;
}

TEST(WorkspaceOneMock, IsThreeLinesInATest) {
  WorkspaceOneMock mock;
  const auto client = RawClient::Plain(PortOf(mock.Url()));
  const auto answer = client->Ask(Request(
      kDevice, kDevice, mock.admin(), mock.tenant_code(), mock.clock().Now()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(nlohmann::json::parse(answer->body).at("Id").at("Value"), 12772);
  const auto entries = mock.journal().WaitFor(1);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_TRUE(entries[0]->verdict.accepted());
  EXPECT_EQ(entries[0]->verdict.subject(), "cmsurl");
}

TEST(WorkspaceOneMock, SpeaksHttpsOnTheSamePort) {
  WorkspaceOneMock mock;
  const auto client =
      RawClient::Tls(PortOf(mock.HttpsUrl()), {.ca_pem = mock.ca_pem()});
  ASSERT_NE(client, nullptr);
  const auto answer = client->Ask(Request(
      kDevice, kDevice, mock.admin(), mock.tenant_code(), mock.clock().Now()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
}

TEST(WorkspaceOneMock, ProvesInTheJournalThatTheQueryWasSigned) {
  WorkspaceOneMock mock;
  const auto client = RawClient::Plain(PortOf(mock.Url()));
  constexpr std::string_view kTarget =
      "/API/mdm/devices/search?page=0&pagesize=2";
  const auto answer = client->Ask(Request(
      kTarget, kTarget, mock.admin(), mock.tenant_code(), mock.clock().Now()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 401);
  EXPECT_EQ(nlohmann::json::parse(answer->body).at("errorCode"), 1005);
  const auto entries = mock.journal().WaitFor(1);
  ASSERT_EQ(entries.size(), 1u);
  const Cause& cause = entries[0]->verdict.cause();
  EXPECT_EQ(cause.status, Cause::Status::kProved);
  ASSERT_EQ(cause.mistakes.size(), 1u);
  EXPECT_EQ(cause.mistakes[0]->id, "cmsurl.signed-path-and-query");
}

TEST(WorkspaceOneMock, GivesTheAnswersThatFaultsName) {
  WorkspaceOneMock mock;
  mock.faults().Set({{.id = "f",
                      .service = "ws1",
                      .method = "GET",
                      .path = std::string(kDevice),
                      .schedule = {.nth = {1}},
                      .effect = {.kind = server::Effect::Kind::kAnswer,
                                 .text = "rate_limited"}}});
  const auto client = RawClient::Plain(PortOf(mock.Url()));
  const std::string request = Request(kDevice, kDevice, mock.admin(),
                                      mock.tenant_code(), mock.clock().Now());
  const auto refused = client->Ask(request);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 429);
  const auto answer = client->Ask(request);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
}

}  // namespace
}  // namespace mdmock::workspace_one
