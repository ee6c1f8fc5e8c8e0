#include "mocks/ade/ade_mock.h"

#include <gtest/gtest.h>

#include <string>

#include "conformance/drivers/raw_client.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/sign.h"
#include "protocol/token/server_token.h"

namespace mdmock::ade {
namespace {

using mdmock::drivers::RawClient;

int PortOf(const std::string& url) {
  return http::ReadUrl(url)->authority.port.value_or(0);
}

// A client that has nothing but what an administrator gives it: a URL and
// token.json.
std::string SessionRequest(const std::string& url, const std::string& token,
                           std::int64_t now, const std::string& nonce) {
  const auto read = *token::ReadTokenJson(token);
  const oauth1::Credentials credentials{.consumer_key = read.consumer_key,
                                        .consumer_secret = read.consumer_secret,
                                        .access_token = read.access_token,
                                        .access_secret = read.access_secret};
  const http::Url target = *http::ReadUrl(url + "/session");
  return "GET /session HTTP/1.1\r\nHost: " + target.authority.host + ":" +
         std::to_string(*target.authority.port) +
         "\r\nUser-Agent: raw/1\r\nAuthorization: " +
         oauth1::Sign(credentials,
                      {.url = target, .timestamp = now, .nonce = nonce}) +
         "\r\n\r\n";
}

TEST(AdeMock, IsThreeLinesInATest) {
  AdeMock mock;
  const auto client = RawClient::Plain(PortOf(mock.Url()));
  const auto answer = client->Ask(SessionRequest(
      mock.Url(), mock.TokenJson(), EpochSeconds(mock.clock().Now()), "n1"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  const auto entries = mock.journal().WaitFor(1);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_TRUE(entries[0]->verdict.accepted());
  EXPECT_EQ(entries[0]->verdict.subject(), "oauth1");
}

TEST(AdeMock, SpeaksHttpsOnTheSamePort) {
  AdeMock mock;
  const auto client =
      RawClient::Tls(PortOf(mock.HttpsUrl()), {.ca_pem = mock.ca_pem()});
  ASSERT_NE(client, nullptr);
  const auto answer =
      client->Ask(SessionRequest(mock.HttpsUrl(), mock.TokenJson(),
                                 EpochSeconds(mock.clock().Now()), "n1"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
}

TEST(AdeMock, ExplainsARefusalInTheJournal) {
  AdeMock mock;
  const auto client = RawClient::Plain(PortOf(mock.Url()));
  // Signed for https, sent over http.
  const auto answer =
      client->Ask(SessionRequest(mock.HttpsUrl(), mock.TokenJson(),
                                 EpochSeconds(mock.clock().Now()), "n1"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 401);
  const auto entries = mock.journal().WaitFor(1);
  ASSERT_EQ(entries.size(), 1u);
  const Cause& cause = entries[0]->verdict.cause();
  ASSERT_EQ(cause.mistakes.size(), 1u);
  EXPECT_EQ(cause.mistakes[0]->id, "oauth1.scheme-other");
}

TEST(AdeMock, GivesTheAnswersThatFaultsName) {
  AdeMock mock;
  mock.faults().Set({{.id = "f",
                      .service = "ade",
                      .method = "GET",
                      .path = "/session",
                      .schedule = {.nth = {1}},
                      .effect = {.kind = server::Effect::Kind::kAnswer,
                                 .text = "T_C_NOT_SIGNED"}}});
  const auto client = RawClient::Plain(PortOf(mock.Url()));
  const std::int64_t now = EpochSeconds(mock.clock().Now());
  const auto refused =
      client->Ask(SessionRequest(mock.Url(), mock.TokenJson(), now, "n1"));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 403);
  EXPECT_EQ(refused->body, "T_C_NOT_SIGNED");
  // A fault leaves no trace: the nonce is still good.
  const auto answer =
      client->Ask(SessionRequest(mock.Url(), mock.TokenJson(), now, "n1"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
}

}  // namespace
}  // namespace mdmock::ade
