#include "protocol/cms/cmsurl_verify.h"

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <vector>

#include "protocol/cms/algorithms.h"
#include "protocol/cms/ber.h"
#include "protocol/cms/signer.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/protocol/cms/recipe.h"

namespace mdmock::cms {
namespace {

using crypto::DigestAlgorithm;
using test_support::CauseOf;
using test_support::Get;
using test_support::Header;
using test_support::Judge;
using test_support::kNow;
using test_support::kPath;
using test_support::Make;
using test_support::Recipe;
using test_support::Remarks;
using test_support::Rules;
using test_support::SignerNamed;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::shared_ptr<const KnownCertificates> Known(
    const std::vector<std::string>& names) {
  auto known = std::make_shared<KnownCertificates>();
  for (const std::string& name : names) {
    known->Add(SignerNamed(name).certificate);
  }
  return known;
}

TEST(VerifyCmsUrlTest, AcceptsWhatIsRightWithoutAWord) {
  const Verdict verdict = Judge(Get(Header({})));
  EXPECT_TRUE(verdict.accepted()) << Explain(verdict);
  EXPECT_THAT(Rules(verdict, Remarks::kKept), IsEmpty());
  EXPECT_EQ(CauseOf(verdict), "none");
  EXPECT_EQ(verdict.subject(), "cmsurl");
}

TEST(VerifyCmsUrlTest, SaysWhoSigned) {
  CmsUrlOptions options;
  options.known = Known({"rsa2048", "p256"});
  const auto judgement = JudgeCmsUrl(Get(Header({})), options, kNow);
  ASSERT_NE(judgement.signer, nullptr);
  EXPECT_TRUE(judgement.authentic);
  EXPECT_EQ(judgement.signer->subject, "CN=1001:rsa2048");
  EXPECT_FALSE(
      JudgeCmsUrl(Get(Header({.content = "/other"})), options, kNow).authentic);
}

TEST(VerifyCmsUrlTest, AcceptsEveryKeyAndDigest) {
  for (const char* key : {"rsa2048", "p256", "p384"}) {
    for (const DigestAlgorithm digest :
         {DigestAlgorithm::kSha1, DigestAlgorithm::kSha256,
          DigestAlgorithm::kSha384, DigestAlgorithm::kSha512}) {
      for (const bool attributes : {true, false}) {
        Recipe recipe{.key = key, .digest = digest, .attributes = attributes};
        if (recipe.key != "rsa2048") recipe.signature_oid = oid::kEcKey;
        const Verdict verdict = Judge(Get(Header(recipe)));
        EXPECT_THAT(Rules(verdict), IsEmpty()) << key << Explain(verdict);
      }
    }
  }
}

TEST(VerifyCmsUrlTest, TakesParametersNullAndAbsentAndBothLengths) {
  for (const std::string& parameters : {std::string(), WriteDefinite(5, "")}) {
    for (const bool indefinite : {true, false}) {
      const Verdict verdict = Judge(
          Get(Header({.parameters = parameters, .indefinite = indefinite})));
      EXPECT_THAT(Rules(verdict, Remarks::kKept), IsEmpty());
    }
  }
}

TEST(VerifyCmsUrlTest, HoldsTheSignatureAgainstTheRawPathOnly) {
  const std::string raw = "/api/mdm/a%2fb/%7e/./x;v=1//";
  const std::string header = Header({.content = raw});
  EXPECT_TRUE(Judge(Get(header, raw + "?page=0&x=%2F")).accepted());
  EXPECT_TRUE(Judge(Get(header, raw + "?")).accepted());
  EXPECT_TRUE(Judge(Get(header, "https://as1.example" + raw)).accepted());
  for (const std::string& other :
       {std::string("/api/mdm/a%2Fb/%7e/./x;v=1//"),
        std::string("/api/mdm/a/b/~/x;v=1//"), raw + "/", std::string("/")}) {
    EXPECT_FALSE(Judge(Get(header, other)).accepted()) << other;
  }
}

TEST(VerifyCmsUrlTest, SignsTheBodyUnderCms) {
  http::Request request =
      Get(AuthorizationValue(Make({.content = "{\"a\":1}"}), Scheme::kCms));
  request.method = "DELETE";
  request.body = "{\"a\":1}";
  EXPECT_THAT(Rules(Judge(request)), IsEmpty());
  request.body = "{\"a\":2}";
  EXPECT_THAT(Rules(Judge(request)), ElementsAre("message-digest.mismatch"));
}

TEST(VerifyCmsUrlTest, IsStrictWhenAsked) {
  CmsUrlOptions strict;
  strict.strictness = Verdict::Strictness::kStrict;
  EXPECT_TRUE(Judge(Get(Header({})), strict).accepted());
  EXPECT_FALSE(
      Judge(Get(Header({.attached = std::string(kPath)})), strict).accepted());
  EXPECT_TRUE(Judge(Get(Header({.digest = DigestAlgorithm::kSha1})), strict)
                  .accepted());
}

TEST(VerifyCmsUrlTest, NeverTrustsWhatIsAttached) {
  const Verdict verdict =
      Judge(Get(Header({.content = "/other", .attached = "/other"})));
  EXPECT_THAT(Rules(verdict),
              ElementsAre("content-attached", "attached-content.differs",
                          "message-digest.mismatch"));
}

TEST(VerifyCmsUrlTest, UsesAKnownKeyWhereNoCertificateIsSent) {
  CmsUrlOptions options;
  options.known = Known({"p256", "rsa2048"});
  const Verdict verdict =
      Judge(Get(Header({.with_certificate = false})), options);
  EXPECT_TRUE(verdict.accepted()) << Explain(verdict);
  EXPECT_THAT(Rules(verdict), ElementsAre("no-certificate"));
}

TEST(VerifyCmsUrlTest, RefusesAnAdministratorWhoIsNotKnown) {
  CmsUrlOptions options;
  options.known = Known({"p256"});
  EXPECT_THAT(Rules(Judge(Get(Header({})), options)),
              ElementsAre("certificate.unknown-admin"));
}

TEST(VerifyCmsUrlTest, ChecksTheChain) {
  const auto trust = [](const char* name) {
    CmsUrlOptions options;
    options.trust = std::make_shared<crypto::Trust>(
        *crypto::Trust::Of({SignerNamed(name).certificate}));
    return options;
  };
  EXPECT_TRUE(Judge(Get(Header({})), trust("rsa2048")).accepted());
  const Verdict verdict = Judge(Get(Header({})), trust("p256"));
  EXPECT_THAT(Rules(verdict), ElementsAre("certificate.untrusted"));
  EXPECT_THAT(Explain(verdict), HasSubstr("self-signed"));
}

TEST(VerifyCmsUrlTest, ChecksTheValidityOfTheCertificate) {
  const auto at = [](std::chrono::hours shift) {
    CmsUrlOptions options;
    options.window = std::chrono::hours(100);
    return Rules(VerifyCmsUrl(Get(Header({})), options, kNow + shift));
  };
  EXPECT_THAT(at(std::chrono::hours(23)), IsEmpty());
  EXPECT_THAT(at(std::chrono::hours(25)), ElementsAre("certificate.expired"));
  EXPECT_THAT(at(std::chrono::hours(-25)),
              ElementsAre("certificate.not-yet-valid"));
}

TEST(VerifyCmsUrlTest, RecognisesLocalTimeWrittenAsUtc) {
  const Verdict verdict =
      Judge(Get(Header({.time = kNow + std::chrono::seconds(2 * 3600 - 20)})));
  EXPECT_THAT(Explain(verdict), HasSubstr("local time written as UTC?"));
}

TEST(VerifyCmsUrlTest, AsksForOneAuthorizationHeader) {
  http::Request request = Get(Header({}));
  request.headers.push_back(request.headers.front());
  EXPECT_THAT(Rules(Judge(request)), ElementsAre("authorization.repeated"));
  EXPECT_THAT(Rules(Judge(Get(Header({}) + ", " + Header({})))),
              ElementsAre("authorization.repeated"));
  request.headers.erase(request.headers.begin());
  request.headers.erase(request.headers.begin() + 1);
  EXPECT_THAT(Rules(Judge(request)), ElementsAre("authorization.missing"));
  EXPECT_THAT(Rules(Judge(Get("Basic YTpi"))),
              ElementsAre("authorization.scheme"));
}

TEST(VerifyCmsUrlTest, RefusesCmsOnGet) {
  const Verdict verdict =
      Judge(Get(AuthorizationValue(Make({}), Scheme::kCms)));
  EXPECT_THAT(Rules(verdict), ElementsAre("cms-scheme-on-get"));
  EXPECT_EQ(CauseOf(verdict), "none");
}

TEST(VerifyCmsUrlTest, ChecksTheTenantCodeWithoutShowingIt) {
  const auto judged = [](const std::vector<std::string>& codes,
                         const CmsUrlOptions& options) {
    http::Request request = Get(Header({}));
    request.headers.pop_back();
    for (const std::string& code : codes) {
      request.headers.push_back({"AW-Tenant-Code", code});
    }
    return Judge(request, options);
  };
  CmsUrlOptions options;
  EXPECT_THAT(Rules(judged({}, options)), ElementsAre("tenant-code.missing"));
  EXPECT_THAT(Rules(judged({""}, options)), ElementsAre("tenant-code.missing"));
  EXPECT_THAT(Rules(judged({"a=", "a="}, options)),
              ElementsAre("tenant-code.repeated"));
  for (const char* code : {"YOUR_API_KEY", "{{tenant}}", "<code>"}) {
    EXPECT_THAT(Rules(judged({code}, options)),
                ElementsAre("tenant-code.placeholder"));
  }
  options.tenant_code = "VerySecretCode=";
  EXPECT_THAT(Rules(judged({"VerySecretCode="}, options)), IsEmpty());
  for (const char* code : {"verysecretcode=", "\"VerySecretCode=\"",
                           "VerySecret", "SomethingElse="}) {
    const Verdict verdict = judged({code}, options);
    EXPECT_THAT(Rules(verdict), ElementsAre("tenant-code.wrong"));
    EXPECT_THAT(Explain(verdict), Not(HasSubstr("VerySecret")));
  }
  options.only_authorization = true;
  EXPECT_THAT(Rules(judged({}, options)), IsEmpty());
}

TEST(VerifyCmsUrlTest, SaysWhereAMessageIsDamaged) {
  const std::string message = Make({});
  for (size_t length = 1; length < message.size(); length += 11) {
    const Verdict verdict =
        Judge(Get(AuthorizationValue(message.substr(0, length))));
    EXPECT_FALSE(verdict.accepted());
    EXPECT_THAT(Rules(verdict), ElementsAre("message.syntax")) << length;
    EXPECT_THAT(verdict.findings().front().where, HasSubstr("byte"));
  }
}

TEST(VerifyCmsUrlTest, RecognisesAPrivateKey) {
  const auto file = MakeIdentityFile(SignerNamed("rsa2048"), "");
  ASSERT_TRUE(file);
  EXPECT_THAT(Rules(Judge(Get(AuthorizationValue(*file)))),
              ElementsAre("private-key.sent"));
  const std::string pem = SignerNamed("rsa2048").key.Pem();
  const Verdict verdict = Judge(Get("CMSURL`1 " + pem));
  EXPECT_THAT(Rules(verdict), ElementsAre("private-key.sent"));
  EXPECT_THAT(Explain(verdict), Not(HasSubstr(pem.substr(100, 40))));
}

TEST(VerifyCmsUrlTest, RefusesACertificateThatCannotBeRead) {
  std::string message = Make({});
  const std::string der = SignerNamed("rsa2048").certificate.Der();
  message[message.find(der) + 4] = '\x31';  // tbsCertificate as a SET.
  const Verdict verdict = Judge(Get(AuthorizationValue(message)));
  EXPECT_THAT(Rules(verdict),
              ElementsAre("certificate.unreadable", "no-certificate",
                          "certificate.missing"));
}

}  // namespace
}  // namespace mdmock::cms
