#include "protocol/connector/request.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/connector/request_rules.h"

namespace mdmock::connector {
namespace {

struct Judged {
  Request request;
  Verdict verdict{"connector"};
};

Judged Judge(std::string_view operation, std::string body) {
  Judged judged;
  judged.request =
      JudgeRequest(operation,
                   {.method = "POST",
                    .target = "/pki",
                    .version = "HTTP/1.0",
                    .headers = {{"Content-Type", "application/json"}},
                    .body = std::move(body)},
                   judged.verdict);
  return judged;
}

TEST(ConnectorRequest, IsReadAsInTheGuide) {
  const Judged judged =
      Judge(kGetUserKeyPair,
            R"({ "mType": "initialCert", "user": "joe.foo@example.com", )"
            R"("authToken": "56ht12d0", "reqId": "12487" })");
  EXPECT_TRUE(judged.verdict.findings().empty());
  EXPECT_EQ(judged.request.message_type, kInitialCert);
  EXPECT_EQ(judged.request.user, "joe.foo@example.com");
  EXPECT_EQ(judged.request.auth_token, "56ht12d0");
  EXPECT_EQ(judged.request.req_id, "12487");
  EXPECT_FALSE(judged.request.renews());
}

TEST(ConnectorRequest, CollectsEverythingThatIsWrong) {
  const Judged judged =
      Judge(kGetUserKeyPair, R"({"mType":"x","user":"","reqId":1})");
  EXPECT_TRUE(judged.verdict.Has("connector.request.mtype-unknown"));
  EXPECT_TRUE(judged.verdict.Has("connector.request.user-empty"));
  EXPECT_TRUE(judged.verdict.Has("connector.request.field-type"));
  EXPECT_FALSE(judged.request.req_id);
}

TEST(ConnectorRequest, NeedsReqIdInTheOlderProtocolOnly) {
  const std::string body = R"({"mType":"initialCert","user":"a"})";
  EXPECT_FALSE(Judge(kGetUserKeyPair, body).verdict.accepted());
  EXPECT_TRUE(Judge(kGetUserKeyPair2, body).verdict.accepted());
}

TEST(ConnectorRequest, DoubtsOtherSpellingsAndNulls) {
  const Judged judged =
      Judge(kGetUserKeyPair, R"({"mType":"initialCert","user":"a",)"
                             R"("reqID":"2","reqId":"1","authToken":null})");
  EXPECT_TRUE(judged.verdict.accepted());
  EXPECT_TRUE(judged.verdict.Has("connector.request.field-name"));
  EXPECT_TRUE(judged.verdict.Has("connector.request.null-field"));
  EXPECT_FALSE(judged.request.auth_token);
}

TEST(ConnectorRequest, NeedsASignedMessageToRenew) {
  const auto judge = [](const std::string& more) {
    return Judge(kGetUserKeyPair2,
                 R"({"mType":"renewCert","user":"a")" + more + "}");
  };
  EXPECT_TRUE(judge("").verdict.Has("connector.request.field-missing"));
  EXPECT_TRUE(
      judge(R"(,"cmsSigned":"a-_b")").verdict.Has("connector.request.base64"));
  const Judged judged = judge(R"(,"cmsSigned":"aGk=")");
  EXPECT_TRUE(judged.verdict.accepted());
  EXPECT_EQ(judged.request.cms_signed, "hi");
  EXPECT_TRUE(judged.request.renews());
}

TEST(ConnectorRequest, ReadsNotifications) {
  const Judged judged =
      Judge(kNotifyCertificateReceived, R"({"user":"a","receivedCert":"aGk=",)"
                                        R"("otherCerts":["aGE=","aG8="]})");
  EXPECT_TRUE(judged.verdict.findings().empty());
  EXPECT_EQ(judged.request.received_certificate, "hi");
  EXPECT_EQ(judged.request.other_certificates.size(), 2u);
  for (const std::string list : {R"("aGk=")", "[1]", R"(["?"])"}) {
    EXPECT_FALSE(
        Judge(kNotifyCertificateReceived,
              R"({"user":"a","receivedCert":"aGk=","otherCerts":)" + list + "}")
            .verdict.accepted())
        << list;
  }
}

TEST(ConnectorRequest, GivesTheReqIdOfWhatItNeedNotUnderstand) {
  EXPECT_EQ(ReadReqId(R"({"x":[],"reqId":"7"})"), "7");
  EXPECT_EQ(ReadReqId(R"({"reqId":"7","reqId":"8"})"), std::nullopt);
  EXPECT_EQ(ReadReqId(R"({"reqId":7})"), std::nullopt);
  EXPECT_EQ(ReadReqId("{"), std::nullopt);
  EXPECT_EQ(ReadReqId(""), std::nullopt);
}

TEST(ConnectorRequest, HasAReasonForEachRule) {
  for (const Rule* rule : request_rules::kAll) {
    EXPECT_NE(FindFailureReason(FailureReasonOf(*rule)), nullptr) << rule->code;
  }
  EXPECT_EQ(FailureReasonOf(request_rules::kMessageTypeUnknown),
            "unknownRequest");
}

TEST(ConnectorRequest, SaysNothingOfThePassword) {
  const Judged judged = Judge(
      kGetUserKeyPair,
      R"({"mType":"initialCert","user":"a","reqId":"1","authToken":["s3cret"],)"
      R"("authtoken":"s3cret"})");
  for (const Finding& one : judged.verdict.findings()) {
    EXPECT_EQ((one.where + one.expected + one.actual).find("s3cret"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace mdmock::connector
