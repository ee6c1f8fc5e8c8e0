#include "protocol/connector/explain_reply.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "protocol/base/encoding.h"
#include "protocol/crypto/identity.h"
#include "protocol/crypto/issue.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::connector {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kOtp[] = "56ht12d0";

SystemTime Now() { return SystemTime(std::chrono::hours(24 * 365 * 56)); }

// A PKCS#12 file of a user and his CA, under `password`, in base64.
std::string Payload(const std::string& password) {
  const auto ca_key = crypto::PrivateKey::GenerateEc();
  const auto key = crypto::PrivateKey::GenerateEc();
  EXPECT_TRUE(ca_key && key);
  crypto::Issued contents{.common_name = "CA",
                          .not_before = Now() - std::chrono::hours(24),
                          .not_after = Now() + std::chrono::hours(24 * 365),
                          .use = crypto::IssuedUse::kAuthority};
  const auto ca = crypto::Issue(*ca_key, contents, nullptr);
  EXPECT_TRUE(ca) << ca.error().what;
  const crypto::Issuer issuer{*ca_key, *ca};
  contents.common_name = "joe.foo@example.com";
  contents.serial = "\x02";
  contents.use = crypto::IssuedUse::kClientAuthentication;
  const auto leaf = crypto::Issue(*key, contents, &issuer);
  EXPECT_TRUE(leaf) << leaf.error().what;
  const auto file = crypto::MakeIdentityFile({*key, *leaf, {*ca}}, password);
  EXPECT_TRUE(file) << file.error().what;
  return Base64(*file);
}

std::string Reply(const std::string& payload, const std::string& more = "") {
  return fmt::format(
      R"({{"status":"success","reqId":"12487","payloadType":"pkcs12",{}"payload":"{}"}})",
      more, payload);
}

ReplyAndPayload Explained(const std::string& bytes) {
  return ExplainReply(bytes, {.req_id = "12487"}, kOtp, {}, Now());
}

std::string IdOf(const Cause& cause) {
  return cause.mistakes.size() == 1 ? std::string(cause.mistakes[0]->id) : "";
}

TEST(ExplainReplyTest, TakesAPayloadUnderTheOneTimePassword) {
  const auto explained = Explained(Reply(Payload(kOtp)));
  EXPECT_TRUE(explained.verdict.accepted()) << Explain(explained.verdict);
  EXPECT_EQ(explained.verdict.cause().status, Cause::Status::kNone);
  EXPECT_THAT(explained.predictions, Not(IsEmpty()));
}

TEST(ExplainReplyTest, TakesAPayloadUnderTheAnnouncedPassword) {
  const std::string more = R"("decryptionPassword":"c2VjcmV0LXRleHQ=",)";
  const auto explained = Explained(Reply(Payload("secret-text"), more));
  EXPECT_TRUE(explained.verdict.accepted()) << Explain(explained.verdict);
}

TEST(ExplainReplyTest, ProvesWhichPasswordItWas) {
  const std::string more = R"("decryptionPassword":"c2VjcmV0LXRleHQ=",)";
  const auto still = Explained(Reply(Payload("c2VjcmV0LXRleHQ="), more));
  EXPECT_FALSE(still.verdict.accepted());
  // Text that is base64 may have been meant for itself.
  EXPECT_EQ(still.verdict.cause().status, Cause::Status::kAmbiguous);
  EXPECT_EQ(IdOf(still.verdict.cause()), "pkcs12.password-still-base64");
  const auto otp = Explained(Reply(Payload(kOtp), more));
  EXPECT_EQ(otp.verdict.cause().status, Cause::Status::kProved);
  EXPECT_EQ(IdOf(otp.verdict.cause()), "pkcs12.password-is-otp");
  EXPECT_THAT(Explain(otp.verdict), Not(HasSubstr(kOtp)));
  EXPECT_THAT(Explain(still.verdict), Not(HasSubstr("c2VjcmV0")));
}

TEST(ExplainReplyTest, ReadsAPasswordThatIsNotEncoded) {
  const auto explained = Explained(
      Reply(Payload("not base64!"), R"("decryptionPassword":"not base64!",)"));
  EXPECT_TRUE(
      explained.verdict.Has("connector.reply.decryption-password-base64"));
  EXPECT_EQ(IdOf(explained.verdict.cause()), "pkcs12.password-not-base64");
}

TEST(ExplainReplyTest, ProvesPlainTextThatIsNoStrictBase64) {
  for (const std::string plain :
       {"P4ss w0rd", "Pass-Word-1", "Hunter2-secret", "Pass-Word-12"}) {
    const auto explained = Explained(
        Reply(Payload(plain), R"("decryptionPassword":")" + plain + R"(",)"));
    EXPECT_FALSE(explained.verdict.accepted());
    EXPECT_EQ(explained.verdict.cause().status, Cause::Status::kProved)
        << plain;
    EXPECT_EQ(IdOf(explained.verdict.cause()), "pkcs12.password-not-base64");
    EXPECT_TRUE(
        explained.verdict.Has("connector.reply.decryption-password-base64"));
  }
}

TEST(ExplainReplyTest, DoubtsBase64ThatIsNotStrict) {
  for (const std::string text :
       {R"(c2VjcmV0\r\nLXRleHQ=)", "c2VjcmV0LXRleHQ"}) {
    const auto explained = Explained(Reply(
        Payload("secret-text"), R"("decryptionPassword":")" + text + R"(",)"));
    EXPECT_TRUE(explained.verdict.accepted()) << Explain(explained.verdict);
    EXPECT_TRUE(explained.verdict.Has(
        "connector.reply.decryption-password-base64-strict"));
  }
}

TEST(ExplainReplyTest, ReadsAWholeResponse) {
  const std::string reply = Reply(Payload(kOtp));
  const auto good = Explained(
      "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + reply);
  EXPECT_TRUE(good.verdict.accepted()) << Explain(good.verdict);
  const auto bad =
      Explained("HTTP/1.0 500\r\nContent-Type: text/html\r\n\r\n" + reply);
  EXPECT_TRUE(bad.verdict.Has("connector.reply.http-status"));
  EXPECT_TRUE(bad.verdict.Has("connector.reply.content-type"));
  EXPECT_TRUE(Explained("HTTP/9 what").verdict.Has("connector.reply.http"));
}

TEST(ExplainReplyTest, AcceptsAFailureThatIsWellSaid) {
  const auto explained = Explained(
      R"({"status":"failure","failureInfo":"badTime","reqId":"12487"})");
  EXPECT_TRUE(explained.verdict.accepted());
  EXPECT_THAT(explained.predictions, IsEmpty());
}

TEST(ExplainReplyTest, NamesAPayloadThatIsNoPkcs12) {
  const auto explained = Explained(Reply(Base64("<html>sorry</html>")));
  EXPECT_FALSE(explained.verdict.accepted());
  EXPECT_THAT(explained.predictions, IsEmpty());
}

}  // namespace
}  // namespace mdmock::connector
