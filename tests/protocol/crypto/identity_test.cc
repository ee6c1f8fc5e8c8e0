#include "protocol/crypto/identity.h"

#include <gmock/gmock.h>

#include <string>
#include <utility>

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
using ::testing::HasSubstr;

// A PKCS#12 file as the openssl program makes it with `options`.
std::string Exported(const std::string& options) {
  const TemporaryFile out("identity.p12", "");
  const auto run = OpenSsl("pkcs12 -export -inkey " + KeyPath("token_key.pem") +
                           " -in " + KeyPath("token_certificate.pem") + " " +
                           options + " -out " + out.path());
  EXPECT_EQ(run.status, 0) << run.err;
  return out.Contents();
}

void ExpectOpens(const std::string& file, const std::string& password) {
  const auto identity = ReadIdentity(file, password);
  ASSERT_TRUE(identity) << identity.error().what;
  EXPECT_TRUE(identity->certificate.Matches(identity->key));
  EXPECT_EQ(identity->certificate.Der(),
            CertificateNamed("token_certificate.pem").Der());
}

TEST(IdentityTest, OpensTodaysProtection) {
  ExpectOpens(Exported("-passout pass:secret"), "secret");
}

TEST(IdentityTest, OpensTheProtectionOfOldTools) {
  ExpectOpens(Exported("-legacy -passout pass:secret"), "secret");
  ExpectOpens(Exported("-legacy -keypbe PBE-SHA1-RC2-40 -certpbe "
                       "PBE-SHA1-RC2-40 -macalg sha1 -passout pass:"),
              "");
}

TEST(IdentityTest, TakesTheCertificateThatFitsTheKeyAndKeepsTheOthers) {
  const auto identity = ReadIdentity(
      Exported("-certfile " + KeyPath("token_other_certificate.pem") +
               " -passout pass:x"),
      "x");
  ASSERT_TRUE(identity) << identity.error().what;
  EXPECT_TRUE(identity->certificate.Matches(identity->key));
  ASSERT_EQ(identity->others.size(), 1U);
  EXPECT_EQ(identity->others[0].Der(),
            CertificateNamed("token_other_certificate.pem").Der());
}

TEST(IdentityTest, ProtectsAFileAsOldToolsDid) {
  const Identity identity{
      .key = KeyNamed("token_key.pem"),
      .certificate = CertificateNamed("token_certificate.pem"),
      .others = {}};
  for (const auto& [protection, name] :
       {std::pair{Protection::kUsual, "PBES2"},
        {Protection::kTripleDes, "pbeWithSHA1And3-KeyTripleDES-CBC"},
        {Protection::kRc2, "pbeWithSHA1And40BitRC2-CBC"}}) {
    const auto file = MakeIdentityFile(identity, "secret", protection);
    ASSERT_TRUE(file) << file.error().what;
    ExpectOpens(*file, "secret");
    const TemporaryFile p12("identity.p12", *file);
    const auto run = OpenSsl("pkcs12 -legacy -info -noout -in " + p12.path() +
                             " -passin pass:secret");
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.err, HasSubstr(name));
  }
}

TEST(IdentityTest, TellsAWrongPasswordFromSomethingElse) {
  const auto wrong = ReadIdentity(Exported("-passout pass:secret"), "Secret");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().what, HasSubstr("this password"));
  const auto old =
      ReadIdentity(Exported("-legacy -passout pass:secret"), "Secret");
  ASSERT_FALSE(old);
  EXPECT_THAT(old.error().what, HasSubstr("this password"));
  const auto other = ReadIdentity(Contents(KeyPath("token_key.pem")), "x");
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error().what, HasSubstr("no PKCS#12"));
}

TEST(IdentityTest, SaysWhatIsMissing) {
  const TemporaryFile out("certificate.p12", "");
  const auto run =
      OpenSsl("pkcs12 -export -nokeys -in " + KeyPath("token_certificate.pem") +
              " -passout pass:x -out " + out.path());
  ASSERT_EQ(run.status, 0) << run.err;
  const auto identity = ReadIdentity(out.Contents(), "x");
  ASSERT_FALSE(identity);
  EXPECT_THAT(identity.error().what, HasSubstr("no private key"));
}

TEST(IdentityTest, IsReadBackAsItWasMade) {
  const auto file = MakeIdentityFile({KeyNamed("token_key.pem"),
                                      CertificateNamed("token_certificate.pem"),
                                      {}},
                                     "p");
  ASSERT_TRUE(file) << file.error().what;
  ExpectOpens(*file, "p");
}

}  // namespace
}  // namespace mdmock::crypto
