#include "mocks/journal/private_fields.h"

#include <gmock/gmock.h>

#include <string>

#include "protocol/base/encoding.h"

namespace mdmock::journal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Redactor Known() {
  Redactor redactor;
  redactor.Hide("common-part-of-tokens", "[access token]");
  return redactor;
}

std::string InHeader(const std::string& name, const std::string& value) {
  Entry entry;
  entry.request.headers = {{name, value}};
  return ShowRequest(entry, Known()).headers[0].value;
}

std::string InAuthorization(const std::string& value) {
  return InHeader("Authorization", value);
}

std::string InRaw(const std::string& raw) {
  Entry entry;
  entry.raw = raw;
  return ShowRequest(entry, Known()).raw;
}

std::string InBody(const std::string& body) {
  Entry entry;
  entry.request.target = entry.request.body = body;
  const Shown shown = ShowRequest(entry, Known());
  EXPECT_EQ(shown.target, shown.body);
  return shown.body;
}

TEST(PrivateFields, HidesWhatStandsBehindTheScheme) {
  EXPECT_EQ(InAuthorization("Basic " + Base64("x:y")), "Basic [user:password]");
  EXPECT_EQ(InAuthorization("basic  x:y"), "basic  [user:password]");
  EXPECT_EQ(InAuthorization("Bearer abc"), "Bearer [token]");
  EXPECT_EQ(InAuthorization("Token abc def"), "Token [credentials]");
  EXPECT_EQ(InAuthorization("abc"), "[credentials]");
  EXPECT_EQ(InAuthorization("Basic"), "Basic");
  EXPECT_EQ(InAuthorization(""), "");
  EXPECT_EQ(InHeader("proxy-authorization", "Basic eDp5"),
            "Basic [user:password]");
  EXPECT_EQ(InHeader("AW-Tenant-Code", "abc"), "[aw-tenant-code]");
  EXPECT_EQ(InHeader("X-Tenant", "abc"), "abc");
}

TEST(PrivateFields, LeavesAnAccessTokenToTheRedactor) {
  const std::string token = "Bearer one-of-many.common-part-of-tokens";
  EXPECT_EQ(InAuthorization(token), token);
}

TEST(PrivateFields, LeavesSignatures) {
  for (const std::string value :
       {"CMSURL`1 MIIBnonsense", "cmsurl'1 {}",
        "CMS\xE2\x80\x99"
        "1 MII",
        "CMSURL`1MII", "MIIGaQYJKoZIhvcNAQcCoIIGWjCCBlYC",
        "OAuth realm=\"ADM\", oauth_signature=\"abc%3D\", "
        "oauth_signature_method=\"HMAC-SHA1\""}) {
    EXPECT_EQ(InAuthorization(value), value);
  }
  EXPECT_EQ(InAuthorization("CMSURL`1 MIIB, Basic eDp5"),
            "CMSURL`1 MIIB, Basic [user:password]");
}

TEST(PrivateFields, HidesTheSecretsOfPlaintext) {
  EXPECT_EQ(InAuthorization("OAuth oauth_signature=\"a%26b\", "
                            "oauth_signature_method=\"PLAINTEXT\""),
            "OAuth oauth_signature=\"[secrets]\", "
            "oauth_signature_method=\"PLAINTEXT\"");
  EXPECT_EQ(InAuthorization("oauth oauth_signature_method=plaintext,"
                            "oauth_signature=a%26b"),
            "oauth oauth_signature_method=plaintext,"
            "oauth_signature=[secrets]");
}

TEST(PrivateFields, HidesAMessageThatTheVerdictCallsAKey) {
  constexpr Rule kRule{"cmsurl.private-key.sent", Severity::kRefusal,
                       Provenance::kChosen, "this test", "Nothing is wrong."};
  Entry entry;
  entry.verdict.Add({&kRule, "", "", ""});
  entry.raw = "GET / HTTP/1.1\r\nAuthorization: CMSURL`1 30820401\r\n\r\n";
  entry.request.headers = {{"Authorization", "CMSURL`1 30820401"},
                           {"Authorization", "CMSURL`130820401"}};
  const Shown shown = ShowRequest(entry, Known());
  EXPECT_EQ(shown.raw,
            "GET / HTTP/1.1\r\nAuthorization: CMSURL`1 [private key]\r\n\r\n");
  EXPECT_EQ(shown.headers[0].value, "CMSURL`1 [private key]");
  EXPECT_THAT(shown.headers[1].value, Not(HasSubstr("30820401")));
}

TEST(PrivateFields, HidesTheSameInBytesThatAreNoRequest) {
  const std::string hidden = "Basic [user:password]";
  EXPECT_EQ(InRaw("GET / HTTP/1.1\r\nHost: a\r\nauthorization:Basic eDp5 \r\n"
                  "Accept: b\r\n\r\nbody"),
            "GET / HTTP/1.1\r\nHost: a\r\nauthorization:" + hidden +
                " \r\nAccept: b\r\n\r\nbody");
  EXPECT_EQ(InRaw("Authorization:\r\n Basic\r\n\teDp5\r\nHost: a\r\n"),
            "Authorization:\r\n Basic\r\n\t[user:password]\r\nHost: a\r\n");
  EXPECT_EQ(InRaw("\r\n\r\nAuthorization : Basic eDp5"),
            "\r\n\r\nAuthorization : " + hidden);
  EXPECT_EQ(InRaw("aw-tenant-code: abc\nAW-TENANT-CODE:\n"),
            "aw-tenant-code: [aw-tenant-code]\nAW-TENANT-CODE:\n");
  for (const std::string raw : {"", "\n", "a", "\r\n \r\n", "\x16\x03\x01",
                                "Authorization", "Authorization:", ":\n:"}) {
    EXPECT_EQ(InRaw(raw), raw);
  }
}

TEST(PrivateFields, HidesFieldsByTheirNames) {
  EXPECT_EQ(InBody("grant_type=x&client_secret=a%2Bb&c=d"),
            "grant_type=x&client_secret=[secret]&c=d");
  EXPECT_EQ(InBody("/path?Password=abc"), "/path?Password=[secret]");
  EXPECT_EQ(InBody(R"({"user":"a","authToken" : "5\"6", "reqId":"1"})"),
            R"({"user":"a","authToken" : "[secret]", "reqId":"1"})");
  EXPECT_EQ(InBody(R"({"authToken":123456,"password":"x"})"),
            R"({"authToken":[secret],"password":"[secret]"})");
  EXPECT_EQ(InBody(R"({"authToken":"cut)"), R"({"authToken":"[secret])");
  for (const std::string text :
       {"", "password", "password=", "a password: b", "mypassword=a",
        R"("authToken")", R"("authToken":)", R"({"authToken":null})",
        R"({"authToken":""})", R"({"password":["a"]})"}) {
    EXPECT_EQ(InBody(text), text);
  }
}

TEST(PrivateFields, TellsWhatItHasFoundAndNobodyKnew) {
  Entry entry;
  entry.request.headers = {
      {"Authorization", "Basic " + Base64("eve:correct horse")},
      {"Authorization", "Basic " + Base64("eve:short")},
      {"Authorization", "Token common-part-of-tokens"}};
  entry.request.body = "password=of-the-body&password=of-the-body";
  EXPECT_THAT(ShowRequest(entry, Known()).found,
              ElementsAre("of-the-body", Base64("eve:correct horse"),
                          "eve:correct horse", "correct horse",
                          Base64("eve:short"), "eve:short"));
  entry.request = {};
  EXPECT_THAT(ShowRequest(entry, Known()).found, IsEmpty());
}

}  // namespace
}  // namespace mdmock::journal
