#include "protocol/token/token_file.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <string>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/token/armour.h"
#include "protocol/token/mistakes.h"
#include "protocol/token/rules.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/support/openssl_program.h"
#include "tests/support/token_keys.h"

namespace mdmock::token {
namespace {

using test_support::CertificateNamed;
using test_support::CountingBytes;
using test_support::KeyNamed;
using test_support::OpenSsl;
using test_support::TemporaryFile;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

const SystemTime kNow = *ReadTime("2026-01-01T00:00:00Z");

ServerToken SomeToken(Credentials credentials = Credentials::kAppleShaped) {
  CountingBytes bytes(7);
  return NewServerToken(bytes, kNow, credentials);
}

std::string SomeFile(const ServerToken& token = SomeToken()) {
  return *MakeTokenFile(token, CertificateNamed("token_certificate.pem"),
                        CountingBytes(11));
}

TokenKey OurKey() { return {KeyNamed("token_key.pem"), std::nullopt}; }

std::vector<std::string> Codes(const Verdict& verdict) {
  std::vector<std::string> codes;
  for (const Finding& one : verdict.findings()) {
    codes.emplace_back(one.rule->code);
  }
  return codes;
}

std::vector<std::string> Ids(const Explanation& mistakes) {
  std::vector<std::string> ids;
  for (const Mistake* one : mistakes) ids.emplace_back(one->id);
  return ids;
}

// The lines of a file, of which every one ends in CR LF.
std::vector<std::string> LinesOf(const std::string& file) {
  std::vector<std::string> lines;
  for (const std::string_view line : Split(file, '\n')) {
    if (line.empty()) continue;
    EXPECT_TRUE(line.ends_with('\r')) << line;
    lines.emplace_back(line.substr(0, line.size() - 1));
  }
  return lines;
}

TEST(MakeTokenFileTest, OpensAgain) {
  const ServerToken token = SomeToken();
  const TokenFile read = ReadTokenFile(SomeFile(token), OurKey(), kNow);
  EXPECT_TRUE(read.verdict.accepted()) << Explain(read.verdict);
  EXPECT_THAT(read.verdict.findings(), IsEmpty()) << Explain(read.verdict);
  EXPECT_EQ(read.verdict.subject(), "token");
  EXPECT_EQ(read.token, token);
  ASSERT_TRUE(read.plaintext);
  EXPECT_TRUE(read.plaintext->framed());
  EXPECT_EQ(read.plaintext->json, ToJson(token));
}

TEST(MakeTokenFileTest, OpensWithAwkwardCredentials) {
  const ServerToken token = SomeToken(Credentials::kAwkward);
  EXPECT_THAT(token.consumer_secret, HasSubstr("+/=&%~* "));
  EXPECT_EQ(ReadTokenFile(SomeFile(token), OurKey(), kNow).token, token);
}

TEST(MakeTokenFileTest, IsTheSameForTheSameBytes) {
  EXPECT_EQ(SomeFile(), SomeFile());
  EXPECT_NE(
      SomeFile(),
      *MakeTokenFile(SomeToken(), CertificateNamed("token_certificate.pem"),
                     CountingBytes(12)));
}

TEST(MakeTokenFileTest, HasApplesHeadersAndColumns) {
  const std::vector<std::string> lines = LinesOf(SomeFile());
  ASSERT_GT(lines.size(), 6u);
  EXPECT_EQ(lines[0],
            "Content-Type: application/pkcs7-mime; name=\"smime.p7m\"; "
            "smime-type=enveloped-data");
  EXPECT_EQ(lines[1], "Content-Transfer-Encoding: base64");
  EXPECT_EQ(lines[2],
            "Content-Disposition: attachment; filename=\"smime.p7m\"");
  EXPECT_EQ(lines[3], "Content-Description: S/MIME Encrypted Message");
  EXPECT_EQ(lines[4], "");
  EXPECT_THAT(lines[5], StartsWith("MIAGCSqGSIb3DQEHA6CAMIACAQAx"));
  for (size_t i = 5; i + 1 < lines.size(); ++i) EXPECT_EQ(lines[i].size(), 76u);
  EXPECT_LE(lines.back().size(), 76u);
}

TEST(MakeTokenFileTest, HasTheLengthsOfApplesPlaintext) {
  // 9 digits in the access token, as in the token of Apple's page: 497 bytes,
  // which fill 512.
  ServerToken token = SomeToken();
  token.access_token =
      "AT_O365587095O" + std::string(40, 'a') + "O1389734861908";
  const TokenFile read = ReadTokenFile(SomeFile(token), OurKey(), kNow);
  EXPECT_EQ(read.plaintext->headers,
            "Content-Type: text/plain;charset=UTF-8\r\n"
            "Content-Transfer-Encoding: 7bit\r\n\r\n");
  EXPECT_EQ(MakePlaintext(ToJson(token)).size(), 497u);
}

TEST(MakeTokenFileTest, IsOpenedByOpenSslInEveryWay) {
  const ServerToken token = SomeToken();
  const TemporaryFile file("made.p7m", SomeFile(token));
  const std::string key = test_support::KeyPath("token_key.pem");
  const std::string certificate =
      test_support::KeyPath("token_certificate.pem");
  for (const char* command : {"smime", "cms"}) {
    for (const std::string recipient : {"", " -recip "}) {
      const auto run = OpenSsl(
          std::string(command) + " -decrypt -in " + file.path() + " -inkey " +
          key + (recipient.empty() ? "" : recipient + certificate));
      EXPECT_EQ(run.status, 0) << run.err;
      EXPECT_EQ(run.out, MakePlaintext(ToJson(token))) << command;
    }
  }
}

TEST(ReadTokenFileTest, SaysThatATokenIsForAnotherKey) {
  const TokenFile read = ReadTokenFile(
      SomeFile(), {KeyNamed("token_other_key.pem"), std::nullopt}, kNow);
  EXPECT_FALSE(read.verdict.accepted());
  EXPECT_THAT(Codes(read.verdict), ElementsAre("token.wrong-key"));
  EXPECT_EQ(read.verdict.cause().status, Cause::Status::kProved);
  EXPECT_THAT(Ids(read.verdict.cause().mistakes),
              ElementsAre("token.wrong-key"));
  EXPECT_THAT(read.verdict.cause().proof, HasSubstr("serial 01"));
}

TEST(ReadTokenFileTest, ShowsNoSecret) {
  const ServerToken token = SomeToken();
  const TokenFile read = ReadTokenFile(SomeFile(token), OurKey(), kNow);
  const std::string shown = Explain(read.verdict);
  EXPECT_THAT(shown, HasSubstr(token.consumer_key));
  for (const std::string& secret :
       {token.consumer_secret, token.access_secret, token.access_token}) {
    EXPECT_THAT(shown, Not(HasSubstr(secret)));
  }
}

TEST(ReadTokenFileTest, RefusesAFileOfMoreThanAMebibyteUnread) {
  const TokenFile read =
      ReadTokenFile(std::string((1 << 20) + 1, 'A'), OurKey(), kNow);
  EXPECT_THAT(Codes(read.verdict), ElementsAre("token.size"));
}

TEST(ReadTokenFileTest, RefusesDoubtsWhereItIsToBeStrict) {
  const TokenFile read = ReadTokenFile(ReadArmour(SomeFile()).bytes, OurKey(),
                                       kNow, Verdict::Strictness::kStrict);
  EXPECT_THAT(Codes(read.verdict), ElementsAre("token.mime.missing"));
  EXPECT_FALSE(read.verdict.accepted());
}

}  // namespace
}  // namespace mdmock::token
