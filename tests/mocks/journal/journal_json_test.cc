#include "mocks/journal/journal_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "protocol/base/encoding.h"

namespace mdmock::journal {
namespace {

using Json = nlohmann::ordered_json;

constexpr Rule kRule{"test.rule", Severity::kRefusal, Provenance::kChosen,
                     "this test", "Nothing is wrong."};

Entry Session() {
  Entry entry;
  entry.seq = 7;
  entry.time = FromEpochSeconds(1'767'225'600);
  entry.service = "ade";
  entry.scheme = "https";
  entry.raw = "GET /session HTTP/1.1\r\nHost: a\r\n\r\n";
  entry.request = {"GET", "/session", "HTTP/1.1", {{"Host", "a"}}, "in"};
  entry.response = {200, {{"Content-Type", "text/plain"}}, "out"};
  entry.verdict = Verdict("oauth1");
  return entry;
}

TEST(JournalJson, HasTheShapeThatIsPromised) {
  const Json json = ToJson(Session(), Redactor());
  EXPECT_EQ(json["seq"], 7);
  EXPECT_EQ(json["time"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(json["service"], "ade");
  EXPECT_EQ(json["scheme"], "https");
  EXPECT_EQ(json["request"]["raw_b64"], Base64(Session().raw));
  EXPECT_EQ(json["request"]["method"], "GET");
  EXPECT_EQ(json["request"]["target"], "/session");
  EXPECT_EQ(json["request"]["headers"],
            Json::array({Json::array({"Host", "a"})}));
  EXPECT_EQ(json["request"]["body_b64"], "aW4=");
  EXPECT_EQ(json["response"]["status"], 200);
  EXPECT_EQ(json["response"]["headers"],
            Json::array({Json::array({"Content-Type", "text/plain"})}));
  EXPECT_EQ(json["response"]["body_b64"], "b3V0");
  EXPECT_EQ(json["verdict"]["schema"], "mdmock.verdict/1");
  EXPECT_EQ(json["verdict"]["subject"], "oauth1");
  EXPECT_TRUE(json["fault"].is_null());
  EXPECT_TRUE(json["failure"].is_null());
}

TEST(JournalJson, NamesTheFaultAndTheFailure) {
  Entry entry = Session();
  entry.fault = "fault-1";
  entry.failure = "the disk is full";
  const Json json = ToJson(entry, Redactor());
  EXPECT_EQ(json["fault"], "fault-1");
  EXPECT_EQ(json["failure"], "the disk is full");
}

TEST(JournalJson, HoldsARequestThatCouldNotBeRead) {
  Entry entry = Session();
  entry.raw = "\x16\x03\x01";
  entry.request = {};
  const Json json = ToJson(entry, Redactor());
  EXPECT_EQ(json["request"]["raw_b64"], "FgMB");
  EXPECT_EQ(json["request"]["method"], "");
  EXPECT_EQ(json["request"]["headers"], Json::array());
}

TEST(JournalJson, ShowsBytesThatAreNotTextEverywhere) {
  const std::string bad = "a\xff\xc3(\xe2\x82";
  Entry entry = Session();
  entry.request = {bad, bad, bad, {{bad, bad}}, bad};
  entry.response = {200, {{bad, bad}}, bad};
  entry.service = entry.scheme = entry.raw = entry.fault = entry.failure = bad;
  entry.verdict.Add({&kRule, bad, bad, bad});
  entry.verdict.Show("working", bad);
  const Json json = ToJson(entry, Redactor());
  EXPECT_NO_THROW(json.dump());
  EXPECT_EQ(json["request"]["target"], R"(a\xFF\xC3(\xE2\x82)");
  EXPECT_EQ(json["request"]["body_b64"], Base64(bad));
}

TEST(JournalJson, KeepsTextThatIsNotAscii) {
  Entry entry = Session();
  entry.request.headers = {{"X", "caf\u00e9\tbar"}};
  EXPECT_EQ(ToJson(entry, Redactor())["request"]["headers"][0][1],
            "caf\u00e9\tbar");
}

TEST(JournalJson, TakesSecretsOutOfEveryPart) {
  const std::string secret = "CS_0123456789";
  Entry entry = Session();
  entry.raw = "GET /?s=" + secret;
  entry.request = {"GET", "/?s=" + secret, "", {{"A", secret}}, secret};
  entry.response = {200, {{"A", secret}}, "{\"s\":\"" + secret + "\"}"};
  entry.failure = secret;
  entry.verdict.Add({&kRule, secret, secret, secret});
  entry.verdict.Show("key", secret + "&");
  Cause cause;
  cause.signed_bytes = cause.should_sign = secret;
  entry.verdict.Explain(cause);

  Redactor redactor;
  redactor.Hide(secret, "[x]");
  const Json json = ToJson(entry, redactor);
  const std::string text = json.dump();
  EXPECT_EQ(text.find(secret), std::string::npos) << text;
  EXPECT_EQ(json["request"]["raw_b64"], Base64("GET /?s=[x]"));
  EXPECT_EQ(json["request"]["body_b64"], Base64("[x]"));
  EXPECT_EQ(json["response"]["body_b64"], Base64("{\"s\":\"[x]\"}"));
  EXPECT_EQ(json["verdict"]["findings"][0]["actual"], "[x]");

  EXPECT_NE(ToJson(entry, Redactor()).dump().find(secret), std::string::npos);
}

TEST(JournalJson, TakesOutWhatNobodyKnowsToBeSecret) {
  const std::string basic = "Basic " + Base64("eve:production-password");
  Entry entry = Session();
  entry.raw = "GET / HTTP/1.1\r\nAuthorization: " + basic + "\r\n\r\n";
  entry.request.headers = {{"Authorization", basic},
                           {"X-Forwarded-Authorization", basic}};
  entry.response.body = "is not: production-password";
  entry.verdict.Show("password", "production-password");
  Redactor redactor;
  redactor.Hide("CS_0123456789");
  const Json json = ToJson(entry, redactor);
  EXPECT_EQ(json["request"]["raw_b64"],
            Base64("GET / HTTP/1.1\r\n"
                   "Authorization: Basic [user:password]\r\n\r\n"));
  EXPECT_EQ(json["request"]["headers"][0][1], "Basic [user:password]");
  EXPECT_EQ(json["request"]["headers"][1][1], "Basic [secret]");
  EXPECT_EQ(json["response"]["body_b64"], Base64("is not: [secret]"));
  EXPECT_EQ(json["verdict"]["working"][0]["value"], "[secret]");

  EXPECT_EQ(ToJson(entry, Redactor())["request"]["headers"][0][1], basic);
  EXPECT_EQ(ToJson(entry, Redactor())["request"]["raw_b64"], Base64(entry.raw));
}

TEST(JournalJson, LeavesTheEntryAsItIs) {
  Entry entry = Session();
  entry.verdict.Show("key", "CS_0123456789");
  Redactor redactor;
  redactor.Hide("CS_0123456789");
  ToJson(entry, redactor);
  EXPECT_EQ(entry.verdict.working()[0].value, "CS_0123456789");
}

}  // namespace
}  // namespace mdmock::journal
