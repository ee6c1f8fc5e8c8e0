#include "mocks/workspace_one/pki.h"

#include <gmock/gmock.h>

#include <optional>
#include <string>
#include <utility>

#include "tests/mocks/workspace_one/workspace_one_lab.h"
#include "tests/support/openssl_program.h"

namespace mdmock::workspace_one {
namespace {

using test_support::OpenSsl;
using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kDevice = "/API/mdm/devices/12772";

// What a console gives out, as files for OpenSSL.
struct Files {
  explicit Files(const Pki& pki)
      : identity(*pki.Issue(*crypto::PrivateKey::GenerateEc(), "1001:somebody",
                            pki.last_day())),
        admin("admin.pem", identity.certificate.Pem()),
        issuer("issuer.pem", identity.others.at(0).Pem()),
        chain("chain.pem", pki.Pem()) {}

  crypto::Identity identity;
  TemporaryFile admin;
  TemporaryFile issuer;
  TemporaryFile chain;
};

std::string TextOf(const TemporaryFile& certificate) {
  const auto run = OpenSsl("x509 -noout -text -in " + certificate.path());
  EXPECT_EQ(run.status, 0) << run.err;
  return run.out;
}

std::string Now() { return "1800000000"; }

TEST(Pki, HasTheOdditiesOfRealConsolesWhereItIsAskedTo) {
  const Files files(*Pki::Make(FromEpochSeconds(1'800'000'000),
                               {.issuer_key = PkiShape::Key::kRsa1024,
                                .issuer_serial = PkiShape::Serial::kNegative}));
  const std::string issuer = TextOf(files.issuer);
  EXPECT_THAT(issuer, HasSubstr("Public-Key: (1024 bit)"));
  EXPECT_THAT(issuer, HasSubstr("(Negative)"));
  // The number of the issuer, in the certificate that it has signed.
  const auto admin = OpenSsl("asn1parse -in " + files.admin.path());
  EXPECT_EQ(admin.status, 0) << admin.err;
  const std::string octets =
      crypto::SerialText(files.identity.others.at(0).Serial());
  EXPECT_EQ(octets.front(), '-') << octets;
  EXPECT_THAT(admin.out, HasSubstr("8210F364B2EF"));
  EXPECT_THAT(TextOf(files.admin), HasSubstr("sha512WithRSAEncryption"));
  // Whoever counts neither strength nor numbers finds the chain.
  const auto verified =
      OpenSsl("verify -auth_level 0 -attime " + Now() + " -CAfile " +
              files.chain.path() + " " + files.admin.path());
  EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
}

TEST(Pki, HasNoneOfThemOtherwise) {
  const Files files(*Pki::Make(FromEpochSeconds(1'800'000'000)));
  EXPECT_THAT(TextOf(files.issuer), HasSubstr("Public-Key: (256 bit)"));
  EXPECT_THAT(TextOf(files.issuer), Not(HasSubstr("(Negative)")));
  EXPECT_EQ(OpenSsl("verify -attime " + Now() + " -CAfile " +
                    files.chain.path() + " " + files.admin.path())
                .status,
            0);
}

TEST(Pki, OpensTheDoorWithEachOfItsOddities) {
  for (const auto key : {PkiShape::Key::kP256, PkiShape::Key::kRsa1024}) {
    for (const auto serial :
         {PkiShape::Serial::kPositive, PkiShape::Serial::kNegative}) {
      WorkspaceOneLab lab(
          {.pki = {.issuer_key = key, .issuer_serial = serial}});
      const server::Answer answer = lab.Ask(lab.Signed(std::string(kDevice)));
      EXPECT_EQ(answer.response.status, 200) << answer.response.body;
      EXPECT_TRUE(answer.verdict.accepted());
      // OpenSSL agrees that the header is right.
      const std::string message = *ReadBase64(
          lab.Header(kDevice).substr(std::string("CMSURL`1 ").size()));
      const TemporaryFile header("header.der", message);
      const TemporaryFile path("path.bin", kDevice);
      const TemporaryFile chain("chain.pem",
                                lab.Control("GET", "/ws1/ca").response.body);
      const auto run = OpenSsl(
          "cms -verify -inform DER -binary -purpose any "
          "-auth_level 0 -attime " +
          Now() + " -in " + header.path() + " -content " + path.path() +
          " -CAfile " + chain.path());
      EXPECT_EQ(run.status, 0) << run.err;
    }
  }
}

}  // namespace
}  // namespace mdmock::workspace_one
