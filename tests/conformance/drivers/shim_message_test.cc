#include "conformance/drivers/shim_message.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace mdmock::drivers {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using Kind = ShimAnswer::Kind;

ShimAnswer AnswerOf(std::string_view line) {
  auto read = ReadAnswer(line);
  if (const auto* garbage = std::get_if<NotAnAnswer>(&read)) {
    ADD_FAILURE() << garbage->why;
    return {};
  }
  return std::get<ShimAnswer>(read);
}

std::string WrongWith(std::string_view line) {
  const auto read = ReadAnswer(line);
  const auto* garbage = std::get_if<NotAnAnswer>(&read);
  return garbage == nullptr ? "" : garbage->why;
}

std::string WrongWithGreeting(std::string_view object) {
  const auto read = ReadGreeting(object);
  const auto* garbage = std::get_if<NotAnAnswer>(&read);
  return garbage == nullptr ? "" : garbage->why;
}

TEST(ShimMessageTest, WritesARunOnOneLine) {
  const Operation operation{
      .op = "details",
      .arguments = "{\n\"devices\": [\"C1\"]}",
      .target = {.url = "http://127.0.0.1:1", .token = "/tmp/token.json"},
      .deadline = std::chrono::seconds(2),
      .clock = FromEpochSeconds(1'767'225'600)};
  const std::string line = RunLine(17, operation);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(json::parse(line),
            json::parse(R"({"cmd":"run","seq":17,"op":"details",
              "deadline_ms":2000,"clock":"2026-01-01T00:00:00Z",
              "target":{"url":"http://127.0.0.1:1","token":"/tmp/token.json"},
              "input":{"devices":["C1"]}})"));
}

TEST(ShimMessageTest, ReadsTheFourAnswers) {
  EXPECT_EQ(AnswerOf(R"({"seq":1,"ok":{"a":[1]}})").output, R"({"a":[1]})");
  const auto rejected = AnswerOf(
      R"({"seq":2,"rejected":{"class":"tls_failure","detail":"why"}})");
  EXPECT_EQ(rejected.kind, Kind::kRejected);
  EXPECT_EQ(rejected.seq, 2U);
  EXPECT_EQ(rejected.error_class, "tls_failure");
  EXPECT_EQ(rejected.detail, "why");
  const auto skip = AnswerOf(R"({"seq":3,"skip":{"reason":"because"}})");
  EXPECT_EQ(skip.kind, Kind::kSkip);
  EXPECT_EQ(skip.detail, "because");
  const auto error = AnswerOf(R"({"seq":4,"error":{"message":"oh"}})");
  EXPECT_EQ(error.kind, Kind::kError);
  EXPECT_EQ(error.detail, "oh");
}

TEST(ShimMessageTest, PassesOverFieldsThatItDoesNotKnow) {
  EXPECT_EQ(AnswerOf(R"({"seq":1,"ok":{},"trace":[]})").kind, Kind::kOk);
}

TEST(ShimMessageTest, SaysWhatIsWrongWithALine) {
  EXPECT_THAT(WrongWith("hello"), HasSubstr("not JSON: \"hello\""));
  EXPECT_THAT(WrongWith("\xff"), HasSubstr("\\xFF"));
  EXPECT_THAT(WrongWith("[]"), HasSubstr("not an object"));
  EXPECT_THAT(WrongWith("{}"), HasSubstr("has to have one of"));
  EXPECT_THAT(WrongWith(R"({"seq":1,"ok":{},"skip":{}})"),
              HasSubstr("has to have one of"));
  EXPECT_THAT(WrongWith(R"({"seq":"1","ok":{}})"), HasSubstr("whole number"));
  EXPECT_THAT(WrongWith(R"({"seq":-1,"ok":{}})"), HasSubstr("whole number"));
  EXPECT_THAT(WrongWith(R"({"seq":1,"ok":true})"), HasSubstr("not an object"));
  EXPECT_THAT(WrongWith(R"({"seq":1,"rejected":{}})"), HasSubstr("no class"));
  EXPECT_THAT(WrongWith(std::string(1000, '[')), HasSubstr("too deep"));
}

TEST(ShimMessageTest, ReadsAGreeting) {
  const auto read = ReadGreeting(
      R"({"protocol":1,"name":"acme","version":"4.2","concurrency":8})");
  const auto* greeting = std::get_if<Greeting>(&read);
  ASSERT_NE(greeting, nullptr);
  EXPECT_EQ(greeting->name, "acme");
  EXPECT_EQ(greeting->concurrency, 8U);
}

TEST(ShimMessageTest, AGreetingMayBeEmpty) {
  EXPECT_EQ(WrongWithGreeting("{}"), "");
}

TEST(ShimMessageTest, RefusesAnotherProtocol) {
  EXPECT_THAT(WrongWithGreeting(R"({"protocol":2})"), HasSubstr("protocol 2"));
  EXPECT_THAT(WrongWithGreeting(R"({"concurrency":0})"),
              HasSubstr("concurrency"));
  EXPECT_THAT(WrongWithGreeting(R"({"concurrency":"4"})"),
              HasSubstr("concurrency"));
}

}  // namespace
}  // namespace mdmock::drivers
