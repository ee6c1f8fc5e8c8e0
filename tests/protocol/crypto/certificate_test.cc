#include "protocol/crypto/certificate.h"

#include <gmock/gmock.h>

#include <string>

#include "protocol/base/encoding.h"
#include "tests/support/openssl_program.h"
#include "tests/support/token_keys.h"

namespace mdmock::crypto {
namespace {

using test_support::CertificateNamed;
using test_support::Contents;
using test_support::KeyNamed;
using test_support::KeyPath;
using test_support::OpenSsl;
using test_support::TemporaryFile;
using ::testing::StartsWith;

const SystemTime kNow = *ReadTime("2026-01-01T00:00:00Z");

Certificate Made(const std::string& name, const std::string& serial) {
  return *Certificate::MakeSelfSigned(
      KeyNamed("token_key.pem"), {.common_name = name,
                                  .serial = serial,
                                  .not_before = kNow,
                                  .not_after = kNow + std::chrono::hours(24)});
}

TEST(CertificateTest, IsReadAsPemAndAsDer) {
  const Certificate certificate = CertificateNamed("token_certificate.pem");
  EXPECT_EQ(certificate.Subject(), "CN=mdmock server token TEST ONLY");
  EXPECT_EQ(certificate.Issuer(), certificate.Subject());
  EXPECT_EQ(certificate.SerialText(), "01");
  EXPECT_EQ(certificate.KeyIdentifier().size(), 20u);
  const auto der = Certificate::Read(certificate.Der());
  ASSERT_TRUE(der) << der.error().what;
  EXPECT_EQ(der->Pem(), Contents(KeyPath("token_certificate.pem")));
  EXPECT_FALSE(Certificate::Read(""));
  EXPECT_FALSE(Certificate::Read("no certificate"));
  EXPECT_FALSE(Certificate::Read(Contents(KeyPath("token_key.pem"))));
}

TEST(CertificateTest, IsReadWithAllOthersOfItsFile) {
  const Certificate one = Made("one", "\x01");
  const Certificate two = Made("two", "\x02");
  const std::string key = Contents(KeyPath("token_key.pem"));
  const auto both = Certificate::ReadAll(one.Pem() + key + two.Pem());
  ASSERT_TRUE(both) << both.error().what;
  ASSERT_EQ(both->size(), 2u);
  EXPECT_EQ((*both)[0].Der(), one.Der());
  EXPECT_EQ((*both)[1].Der(), two.Der());
  EXPECT_EQ(Certificate::ReadAll(two.Der())->size(), 1u);
  EXPECT_FALSE(Certificate::ReadAll(key));
  EXPECT_FALSE(Certificate::ReadAll(""));
  std::string broken = one.Pem();
  broken[broken.size() / 2] = '!';
  EXPECT_FALSE(Certificate::ReadAll(two.Pem() + broken));
}

TEST(CertificateTest, MatchesItsKeyOnly) {
  const Certificate certificate = CertificateNamed("token_certificate.pem");
  EXPECT_TRUE(certificate.Matches(KeyNamed("token_key.pem")));
  EXPECT_FALSE(certificate.Matches(KeyNamed("token_other_key.pem")));
  EXPECT_FALSE(certificate.Matches(KeyNamed("token_ec_key.pem")));
}

TEST(CertificateTest, ShowsSerialNumbersAsOpenSslDoes) {
  EXPECT_EQ(SerialText(std::string("\0\x80", 2)), "80");
  EXPECT_EQ(SerialText("\x80"), "-80");
  EXPECT_EQ(SerialText("\xFF"), "-01");
  EXPECT_EQ(SerialText(std::string("\xFF\0", 2)), "-0100");
  EXPECT_EQ(SerialText(""), "");
  for (const char* name : {"token_certificate_negative_serial.pem",
                           "token_other_certificate.pem"}) {
    const auto run = OpenSsl("x509 -noout -serial -in " + KeyPath(name));
    EXPECT_EQ(run.out, "serial=" + CertificateNamed(name).SerialText() + "\n");
  }
}

TEST(CertificateTest, IsMadeSelfSigned) {
  const Certificate made = Made("Grüße TEST ONLY", "\x12\x34");
  EXPECT_EQ(made.Subject(), "CN=Grüße TEST ONLY");
  EXPECT_EQ(made.SerialText(), "1234");
  EXPECT_EQ(made.NotBefore(), kNow);
  EXPECT_EQ(made.NotAfter(), kNow + std::chrono::hours(24));
  EXPECT_TRUE(made.Matches(KeyNamed("token_key.pem")));
  EXPECT_EQ(made.Der(), Made("Grüße TEST ONLY", "\x12\x34").Der());
  const TemporaryFile file("made.pem", made.Pem());
  const auto run =
      OpenSsl("verify -attime " + std::to_string(EpochSeconds(kNow) + 60) +
              " -CAfile " + file.path() + " " + file.path());
  EXPECT_EQ(run.status, 0) << run.err;
}

TEST(CertificateTest, ShowsNamesThatItHasOnlyInBytes) {
  EXPECT_EQ(NameText(CertificateNamed("token_certificate.pem").IssuerDer()),
            "CN=mdmock server token TEST ONLY");
  EXPECT_EQ(NameText("no name"), "");
}

}  // namespace
}  // namespace mdmock::crypto
