// Messages and certificates as the openssl program makes them.

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signer.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/protocol/cms/recipe.h"
#include "tests/support/openssl_program.h"
#include "tests/support/token_keys.h"

namespace mdmock::cms {
namespace {

using test_support::CauseOf;
using test_support::Get;
using test_support::Judge;
using test_support::KeyPath;
using test_support::kPath;
using test_support::OpenSsl;
using test_support::Remarks;
using test_support::Rules;
using test_support::TemporaryFile;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A certificate of the key token_key.pem with `extensions`, valid in 2025 and
// for long.
std::string Certificate(const std::string& extensions) {
  const TemporaryFile config(
      "openssl.cnf",
      "[req]\ndistinguished_name=d\nx509_extensions=e\nprompt=no\n"
      "[d]\nCN=692:segadmin\n[e]\n" +
          extensions);
  const auto run =
      OpenSsl("req -new -x509 -days 9000 -set_serial 2 -key " +
              KeyPath("token_key.pem") + " -config " + config.path());
  EXPECT_EQ(run.status, 0) << run.err;
  return run.out;
}

Verdict Signed(const std::string& options, const std::string& extensions = "",
               std::string_view content = kPath) {
  const TemporaryFile certificate("certificate.pem", Certificate(extensions));
  const TemporaryFile path("path", content);
  const auto run = OpenSsl("cms -sign -binary -outform DER -in " + path.path() +
                           " -signer " + certificate.path() + " -inkey " +
                           KeyPath("token_key.pem") + " " + options);
  EXPECT_EQ(run.status, 0) << run.err;
  CmsUrlOptions options_of_verifier;
  options_of_verifier.window = std::chrono::hours(24 * 365 * 20);
  const auto later = ReadTime("2030-01-01T00:00:00Z");
  return VerifyCmsUrl(Get(AuthorizationValue(run.out)), options_of_verifier,
                      *later);
}

void ExpectRules(const Verdict& verdict,
                 const std::vector<std::string>& rules) {
  EXPECT_TRUE(verdict.accepted()) << Explain(verdict);
  EXPECT_EQ(Rules(verdict, Remarks::kKept), rules) << Explain(verdict);
}

TEST(CmsUrlOpenSslTest, AcceptsWhatTheProgramMakes) {
  ExpectRules(Signed("-nosmimecap"), {});
  ExpectRules(Signed(""), {"attribute.capabilities"});
  ExpectRules(Signed("-noattr"), {"attributes.none"});
  ExpectRules(Signed("-nosmimecap -cades"), {});
  ExpectRules(Signed("-nosmimecap -md sha1"), {"digest.sha1"});
  ExpectRules(Signed("-nosmimecap -md sha512"), {});
  ExpectRules(Signed("-nosmimecap -keyid", "subjectKeyIdentifier=hash\n"),
              {"signer.key-identifier"});
  ExpectRules(Signed("-nosmimecap -nodetach -stream"), {"content-attached"});
}

TEST(CmsUrlOpenSslTest, AcceptsPss) {
  for (const char* digest : {"sha256", "sha512"}) {
    for (const char* salt : {"digest", "max", "0"}) {
      const std::string options =
          std::string("-nosmimecap -keyopt rsa_padding_mode:pss -md ") +
          digest + " -keyopt rsa_pss_saltlen:" + salt;
      ExpectRules(Signed(options), {"signature-algorithm.pss"});
    }
  }
  const Verdict verdict = Signed("-noattr -keyopt rsa_padding_mode:pss", "",
                                 std::string(kPath) + "\n");
  EXPECT_EQ(CauseOf(verdict), "proved: signed-trailing-newline");
  const Verdict two = Signed("-noattr -keyopt rsa_padding_mode:pss", "",
                             std::string(kPath.substr(1)) + "\n");
  EXPECT_EQ(CauseOf(two),
            "proved: signed-no-leading-slash + signed-trailing-newline");
  const Verdict nothing =
      Signed("-noattr -keyopt rsa_padding_mode:pss", "", "/what");
  EXPECT_EQ(CauseOf(nothing), "unknown");
  EXPECT_FALSE(nothing.Has("cmsurl.search.cut-short"));
}

TEST(CmsUrlOpenSslTest, AsksForNoMailCertificate) {
  ExpectRules(Signed("-nosmimecap",
                     "extendedKeyUsage=clientAuth\n"
                     "keyUsage=critical,digitalSignature,keyEncipherment\n"),
              {});
  ExpectRules(Signed("-nosmimecap", "extendedKeyUsage=critical,codeSigning\n"),
              {"certificate.usage"});
  ExpectRules(Signed("-nosmimecap", "keyUsage=keyEncipherment\n"),
              {"certificate.usage"});
}

TEST(CmsUrlOpenSslTest, RemarksOnASubjectThatNoConsoleGives) {
  const TemporaryFile path("path", kPath);
  const auto run = OpenSsl("cms -sign -binary -outform DER -in " + path.path() +
                           " -signer " + KeyPath("token_certificate.pem") +
                           " -inkey " + KeyPath("token_key.pem"));
  EXPECT_THAT(Rules(Judge(Get(AuthorizationValue(run.out))), Remarks::kKept),
              Contains("certificate.subject"));
}

// The issuer's serial number as a negative INTEGER, as consoles write it.
TEST(CmsUrlOpenSslTest, ReadsAnAuthorityKeyIdentifierThatIsNegative) {
  ExpectRules(Signed("-nosmimecap", "2.5.29.35=DER:300A8208F364B30102030405\n"),
              {});
}

TEST(CmsUrlOpenSslTest, ProvesTheNewlineOfEcho) {
  const Verdict verdict = Signed("", "", std::string(kPath) + "\n");
  EXPECT_EQ(CauseOf(verdict), "proved: signed-trailing-newline");
  EXPECT_THAT(verdict.cause().proof, HasSubstr("messageDigest"));
}

TEST(CmsUrlOpenSslTest, FindsACertificateThatIsMissing) {
  EXPECT_THAT(Rules(Signed("-nocerts")), Contains("certificate.missing"));
}

// A chain of two: the issuer has 1024 bits, and comes along.
TEST(CmsUrlOpenSslTest, FollowsAChainOverTheCertificatesThatCameAlong) {
  const TemporaryFile root_key("root.key", "");
  const TemporaryFile root("root.pem", "");
  ASSERT_EQ(OpenSsl("req -new -x509 -newkey rsa:1024 -nodes -days 9000 -subj "
                    "'/CN=AW Admin User Root' -keyout " +
                    root_key.path() + " -out " + root.path())
                .status,
            0);
  const TemporaryFile request("request.pem", "");
  ASSERT_EQ(OpenSsl("req -new -subj '/CN=692:segadmin' -key " +
                    KeyPath("token_key.pem") + " -out " + request.path())
                .status,
            0);
  const TemporaryFile leaf("leaf.pem", "");
  ASSERT_EQ(OpenSsl("x509 -req -sha512 -days 9000 -set_serial 2 -in " +
                    request.path() + " -CA " + root.path() + " -CAkey " +
                    root_key.path() + " -out " + leaf.path())
                .status,
            0);
  const TemporaryFile path("path", kPath);
  const auto run = OpenSsl("cms -sign -binary -nosmimecap -outform DER -in " +
                           path.path() + " -signer " + leaf.path() +
                           " -inkey " + KeyPath("token_key.pem"));
  ASSERT_EQ(run.status, 0) << run.err;
  const auto judged = [&](const std::string& anchors) {
    CmsUrlOptions options;
    options.window = std::chrono::hours(24 * 365 * 20);
    options.trust =
        std::make_shared<crypto::Trust>(*crypto::Trust::Read(anchors));
    const auto later = ReadTime("2030-01-01T00:00:00Z");
    return VerifyCmsUrl(Get(AuthorizationValue(run.out)), options, *later);
  };
  ExpectRules(judged(root.Contents()), {});
  EXPECT_THAT(Rules(judged(test_support::Contents(
                  KeyPath("token_other_certificate.pem")))),
              ElementsAre("certificate.untrusted"));
}

}  // namespace
}  // namespace mdmock::cms
