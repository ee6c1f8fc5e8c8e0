// A test of somebody's ADE client, against the mock that comes with mdmock.

#include <gtest/gtest.h>
#include <httplib.h>

#include <string>
#include <utility>

#include "mocks/ade/ade_mock.h"
#include "protocol/base/time.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/credentials.h"
#include "protocol/oauth1/sign.h"
#include "protocol/token/server_token.h"

namespace {

namespace ade = mdmock::ade;
namespace oauth1 = mdmock::oauth1;

// The client under test: in a real project, yours. It gives the status of its
// request for a session.
int OpenSession(const ade::AdeMock& mock, const std::string& token_json,
                mdmock::SystemTime now) {
  const auto token = mdmock::token::ReadTokenJson(token_json);
  const auto url = mdmock::http::ReadUrl(mock.Url("/session"));
  if (!token || !url) return 0;
  oauth1::Credentials credentials;
  credentials.consumer_key = token->consumer_key;
  credentials.consumer_secret = token->consumer_secret;
  credentials.access_token = token->access_token;
  credentials.access_secret = token->access_secret;
  httplib::Client http(mock.Url());
  const auto answer = http.Get(
      "/session",
      {{"User-Agent", "consumer/1"},
       {"Authorization",
        oauth1::Sign(credentials, {.url = *url,
                                   .timestamp = mdmock::EpochSeconds(now),
                                   .nonce = "1"})}});
  return answer ? answer->status : 0;
}

TEST(ClientTest, OpensASession) {
  ade::AdeMock mock;

  EXPECT_EQ(OpenSession(mock, mock.TokenJson(), mock.clock().Now()), 200);

  EXPECT_TRUE(mock.journal().WaitFor(1).at(0)->verdict.accepted());
}

TEST(ClientTest, IsToldWhatItSigned) {
  ade::AdeMock mock;
  std::string swapped = mock.TokenJson();
  // The secrets of token.json, each under the name of the other.
  for (const auto& [from, to] :
       {std::pair{"\"consumer_secret\"", "\"swapped\""},
        {"\"access_secret\"", "\"consumer_secret\""},
        {"\"swapped\"", "\"access_secret\""}}) {
    swapped.replace(swapped.find(from), std::string(from).size(), to);
  }

  EXPECT_EQ(OpenSession(mock, swapped, mock.clock().Now()), 401);

  const auto entries = mock.journal().WaitFor(1);
  ASSERT_EQ(entries.size(), 1U);
  const mdmock::Cause& cause = entries[0]->verdict.cause();
  ASSERT_EQ(cause.mistakes.size(), 1U);
  EXPECT_EQ(cause.mistakes[0]->id, "oauth1.secrets-swapped");
}

}  // namespace
