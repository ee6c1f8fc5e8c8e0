// CMS implementations that others wrote sign for our verifier, and check what
// our signer makes: the proof that both agree with the world, and not only with
// each other.

#include "tests/peers/cms_peers.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "mocks/workspace_one/workspace_one_mock.h"
#include "mocks/world/clock.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/http/url.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/protocol/cms/recipe.h"
#include "tests/support/token_keys.h"

namespace mdmock {
namespace {

using test_support::CauseOf;
using test_support::CmsPeer;
using test_support::CmsPeers;
using test_support::kP12Password;
using test_support::P12Named;
using test_support::Remarks;
using test_support::Rules;
using test_support::RunCommand;
using test_support::TemporaryFile;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kUrl = "https://as1.example/API/mdm/devices/12772?x=y";
const std::string kPath = "/API/mdm/devices/12772";

enum class Known { kAdmin, kEcAdmin };

// Judge judges `header` as if it had come for kUrl just now, strictly.
Verdict Judge(const std::string& header, Known known = Known::kAdmin,
              Verdict::Strictness strictness = Verdict::Strictness::kStrict) {
  const auto url = http::ReadUrl(kUrl);
  cms::CmsUrlOptions options;
  options.base = {url->scheme, url->authority};
  options.only_authorization = true;
  options.strictness = strictness;
  auto certificates = std::make_shared<cms::KnownCertificates>();
  certificates->Add(test_support::CertificateNamed(
      known == Known::kAdmin ? "cmsurl_certificate.pem"
                             : "cmsurl_ec_certificate.pem"));
  options.known = certificates;
  options.trust = std::make_shared<crypto::Trust>(*crypto::Trust::Read(
      test_support::Contents(test_support::KeyPath("cmsurl_root.pem"))));
  return cms::VerifyCmsUrl(test_support::Get(header, url->Target()), options,
                           world::Clock().Now());
}

class CmsPeersTest : public ::testing::TestWithParam<CmsPeer> {
 protected:
  void SetUp() override {
    if (!GetParam().installed()) GTEST_SKIP() << GetParam().why_not();
  }

  std::string Header(const std::string& content,
                     const std::string& options = "") const {
    return GetParam().Header(admin_.path(), content, options);
  }

 private:
  const TemporaryFile admin_{"admin.p12", P12Named("cmsurl")};
};

TEST_P(CmsPeersTest, SignWhatIsAcceptedUnderStrictRules) {
  const Verdict verdict = Judge(Header(kPath));
  EXPECT_TRUE(verdict.accepted()) << Explain(verdict);
  EXPECT_THAT(Rules(verdict), IsEmpty()) << Explain(verdict);
}

TEST_P(CmsPeersTest, SignUnderEveryDigest) {
  for (const char* digest : {"sha1", "sha256", "sha384", "sha512"}) {
    const Verdict verdict =
        Judge(Header(kPath, std::string("--digest ") + digest));
    EXPECT_TRUE(verdict.accepted()) << digest << "\n" << Explain(verdict);
  }
}

TEST_P(CmsPeersTest, SignWithAnEcKey) {
  const TemporaryFile admin("ec.p12", P12Named("cmsurl_ec"));
  const auto run = GetParam().Sign(admin.path(), kPath);
  if (!GetParam().knows_ec) {
    EXPECT_EQ(run.status, 89) << "it has learned of EC keys";
    return;
  }
  ASSERT_EQ(run.status, 0) << run.err;
  const Verdict verdict =
      Judge(run.out.substr(0, run.out.find('\n')), Known::kEcAdmin);
  EXPECT_TRUE(verdict.accepted()) << Explain(verdict);
  EXPECT_THAT(Rules(verdict, Remarks::kKept),
              Contains("signature-algorithm.ecdsa"));
}

TEST_P(CmsPeersTest, AreToldWhichTextTheySignedInstead) {
  EXPECT_EQ(CauseOf(Judge(Header(kPath + "?x=y"))),
            "proved: signed-path-and-query");
  EXPECT_EQ(CauseOf(Judge(Header(kUrl))), "proved: signed-full-url");
}

TEST_P(CmsPeersTest, AreToldWhichBytesTheySignedInstead) {
  EXPECT_EQ(CauseOf(Judge(Header(kPath, "--utf16"))), "proved: signed-utf16le");
  EXPECT_EQ(CauseOf(Judge(Header(kPath + "\n"))),
            "proved: " + GetParam().newline_mistake);
}

TEST_P(CmsPeersTest, AreToldThatWhatTheySignedIsAttached) {
  const std::string header = Header(kPath, "--attached");
  EXPECT_THAT(Rules(Judge(header)), ::testing::ElementsAre("content-attached"));
  EXPECT_TRUE(
      Judge(header, Known::kAdmin, Verdict::Strictness::kLenient).accepted());
  // The trap of verifiers: it fits whatever the request asks for.
  const Verdict elsewhere = Judge(Header("/API/system/info", "--attached"));
  EXPECT_THAT(Rules(elsewhere), Contains("attached-content.differs"));
  EXPECT_EQ(CauseOf(elsewhere), "proved: signed-other-path");
}

TEST_P(CmsPeersTest, AreToldThatTheirBase64IsWrapped) {
  const std::string header = Header(kPath, "--wrapped");
  EXPECT_THAT(header, HasSubstr("\n"));
  EXPECT_THAT(Rules(Judge(header)), ::testing::ElementsAre("base64-wrapped"));
  EXPECT_TRUE(
      Judge(header, Known::kAdmin, Verdict::Strictness::kLenient).accepted());
}

INSTANTIATE_TEST_SUITE_P(Signers, CmsPeersTest, ::testing::ValuesIn(CmsPeers()),
                         [](const auto& of) { return of.param.name; });

// The same over the wire, as an administrator of the mock's.
class CmsPeersOverHttp : public ::testing::TestWithParam<CmsPeer> {
 protected:
  void SetUp() override {
    if (!GetParam().installed()) GTEST_SKIP() << GetParam().why_not();
    const TemporaryFile given("given.p12", mock_.admin().p12);
    const auto pem = test_support::OpenSsl(
        fmt::format("pkcs12 -in {} -passin pass:{} -nodes", given.path(),
                    mock_.admin().password));
    ASSERT_EQ(pem.status, 0) << pem.err;
    const TemporaryFile both("admin.pem", pem.out);
    // Mono opens no file that is protected with AES.
    p12_ = test_support::MakeP12(both.path(), both.path());
  }

  // What curl gets for `target` with a header over `content`.
  std::string Get(const std::string& target, const std::string& content) {
    const TemporaryFile p12("admin.p12", p12_);
    const TemporaryFile header(
        "header",
        "Authorization: " + GetParam().Header(p12.path(), content) + "\n");
    const TemporaryFile ca("ca.pem", mock_.ca_pem());
    return RunCommand(fmt::format("curl --silent --show-error --max-time 20 "
                                  "--cacert {} --header @{} --header "
                                  "'aw-tenant-code: {}' --write-out "
                                  "' %{{http_code}}' '{}'",
                                  ca.path(), header.path(), mock_.tenant_code(),
                                  mock_.HttpsUrl(target)))
        .out;
  }

  Verdict LastVerdict() { return mock_.journal().After(0).back()->verdict; }

 private:
  workspace_one::WorkspaceOneMock mock_;
  std::string p12_;
};

TEST_P(CmsPeersOverHttp, GetADevice) {
  const std::string answer = Get(kPath, kPath);
  EXPECT_THAT(answer, HasSubstr("MOCK00012772"));
  EXPECT_THAT(answer, HasSubstr(" 200")) << Explain(LastVerdict());
}

TEST_P(CmsPeersOverHttp, GetAPageWhenOnlyThePathIsSigned) {
  const std::string search = "/API/mdm/devices/search";
  EXPECT_THAT(Get(search + "?page=0&pagesize=2", search), HasSubstr(" 200"))
      << Explain(LastVerdict());
  EXPECT_THAT(Get(search + "?page=0", search + "?page=0"), HasSubstr(" 401"));
  EXPECT_EQ(CauseOf(LastVerdict()), "proved: signed-path-and-query");
}

INSTANTIATE_TEST_SUITE_P(Signers, CmsPeersOverHttp,
                         ::testing::ValuesIn(CmsPeers()),
                         [](const auto& of) { return of.param.name; });

// Those of them that verify, and what `mdmock sign cmsurl` prints.
class CmsVerifiers : public ::testing::TestWithParam<CmsPeer> {
 protected:
  void SetUp() override {
    if (!GetParam().installed()) GTEST_SKIP() << GetParam().why_not();
  }

  static std::string Signed(const std::string& p12,
                            const std::string& options = "") {
    const TemporaryFile file("admin.p12", p12);
    const auto run = RunCommand(
        fmt::format("{} sign cmsurl --p12 {} --password {} --url '{}' {}",
                    MDMOCK_PROGRAM, file.path(), kP12Password, kUrl, options));
    EXPECT_EQ(run.status, 0) << run.err;
    return run.out.substr(0, run.out.find('\n'));
  }

  void ExpectFits(const std::string& header) const {
    const auto run = GetParam().Verify(header, kPath);
    EXPECT_EQ(run.status, 0) << run.out << run.err;
  }
};

TEST_P(CmsVerifiers, AcceptOurRsaSignatures) {
  const std::string p12 = P12Named("cmsurl");
  for (const char* digest : {"sha1", "sha256", "sha384", "sha512"}) {
    SCOPED_TRACE(digest);
    ExpectFits(Signed(p12, std::string("--digest ") + digest));
  }
  ExpectFits(Signed(p12, "--separator apostrophe"));
}

TEST_P(CmsVerifiers, AcceptOurEcSignatures) {
  const std::string p12 = P12Named("cmsurl_ec");
  for (const char* digest : {"sha1", "sha256", "sha384", "sha512"}) {
    SCOPED_TRACE(digest);
    const std::string header = Signed(p12, std::string("--digest ") + digest);
    if (GetParam().knows_ec) {
      ExpectFits(header);
    } else {
      EXPECT_EQ(GetParam().Verify(header, kPath).status, 89)
          << "it has learned of EC keys";
    }
  }
}

TEST_P(CmsVerifiers, AcceptWhatIsSignedFromAnyKindOfFile) {
  for (const char* options :
       {"-legacy",  // RC2-40 and 3DES.
        "-legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES",
        "-keypbe AES-256-CBC -certpbe AES-256-CBC"}) {
    SCOPED_TRACE(options);
    ExpectFits(Signed(P12Named("cmsurl", options)));
  }
}

TEST_P(CmsVerifiers, RefuseOurSignatureForAnotherPath) {
  const auto run = GetParam().Verify(Signed(P12Named("cmsurl")), kPath + "/");
  EXPECT_NE(run.status, 0) << run.out;
  EXPECT_NE(run.status, 89) << run.out;
}

std::vector<CmsPeer> Verifiers() {
  std::vector<CmsPeer> verifiers;
  for (const CmsPeer& peer : CmsPeers()) {
    if (peer.verifies) verifiers.push_back(peer);
  }
  return verifiers;
}

INSTANTIATE_TEST_SUITE_P(Verifiers, CmsVerifiers,
                         ::testing::ValuesIn(Verifiers()),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace mdmock
