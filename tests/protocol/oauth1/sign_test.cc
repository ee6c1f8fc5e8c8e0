#include "protocol/oauth1/sign.h"

#include <gmock/gmock.h>

#include "protocol/http/message.h"
#include "protocol/oauth1/signer.h"
#include "protocol/oauth1/verify.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::oauth1 {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Credentials kCredentials{"CK_test", "CS secret/1", "AT_test",
                               "AS secret+2", std::nullopt};

http::Request Signed(std::string_view method, const http::Url& url,
                     std::optional<std::string_view> realm) {
  const std::string header = Sign(kCredentials, {.method = method,
                                                 .url = url,
                                                 .timestamp = 1700000000,
                                                 .nonce = "n-1",
                                                 .realm = realm});
  return {.method = std::string(method),
          .target = url.Target(),
          .version = "HTTP/1.1",
          .headers = {{"Authorization", header}},
          .body = ""};
}

TEST(Oauth1SignTest, IsAcceptedByTheVerifierWithoutAFinding) {
  const auto url = http::ReadUrl("https://MDM.example.com:8443/session");
  ASSERT_TRUE(url);
  const http::Request request = Signed("GET", *url, "ADM");
  Known known;
  known.credentials = kCredentials;
  known.base = {url->scheme, url->authority};
  const Verdict verdict = Verify(request, known, FromEpochSeconds(1700000000));
  EXPECT_THAT(verdict.findings(), IsEmpty()) << Explain(verdict);
  EXPECT_TRUE(verdict.accepted());
}

TEST(Oauth1SignTest, SignsTheQueryAndAnyMethod) {
  const auto url = http::ReadUrl("http://h:8801/session?b=2&a=x+y&a=%2F&c");
  ASSERT_TRUE(url);
  const http::Request request = Signed("PUT", *url, std::nullopt);
  Known known;
  known.credentials = kCredentials;
  known.base = {url->scheme, url->authority};
  EXPECT_TRUE(Verify(request, known, FromEpochSeconds(1700000000)).accepted());
}

TEST(Oauth1SignTest, SendsTheRealmButDoesNotSignIt) {
  const auto url = http::ReadUrl("http://h/session");
  ASSERT_TRUE(url);
  const std::string without =
      Signed("GET", *url, std::nullopt).headers[0].value;
  const std::string with = Signed("GET", *url, "a \"b\"").headers[0].value;
  EXPECT_THAT(without, Not(HasSubstr("realm")));
  EXPECT_THAT(with, HasSubstr(R"(realm="a \"b\"")"));
  EXPECT_EQ(without.substr(6), with.substr(with.find("oauth_consumer_key")));
}

TEST(Oauth1SignTest, SignsAlikeWithAPreparedKey) {
  const auto url = http::ReadUrl("http://h/session");
  ASSERT_TRUE(url);
  const Signing plain{.url = *url, .timestamp = 1700000000, .nonce = "n-1"};
  Signing prepared = plain;
  prepared.key = PrepareKey(kCredentials);
  EXPECT_EQ(Sign(kCredentials, plain), Sign(kCredentials, prepared));
}

TEST(Oauth1VerifyTest, JudgesAlikeWithAPreparedKey) {
  const auto url = http::ReadUrl("http://h/session");
  ASSERT_TRUE(url);
  http::Request request = Signed("GET", *url, std::nullopt);
  Known known;
  known.credentials = kCredentials;
  known.base = {url->scheme, url->authority};
  known.key = PrepareKey(kCredentials);
  EXPECT_TRUE(Verify(request, known, FromEpochSeconds(1700000000)).accepted());
  known.key = PrepareKey({"CK_test", "other", "AT_test", "other", {}});
  EXPECT_FALSE(Verify(request, known, FromEpochSeconds(1700000000)).accepted());
}

}  // namespace
}  // namespace mdmock::oauth1
