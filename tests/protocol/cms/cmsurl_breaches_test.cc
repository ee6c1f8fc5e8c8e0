#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/ber.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signer.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/protocol/cms/recipe.h"

namespace mdmock::cms {
namespace {

using crypto::DigestAlgorithm;
using test_support::Attribute;
using test_support::Get;
using test_support::Judge;
using test_support::kNow;
using test_support::kPath;
using test_support::Make;
using test_support::Recipe;
using test_support::Remarks;
using test_support::Rules;

using Codes = std::vector<std::string>;

// One recipe for each rule about the message, and what else it brings.
struct Breach {
  const char* name;
  Recipe recipe;
  Codes rules;  // With remarks.
  bool accepted;
};

std::string Pieces(std::string_view oid, int count) {
  std::string values;
  for (int i = 0; i < count; ++i) values += WriteDefinite(0x06, oid);
  return Attribute(oid::kContentType, values);
}

std::vector<Breach> Breaches() {
  const std::string sha224 = *ReadHex("608648016503040204");
  const std::string digest = crypto::Digest(DigestAlgorithm::kSha256, kPath);
  const std::string null = WriteDefinite(5, "");
  const std::string md =
      Attribute(oid::kMessageDigest, WriteDefinite(4, digest));
  return {
      {"trailing", {}, {"message.trailing"}, true},
      {"attached",
       {.attached = std::string(kPath)},
       {"content-attached"},
       true},
      {"attached other",
       {.attached = "/other"},
       {"content-attached", "attached-content.differs"},
       false},
      {"content type",
       {.content_type_oid = std::string(oid::kSignedData)},
       {"content-type.other", "message.version", "content-type.differs"},
       false},
      {"no signer", {.num_signers = 0}, {"signer.missing"}, false},
      {"two signers", {.num_signers = 2}, {"signer.several"}, false},
      {"md5",
       {.digest_oid = std::string(oid::kMd5)},
       {"digest.md5", "digest.not-listed"},
       false},
      {"sha-224",
       {.digest_oid = sha224},
       {"digest.unknown", "digest.not-listed"},
       false},
      {"sha-1", {.digest = DigestAlgorithm::kSha1}, {"digest.sha1"}, true},
      {"not listed",
       {.listed_digest = std::string(oid::kSha512)},
       {"digest.not-listed"},
       false},
      {"parameters",
       {.parameters = WriteDefinite(4, "x")},
       {"algorithm.parameters", "algorithm.parameters", "algorithm.parameters"},
       false},
      {"signature algorithm",
       {.signature_oid = std::string(oid::kMgf1)},
       {"signature-algorithm.unknown"},
       false},
      {"named digest",
       {.signature_oid = std::string(oid::kRsaSha256)},
       {},
       true},
      {"other named digest",
       {.signature_oid = std::string(oid::kRsaSha512)},
       {"signature-algorithm.digest-differs"},
       true},
      {"ecdsa", {.key = "p256"}, {"signature-algorithm.ecdsa"}, true},
      {"ecdsa by rsa",
       {.signature_oid = std::string(oid::kEcSha256)},
       {"signature-algorithm.ecdsa", "key.unsupported"},
       false},
      {"pss without parameters",
       {.signature_oid = std::string(oid::kRsaPss)},
       {"signature-algorithm.pss", "signature-algorithm.unknown"},
       false},
      {"extra certificate",
       {.extra_certificates = {"p256"}},
       {"certificate.extra"},
       true},
      {"revocation list",
       {.revocation_lists = *ReadHex("a1023000")},
       {"revocation-lists.sent", "certificate.unreadable"},
       false},
      {"no certificate",
       {.with_certificate = false},
       {"no-certificate", "certificate.missing"},
       false},
      {"no attributes", {.attributes = false}, {"attributes.none"}, true},
      {"unsorted", {.sorted = false}, {"attributes.order"}, true},
      {"no contentType", {.content_type = false}, {"attribute.missing"}, false},
      {"no messageDigest",
       {.message_digest = false},
       {"attribute.missing"},
       false},
      {"messageDigest twice",
       {.more_attributes = {md}},
       {"attribute.repeated"},
       false},
      {"two contentTypes",
       {.content_type = false, .more_attributes = {Pieces(oid::kData, 2)}},
       {"attribute.repeated"},
       false},
      {"other contentType",
       {.content_type = false,
        .more_attributes = {Pieces(oid::kSignedData, 1)}},
       {"content-type.differs"},
       false},
      {"contentType no identifier",
       {.content_type = false,
        .more_attributes = {Attribute(oid::kContentType, null)}},
       {"attribute.form"},
       false},
      {"messageDigest no string",
       {.message_digest = false,
        .more_attributes = {Attribute(oid::kMessageDigest, null)}},
       {"attribute.form"},
       false},
      {"capabilities",
       {.more_attributes = {Attribute(oid::kCapabilities,
                                      WriteDefinite(0x30, ""))}},
       {"attribute.capabilities"},
       true},
      {"no signingTime",
       {.time = std::nullopt},
       {"signing-time.missing"},
       true},
      {"GeneralizedTime",
       {.generalized_time = true},
       {"signing-time.form"},
       true},
      {"signingTime as text",
       {.time = std::nullopt,
        .more_attributes = {Attribute(oid::kSigningTime,
                                      WriteDefinite(0x0C, "now"))}},
       {"signing-time.form"},
       true},
      {"two signingTimes",
       {.more_attributes = {Attribute(oid::kSigningTime,
                                      WriteDefinite(0x17, "260101000001Z"))}},
       {"attribute.repeated"},
       false},
      {"stale",
       {.time = kNow - std::chrono::seconds(301)},
       {"signing-time.stale"},
       true},
      {"ahead",
       {.time = kNow + std::chrono::seconds(301)},
       {"signing-time.ahead"},
       true},
      {"in the window", {.time = kNow - std::chrono::seconds(300)}, {}, true},
      {"signature",
       {.key = "other-rsa2048", .certificate = "rsa2048"},
       {"signature.mismatch"},
       false},
      {"content",
       {.content = "/nobody/knows"},
       {"message-digest.mismatch"},
       false},
  };
}

TEST(CmsUrlBreachesTest, AreFoundEach) {
  for (const Breach& breach : Breaches()) {
    std::string message = Make(breach.recipe);
    if (breach.name == std::string("trailing")) message += "xyz";
    const Verdict verdict = Judge(Get(AuthorizationValue(message)));
    EXPECT_EQ(Rules(verdict, Remarks::kKept), breach.rules)
        << breach.name << "\n"
        << Explain(verdict);
    EXPECT_EQ(verdict.accepted(), breach.accepted) << breach.name;
  }
}

}  // namespace
}  // namespace mdmock::cms
