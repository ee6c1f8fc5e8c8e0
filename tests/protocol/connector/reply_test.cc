#include "protocol/connector/reply.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

namespace mdmock::connector {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> Codes(const Verdict& verdict) {
  std::vector<std::string> codes;
  for (const Finding& finding : verdict.findings()) {
    codes.emplace_back(
        finding.rule->code.substr(std::string_view("connector.reply.").size()));
  }
  return codes;
}

ReplyWish Wish(Profile profile = Profile::kUem1210) {
  return {.profile = profile, .req_id = "12487"};
}

std::vector<std::string> Found(std::string_view json,
                               const ReplyWish& wish = Wish()) {
  return Codes(JudgeReplyText(json, wish).verdict);
}

// A success with one thing put in the place of another.
std::string Success(const std::string& from = "", const std::string& to = "") {
  std::string json =
      R"({"status":"success","reqId":"12487","payloadType":"pkcs12",)"
      R"("decryptionPassword":"NTZodDEyZDA=","payload":"MIIB"})";
  if (from.empty()) return json;
  const size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return json.replace(at, from.size(), to);
}

std::string Failure(const std::string& info) {
  return R"({"status":"failure",)" + info + R"("reqId":"12487"})";
}

TEST(ReplyTest, TakesTheGuidesSample) {
  const JudgedReply judged = JudgeReplyText(Success(), Wish());
  EXPECT_THAT(Codes(judged.verdict), IsEmpty());
  EXPECT_EQ(judged.reply.status, Reply::Status::kSuccess);
  EXPECT_EQ(judged.reply.req_id, "12487");
  EXPECT_EQ(judged.reply.payload, "MIIB");
  EXPECT_EQ(judged.reply.announced, "56ht12d0");
}

TEST(ReplyTest, TakesEachReason) {
  for (const FailureReason& reason : kFailureReasons) {
    const auto judged = JudgeReplyText(
        Failure("\"failureInfo\":\"" + std::string(reason.name) + "\","),
        Wish());
    EXPECT_TRUE(judged.verdict.accepted()) << reason.name;
    EXPECT_THAT(judged.verdict.findings(), IsEmpty());
    EXPECT_EQ(judged.reply.status, Reply::Status::kFailure);
    EXPECT_EQ(judged.reply.failure_info, reason.name);
  }
}

TEST(ReplyTest, NamesWhatIsWrongWithASuccess) {
  EXPECT_THAT(Found(Success("\"success\"", "\"Success\"")),
              ElementsAre("status-value"));
  EXPECT_THAT(Found(Success("\"success\"", "true")),
              ElementsAre("status-value"));
  EXPECT_THAT(Found(Success("\"status\":\"success\",", "")),
              ElementsAre("status-value"));
  EXPECT_THAT(Found(Success("12487", "12488")), ElementsAre("reqid-differs"));
  EXPECT_THAT(Found(Success("\"12487\"", "12487")), ElementsAre("reqid-type"));
  EXPECT_THAT(Found(Success("\"12487\"", "null")), ElementsAre("reqid-type"));
  EXPECT_THAT(Found(Success("reqId", "reqID")), ElementsAre("reqid-name"));
  EXPECT_THAT(Found(Success("reqId", "regID")), ElementsAre("reqid-name"));
  EXPECT_THAT(Found(Success("\"reqId\":\"12487\",", "")),
              ElementsAre("reqid-missing"));
  EXPECT_THAT(Found(Success("pkcs12", "PKCS12")), ElementsAre("payload-type"));
  EXPECT_THAT(Found(Success("\"payloadType\":\"pkcs12\",", "")),
              ElementsAre("payload-type-missing"));
  EXPECT_THAT(Found(Success("\"pkcs12\"", "null")),
              ElementsAre("null-field", "payload-type-missing"));
  EXPECT_THAT(Found(Success(",\"payload\":\"MIIB\"", "")),
              ElementsAre("payload-missing"));
  EXPECT_THAT(Found(Success("MIIB", "")), ElementsAre("payload-missing"));
  EXPECT_THAT(Found(Success("\"MIIB\"", "[]")),
              ElementsAre("field-type", "payload-missing"));
  EXPECT_THAT(Found(Success("MIIB", "MI!B")), ElementsAre("payload-base64"));
  EXPECT_THAT(Found(Success("MIIB", "MI-_")), ElementsAre("payload-base64"));
  EXPECT_THAT(Found(Success("MIIB", "MI\\nIB")),
              ElementsAre("payload-base64-strict"));
  EXPECT_THAT(Found(Success("MIIB", "MII")),
              ElementsAre("payload-base64-strict"));
  EXPECT_THAT(Found(Success("decryptionPassword", "descryptionPassword")),
              ElementsAre("decryption-password-name"));
  EXPECT_THAT(Found(Success("decryptionPassword", "password")),
              ElementsAre("decryption-password-name"));
  EXPECT_THAT(Found(Success("NTZodDEyZDA=", "not base64!")),
              ElementsAre("decryption-password-base64"));
  for (const char* loose :
       {"NTZodDEyZDA", "NTZo\\r\\ndDEyZDA=", "NTZodDEyZDA_"}) {
    EXPECT_THAT(Found(Success("NTZodDEyZDA=", loose)),
                ElementsAre("decryption-password-base64-strict"));
  }
  EXPECT_THAT(Found(Success("payloadType", "payloadtype")),
              ElementsAre("payload-type-missing", "field-name"));
  EXPECT_THAT(Found(Success("{", "{\"failureInfo\":\"unknown\",")),
              ElementsAre("failureinfo-on-success"));
  EXPECT_THAT(Found(Success("{", "{\"failureInfo\":\"\",")),
              ElementsAre("failureinfo-on-success"));
  EXPECT_THAT(Found(Success("{", "{\"x\":1,")), ElementsAre("unknown-field"));
  EXPECT_THAT(Found(Success("{", "{\"x\":1e999,")),
              ElementsAre("unknown-field"));
  EXPECT_THAT(Found(Success() + std::string("\0{", 2)),
              ElementsAre("json-syntax"));
  EXPECT_THAT(Found(Success("{", "{\"status\":\"failure\",")),
              ElementsAre("duplicate-key"));
}

TEST(ReplyTest, ReadsAPasswordUnderItsNameInOtherCase) {
  const auto judged = JudgeReplyText(
      Success("decryptionPassword", "DecryptionPassword"), Wish());
  EXPECT_THAT(Codes(judged.verdict), ElementsAre("decryption-password-name"));
  EXPECT_EQ(judged.reply.announced, "56ht12d0");
}

TEST(ReplyTest, SaysWhatStandsInThePlaceOfAPayload) {
  const auto judged = JudgeReplyText(Success("\"MIIB\"", "[\"MIIB\"]"), Wish());
  ASSERT_THAT(Codes(judged.verdict),
              ElementsAre("field-type", "payload-missing"));
  EXPECT_EQ(judged.verdict.findings()[1].actual, "array");
}

TEST(ReplyTest, NamesWhatIsWrongWithAFailure) {
  EXPECT_THAT(Found(Failure("")), ElementsAre("failureinfo-missing"));
  EXPECT_THAT(Found(Failure("\"failureInfo\":null,")),
              ElementsAre("null-field", "failureinfo-missing"));
  const auto misspelt =
      JudgeReplyText(Failure("\"failureInfo\":\"BadTime\","), Wish());
  EXPECT_THAT(Codes(misspelt.verdict), ElementsAre("failureinfo-vocabulary"));
  EXPECT_EQ(misspelt.verdict.findings()[0].expected, "badTime");
  EXPECT_THAT(Found(Failure("\"failureInfo\":\"retry\",")),
              ElementsAre("failureinfo-vocabulary"));
  EXPECT_THAT(
      Found(Failure("\"failureInfo\":\"unknown\",\"payload\":\"MIIB\",")),
      ElementsAre("payload-on-failure"));
}

TEST(ReplyTest, NamesWhatIsNoJson) {
  EXPECT_THAT(Found("{"), ElementsAre("json-syntax"));
  EXPECT_THAT(Found(""), ElementsAre("json-syntax"));
  EXPECT_THAT(Found("[]"), ElementsAre("not-an-object"));
  EXPECT_THAT(Found("\xEF\xBB\xBF" + Success()),
              ElementsAre("byte-order-mark"));
  EXPECT_THAT(Found(Success("12487", "\xFF")), ElementsAre("utf8"));
  EXPECT_THAT(Found(Success("\"}", "\",}")), ElementsAre("trailing-comma"));
  std::string curly = Success();
  for (size_t at = 0; (at = curly.find('"')) != std::string::npos;) {
    curly.replace(at, 1, "“");
  }
  EXPECT_THAT(Found(curly), ElementsAre("curly-quotes"));
}

TEST(ReplyTest, ReadsTheDynamicsProfile) {
  const std::string reply = Success("decryptionPassword", "password");
  const auto judged = JudgeReplyText(reply, Wish(Profile::kDynamics));
  EXPECT_THAT(Codes(judged.verdict), IsEmpty());
  EXPECT_EQ(judged.reply.announced, "NTZodDEyZDA=");
  EXPECT_THAT(Found(Success("reqId", "regID"), Wish(Profile::kDynamics)),
              IsEmpty());
  EXPECT_THAT(Found(Success("reqId", "reqID"), Wish(Profile::kDynamics)),
              ElementsAre("field-name"));
}

TEST(ReplyTest, AsksNoIdOfWhoeverCouldNotReadOne) {
  ReplyWish wish = Wish();
  wish.request_readable = false;
  for (const char* id :
       {"", "\"reqId\":null,", "\"reqId\":\"\",", "\"reqId\":\"12487\","}) {
    EXPECT_THAT(Found(R"({"status":"failure",)" + std::string(id) +
                          R"("failureInfo":"badRequest"})",
                      wish),
                IsEmpty())
        << id;
  }
  EXPECT_THAT(Found(R"({"status":"failure","reqId":"7","failureInfo":)"
                    R"("badRequest"})",
                    wish),
              ElementsAre("reqid-differs"));
}

TEST(ReplyTest, JudgesTheHeadToo) {
  const auto found = [](const std::string& head, const std::string& body) {
    const auto read = http::ReadResponse(head + "\r\n\r\n" + body);
    const auto* response = std::get_if<http::ReceivedResponse>(&read);
    EXPECT_NE(response, nullptr) << head;
    return Codes(JudgeReply(*response, Wish()).verdict);
  };
  const std::string json = "\r\nContent-Type: Application/JSON; charset=utf-8";
  const std::string failure = Failure("\"failureInfo\":\"authFailure\",");
  EXPECT_THAT(found("HTTP/1.0 200 OK" + json, Success()), IsEmpty());
  EXPECT_THAT(found("HTTP/1.0 201 Created" + json, Success()),
              ElementsAre("http-status"));
  EXPECT_THAT(found("HTTP/1.0 401 No" + json, failure),
              ElementsAre("http-status-of-failure"));
  EXPECT_THAT(found("HTTP/1.0 500 No" + json, failure),
              ElementsAre("http-status"));
  EXPECT_THAT(found("HTTP/1.0 200 OK\r\nContent-Type: text/html", "<html>"),
              ElementsAre("json-syntax", "content-type"));
  EXPECT_THAT(found("HTTP/1.0 200 OK", Success()), ElementsAre("content-type"));
  EXPECT_THAT(
      found("HTTP/1.0 200 OK" + json + "\r\nContent-Length: 500", Success()),
      ElementsAre("length"));
  for (const char* length :
       {"abc", "-1", "0x10", "", "+500", "500\r\nContent-Length: 501"}) {
    EXPECT_THAT(
        found("HTTP/1.0 200 OK" + json + "\r\nContent-Length: " + length,
              Success()),
        ::testing::Contains("length"))
        << length;
  }
  const std::string exact = "HTTP/1.0 200 OK" + json + "\r\nContent-Length: " +
                            std::to_string(Success().size());
  EXPECT_THAT(found(exact, Success()), IsEmpty());
  EXPECT_THAT(found(exact, Success() + "\n"), IsEmpty());
  EXPECT_THAT(found(exact, Success() + "junk"), ElementsAre("length"));
  EXPECT_THAT(
      found("HTTP/1.0 200 OK" + json + "\r\nContent-Length: 20", Success()),
      ElementsAre("json-syntax", "length"));
  EXPECT_THAT(found("HTTP/1.0 200 OK" + json + "\r\nTransfer-Encoding: gzip",
                    Success()),
              ElementsAre("length"));
  EXPECT_THAT(found("HTTP/1.1 200 OK" + json + "\r\nTransfer-Encoding: chunked",
                    fmt::format("{:x}\r\n{}\r\n0\r\n\r\njunk", Success().size(),
                                Success())),
              ElementsAre("length"));
}

TEST(ReplyTest, ShowsNoPassword) {
  const auto judged = JudgeReplyText(
      Success("{", "{\"x\":\"56ht12d0\",\"NTZodDEyZDA=\":1,"), Wish());
  for (const Finding& finding : judged.verdict.findings()) {
    for (const std::string& text :
         {finding.where, finding.expected, finding.actual}) {
      EXPECT_THAT(text, Not(HasSubstr("NTZodDEyZDA")));
      EXPECT_THAT(text, Not(HasSubstr("56ht12d0")));
    }
  }
}

}  // namespace
}  // namespace mdmock::connector
