#include "protocol/cms/signer.h"

#include <gmock/gmock.h>

#include <string>
#include <tuple>

#include "protocol/base/encoding.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/signed_data.h"
#include "tests/protocol/cms/signing_keys.h"
#include "tests/support/openssl_program.h"

namespace mdmock::cms {
namespace {

using crypto::DigestAlgorithm;
using test_support::kNow;
using test_support::OpenSsl;
using test_support::SignerNamed;
using test_support::TemporaryFile;
using ::testing::HasSubstr;

constexpr std::string_view kPath = "/API/mdm/devices/12772";

std::string Sign(const std::string& name, DigestAlgorithm digest,
                 SystemTime time = kNow) {
  const crypto::Identity& identity = SignerNamed(name);
  const auto signer = Signer::Make(identity.key, identity.certificate, digest);
  EXPECT_TRUE(signer) << signer.error().what;
  if (!signer) return "";
  auto message = signer->Sign(kPath, time);
  EXPECT_TRUE(message) << message.error().what;
  return message ? *message : "";
}

class EverySignerTest : public ::testing::TestWithParam<
                            std::tuple<const char*, DigestAlgorithm>> {};

TEST_P(EverySignerTest, IsAcceptedByOpenSslOverThePathOnly) {
  const auto& [name, digest] = GetParam();
  const TemporaryFile message("message.der", Sign(name, digest));
  const TemporaryFile path("path", kPath);
  const TemporaryFile other("other", std::string(kPath) + "?x=y");
  const std::string verify =
      "cms -verify -inform DER -binary -noverify -in " + message.path();
  const auto run = OpenSsl(verify + " -content " + path.path());
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.out, kPath);
  EXPECT_NE(OpenSsl(verify + " -content " + other.path()).status, 0);
}

TEST_P(EverySignerTest, HasTheShapeOfSignedCms) {
  const auto& [name, digest] = GetParam();
  const std::string bytes = Sign(name, digest);
  const auto message = ReadSignedData(bytes);
  ASSERT_TRUE(message) << message.error().what;
  EXPECT_EQ(message->version, 1);
  EXPECT_FALSE(message->indefinite);
  EXPECT_EQ(message->trailing_len, 0U);
  EXPECT_FALSE(message->content);
  ASSERT_EQ(message->certificates.size(), 1U);
  EXPECT_EQ(message->certificates[0].whole,
            SignerNamed(name).certificate.Der());
  ASSERT_EQ(message->signers.size(), 1U);
  const SignerInfo& signer = message->signers[0];
  EXPECT_EQ(signer.digest.oid, DigestOid(digest));
  EXPECT_EQ(signer.digest.parameters, AlgorithmIdentifier::Parameters::kAbsent);
  EXPECT_EQ(signer.signature_algorithm.parameters,
            AlgorithmIdentifier::Parameters::kAbsent);
  ASSERT_EQ(signer.attributes.size(), 3U);
  EXPECT_EQ(signer.attributes[0].oid, oid::kContentType);
  EXPECT_EQ(signer.attributes[1].oid, oid::kSigningTime);
  EXPECT_EQ(signer.attributes[2].oid, oid::kMessageDigest);
  EXPECT_EQ(ReadSigningTime(signer.attributes[1].values.at(0)), kNow);
}

INSTANTIATE_TEST_SUITE_P(
    KeysAndDigests, EverySignerTest,
    ::testing::Combine(::testing::Values("rsa2048", "p256", "p384"),
                       ::testing::Values(DigestAlgorithm::kSha1,
                                         DigestAlgorithm::kSha256,
                                         DigestAlgorithm::kSha384,
                                         DigestAlgorithm::kSha512)));
INSTANTIATE_TEST_SUITE_P(
    LargeKeys, EverySignerTest,
    ::testing::Combine(::testing::Values("rsa3072", "rsa4096"),
                       ::testing::Values(DigestAlgorithm::kSha256)));

TEST(SignerTest, IsDerAsOpenSslWritesItAnew) {
  const std::string bytes = Sign("rsa2048", DigestAlgorithm::kSha256);
  const TemporaryFile message("message.der", bytes);
  const auto run =
      OpenSsl("cms -cmsout -inform DER -outform DER -in " + message.path());
  EXPECT_EQ(run.out, bytes);
}

TEST(SignerTest, GivesTheSameBytesForTheSameTimeWithRsa) {
  EXPECT_EQ(Sign("rsa2048", DigestAlgorithm::kSha256),
            Sign("rsa2048", DigestAlgorithm::kSha256));
}

TEST(SignerTest, WritesTimesFrom2050AsGeneralizedTime) {
  for (const char* text : {"1950-01-01T00:00:00Z", "2049-12-31T23:59:59Z",
                           "2050-01-01T00:00:00Z", "2345-06-07T08:09:10Z"}) {
    const auto time = ReadTime(text);
    ASSERT_TRUE(time);
    const std::string bytes = Sign("rsa2048", DigestAlgorithm::kSha256, *time);
    const auto message = ReadSignedData(bytes);
    ASSERT_TRUE(message) << message.error().what;
    const Element& value =
        message->signers.at(0).Find(oid::kSigningTime)->values.at(0);
    EXPECT_EQ(ReadSigningTime(value), *time) << text;
    EXPECT_EQ(value.tag.number, std::string_view(text) < "2050" ? 23U : 24U);
  }
}

TEST(SignerTest, RefusesAKeyThatIsNotTheCertificates) {
  const auto signer =
      Signer::Make(SignerNamed("rsa2048").key, SignerNamed("p256").certificate);
  ASSERT_FALSE(signer);
  EXPECT_THAT(signer.error().what, HasSubstr("not the certificate's"));
}

TEST(AuthorizationValueTest, HasOneBlankAndOneLine) {
  EXPECT_EQ(AuthorizationValue("\x30\x01\x02"), "CMSURL`1 MAEC");
  EXPECT_EQ(
      AuthorizationValue("\x30\x01\x02", Scheme::kCms, Separator::kApostrophe),
      "CMS'1 MAEC");
}

}  // namespace
}  // namespace mdmock::cms
