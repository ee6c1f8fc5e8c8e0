#include "conformance/suites/connector/heard.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace mdmock::conformance::pki {
namespace {

Answered Whole(int status, const std::string& type, std::string body) {
  Answered answered;
  answered.end = Answered::End::kResponse;
  answered.received.emplace();
  answered.received->version = "HTTP/1.1";
  answered.received->response = {.status = status,
                                 .headers = {{"Content-Type", type}},
                                 .body = std::move(body)};
  return answered;
}

Said ExpectBadRequest(Answered answered, bool html_fails) {
  return Expect(Hear(std::move(answered), {}),
                {.reasons = {"badRequest"}, .html_fails = html_fails});
}

TEST(Expect, TakesHtmlForAFailureWhereJsonIsAskedFor) {
  const std::string page = "<html>no</html>";
  EXPECT_EQ(ExpectBadRequest(Whole(400, "text/html", page), true).outcome,
            Outcome::kFail);
  EXPECT_EQ(ExpectBadRequest(Whole(400, "text/plain", page), true).outcome,
            Outcome::kFail);
  EXPECT_EQ(ExpectBadRequest(Whole(400, "text/html", page), false).outcome,
            Outcome::kWarn);
  EXPECT_EQ(ExpectBadRequest(Whole(400, "text/plain", "no"), true).outcome,
            Outcome::kWarn);
}

TEST(Expect, CallsACertificateForTheWrongOneCritical) {
  const std::string granted = R"({"status":"success","payload":"AAAA"})";
  const Said said =
      ExpectBadRequest(Whole(200, "application/json", granted), false);
  EXPECT_EQ(said.outcome, Outcome::kFail);
  EXPECT_TRUE(said.critical);
  EXPECT_FALSE(ExpectBadRequest(Whole(500, "text/html", ""), false).critical);
}

TEST(NoAnswer, IsAHeadWhoseBodyDoesNotCome) {
  Answered answered = Whole(200, "application/json", "");
  EXPECT_FALSE(NoAnswer(answered));
  answered.received->whole = false;
  ASSERT_TRUE(NoAnswer(answered));
  EXPECT_EQ(NoAnswer(answered)->outcome, Outcome::kFail);
  answered.stalled = true;
  EXPECT_EQ(NoAnswer(answered)->outcome, Outcome::kTimeout);
  answered.received->response.body = "{}";
  EXPECT_FALSE(NoAnswer(answered));
}

TEST(NoAnswer, SaysNothingOfTheConnectorWhereNothingWasAsked) {
  Answered answered;
  answered.end = Answered::End::kNotAsked;
  ASSERT_TRUE(NoAnswer(answered));
  EXPECT_EQ(NoAnswer(answered)->outcome, Outcome::kSkip);
}

TEST(FindingsOf, QuoteWhatAReaderOfJsonSays) {
  const Heard heard = Hear(Whole(200, "application/json", ""), {});
  EXPECT_EQ(FindingsOf(heard.judged.verdict, {"json-syntax"}),
            "no JSON (RFC 8259): there is no text");
}

TEST(WithArticle, IsEnglish) {
  using Kind = connector::JsonValue::Kind;
  EXPECT_EQ(WithArticle(Kind::kObject), "an object");
  EXPECT_EQ(WithArticle(Kind::kString), "a string");
  EXPECT_EQ(WithArticle(Kind::kNull), "null");
}

}  // namespace
}  // namespace mdmock::conformance::pki
