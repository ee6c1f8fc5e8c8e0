#include "protocol/token/server_token.h"

#include <gmock/gmock.h>

#include <string>

#include "tests/support/token_keys.h"

namespace mdmock::token {
namespace {

using test_support::CountingBytes;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr std::string_view kText =
    R"({"consumer_key":"CK_1","consumer_secret":"CS_2",)"
    R"("access_token":"AT_3","access_secret":"AS_4",)"
    R"("access_token_expiry":"2026-01-17T11:02:21Z"})";

std::string FailureOf(std::string_view text) {
  const auto token = ReadTokenJson(text);
  EXPECT_FALSE(token) << text;
  return token ? "" : token.error().what;
}

std::string With(std::string_view from, std::string_view to) {
  std::string text(kText);
  return text.replace(text.find(from), from.size(), to);
}

ServerToken NewAt(std::string_view time) {
  return NewServerToken(CountingBytes(3), *ReadTime(time));
}

TEST(ServerTokenTest, IsWrittenInApplesOrder) {
  const auto token = ReadTokenJson(kText);
  ASSERT_TRUE(token) << token.error().what;
  EXPECT_EQ(token->access_secret, "AS_4");
  EXPECT_EQ(token->expiry, *ReadTime("2026-01-17T11:02:21Z"));
  EXPECT_EQ(ToJson(*token), kText);
}

TEST(ServerTokenTest, KeepsTheSpellingOfItsExpiry) {
  const auto token = ReadTokenJson(With("11:02:21Z", "12:02:21.000+01:00"));
  ASSERT_TRUE(token);
  EXPECT_EQ(token->access_token_expiry, "2026-01-17T12:02:21.000+01:00");
  EXPECT_EQ(token->expiry, *ReadTime("2026-01-17T11:02:21Z"));
}

TEST(ServerTokenTest, MayLackAnExpiryAndHaveOtherFields) {
  const auto token = ReadTokenJson(
      With(R"("access_token_expiry":"2026-01-17T11:02:21Z")", R"("note":[1])"));
  ASSERT_TRUE(token) << token.error().what;
  EXPECT_FALSE(token->expiry);
  EXPECT_EQ(token->access_token_expiry, "");
  EXPECT_THAT(ToJson(*token), EndsWith(R"("access_secret":"AS_4"})"));
}

TEST(ServerTokenTest, SaysWhichFieldIsWrong) {
  EXPECT_EQ(FailureOf(With(R"("AT_3")", "3")),
            "access_token: expected a string that is not empty, found number");
  EXPECT_THAT(FailureOf(With(R"("CS_2")", R"("")")),
              HasSubstr("consumer_secret"));
  EXPECT_THAT(FailureOf(With("access_secret", "accessSecret")),
              HasSubstr("access_secret: "));
  EXPECT_THAT(FailureOf(With("2026-01", "2026-13")),
              HasSubstr("access_token_expiry"));
  EXPECT_THAT(FailureOf("[]"), HasSubstr("JSON object"));
  EXPECT_THAT(FailureOf(""), HasSubstr("byte 1 does not fit"));
}

TEST(ServerTokenTest, KeepsSecretsOutOfFailures) {
  EXPECT_THAT(FailureOf(R"({"consumer_secret":"CS_secret","x":"CS_oops})"),
              ::testing::Not(HasSubstr("CS_")));
}

TEST(ServerTokenTest, SurvivesNestingWithoutEnd) {
  EXPECT_THAT(FailureOf(std::string(200000, '[')), HasSubstr("does not fit"));
}

TEST(NewServerTokenTest, HasApplesShape) {
  const ServerToken token = NewAt("2025-01-17T11:02:21.500Z");
  EXPECT_THAT(token.consumer_key, MatchesRegex("CK_[0-9a-f]{96}"));
  EXPECT_THAT(token.consumer_secret, MatchesRegex("CS_[0-9a-f]{40}"));
  EXPECT_THAT(token.access_token,
              MatchesRegex("AT_O[0-9]{10,11}O[0-9a-f]{40}O1737111741500"));
  EXPECT_THAT(token.access_secret, MatchesRegex("AS_[0-9a-f]{40}"));
  EXPECT_EQ(token.access_token_expiry, "2026-01-17T11:02:21Z");
}

TEST(NewServerTokenTest, LivesForAYearEvenFromALeapDay) {
  EXPECT_EQ(NewAt("2028-02-29T10:00:00Z").access_token_expiry,
            "2029-02-28T10:00:00Z");
  EXPECT_EQ(NewAt("2027-03-01T10:00:00Z").access_token_expiry,
            "2028-03-01T10:00:00Z");
}

TEST(NewServerTokenTest, IsAwkwardOnDemand) {
  const ServerToken token =
      NewServerToken(CountingBytes(3), *ReadTime("2025-01-17T11:02:21Z"),
                     Credentials::kAwkward);
  for (const std::string& value : {token.consumer_key, token.consumer_secret,
                                   token.access_token, token.access_secret}) {
    EXPECT_THAT(value, HasSubstr("+/=&%~* "));
  }
  EXPECT_EQ(*ReadTokenJson(ToJson(token)), token);
}

}  // namespace
}  // namespace mdmock::token
