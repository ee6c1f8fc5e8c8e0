// Our verifier gives each header of vectors/cmsurl the verdict that stands
// beside it, and our signer makes the same headers.

#include <gmock/gmock.h>

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "protocol/cms/cmsurl_mistake_names.h"
#include "protocol/cms/cmsurl_rules.h"
#include "protocol/cms/signer.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/support/openssl_program.h"
#include "tests/support/token_keys.h"
#include "vectors/reader/cmsurl_case.h"

namespace mdmock::cms {
namespace {

using vectors::CmsUrlCase;
using Ids = std::set<std::string>;

const std::vector<CmsUrlCase>& Cases() {
  static const std::vector<CmsUrlCase> cases = [] {
    std::vector<CmsUrlCase> all;
    for (const std::string name : {"mistakes", "rules", "peers"}) {
      auto read = vectors::ReadCmsUrlCases(
          MDMOCK_SOURCE_DIR "/vectors/cmsurl/" + name + ".json");
      if (!read) {
        ADD_FAILURE() << read.error().what;
        continue;
      }
      for (CmsUrlCase& one : *read) all.push_back(std::move(one));
    }
    return all;
  }();
  return cases;
}

std::string NameOf(const ::testing::TestParamInfo<CmsUrlCase>& info) {
  std::string name;
  bool upper = true;
  for (const char c : info.param.id.substr(std::string("ws1.cmsurl.").size())) {
    if (c == '-') {
      upper = true;
      continue;
    }
    name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    upper = false;
  }
  return name;
}

Verdict Judge(const CmsUrlCase& given) {
  CmsUrlOptions options = given.options;
  auto known = std::make_shared<KnownCertificates>();
  for (const std::string& name : given.known) {
    known->Add(test_support::CertificateNamed(name));
  }
  options.known = known;
  if (!given.trust.empty()) {
    options.trust = std::make_shared<crypto::Trust>(*crypto::Trust::Read(
        test_support::Contents(test_support::KeyPath(given.trust))));
  }
  return VerifyCmsUrl(given.request, options, given.now);
}

Ids IdsOf(const Explanation& mistakes) {
  Ids ids;
  for (const Mistake* one : mistakes) ids.emplace(one->id);
  return ids;
}

class CmsUrlVectors : public ::testing::TestWithParam<CmsUrlCase> {};

TEST_P(CmsUrlVectors, GiveTheVerdict) {
  const CmsUrlCase& given = GetParam();
  const Verdict verdict = Judge(given);
  std::multiset<std::string> findings;
  for (const Finding& one : verdict.findings()) {
    findings.emplace(one.rule->code);
  }
  EXPECT_EQ(findings, given.findings) << Explain(verdict);
  EXPECT_EQ(verdict.accepted(), given.accepted) << Explain(verdict);
}

TEST_P(CmsUrlVectors, GiveTheCause) {
  const CmsUrlCase& given = GetParam();
  const Verdict verdict = Judge(given);
  const Cause& cause = verdict.cause();
  EXPECT_EQ(cause.status, given.cause) << Explain(verdict);
  std::set<Ids> explanations;
  if (const Ids ids = IdsOf(cause.mistakes); !ids.empty()) {
    explanations.insert(ids);
  }
  for (const Explanation& one : cause.equivalent) {
    explanations.insert(IdsOf(one));
  }
  EXPECT_EQ(explanations, given.explanations) << Explain(verdict);
  if (given.was_signed) {
    EXPECT_EQ(cause.should_sign, given.should_sign);
    EXPECT_EQ(cause.signed_bytes, *given.was_signed);
  }
}

INSTANTIATE_TEST_SUITE_P(Headers, CmsUrlVectors, ::testing::ValuesIn(Cases()),
                         NameOf);

TEST(CmsUrlVectorsTest, CanAllBeRead) { EXPECT_EQ(Cases().size(), 240U); }

// RSA with PKCS#1 v1.5 leaves nothing to chance: what Python's arithmetic made
// is what our signer makes, to the last byte.
TEST(CmsUrlVectorsTest, AreMadeAlikeByOurSigner) {
  using crypto::DigestAlgorithm;
  size_t num_made = 0;
  for (const auto& [name, digest] :
       {std::pair<std::string, DigestAlgorithm>{"sha1", DigestAlgorithm::kSha1},
        {"sha256", DigestAlgorithm::kSha256},
        {"sha384", DigestAlgorithm::kSha384},
        {"sha512", DigestAlgorithm::kSha512}}) {
    const auto signer = Signer::Make(
        test_support::KeyNamed("cmsurl_key.pem"),
        test_support::CertificateNamed("cmsurl_certificate.pem"), digest);
    ASSERT_TRUE(signer) << signer.error().what;
    for (const CmsUrlCase& given : Cases()) {
      if (given.id != "ws1.cmsurl.valid-" + name) continue;
      const auto made = signer->Sign(given.should_sign, given.now);
      ASSERT_TRUE(made) << made.error().what;
      EXPECT_EQ(AuthorizationValue(*made),
                *given.request.Find("Authorization"));
      ++num_made;
    }
  }
  EXPECT_EQ(num_made, 4U);
}

// A rule that no vector breaks is a rule that nobody has seen work.
TEST(CmsUrlVectorsTest, BreakEveryRule) {
  Ids broken;
  for (const CmsUrlCase& one : Cases()) {
    broken.insert(one.findings.begin(), one.findings.end());
  }
  // They take a header of 128 KiB and a path of 64; cmsurl_header_test.cc and
  // cmsurl_mistakes_test.cc have them.
  broken.emplace(rules::kHeaderTooLong.code);
  broken.emplace(rules::kSearchCutShort.code);
  for (const Rule* rule : rules::kAll) {
    EXPECT_TRUE(broken.contains(std::string(rule->code))) << rule->code;
  }
}

// Some mistakes are proved, the others found by the rule of the same name.
TEST(CmsUrlVectorsTest, MakeEveryMistake) {
  Ids made;
  for (const CmsUrlCase& one : Cases()) {
    made.insert(one.findings.begin(), one.findings.end());
    for (const Ids& mistakes : one.explanations) {
      made.insert(mistakes.begin(), mistakes.end());
    }
  }
  for (const Mistake* mistake : mistakes::kAll) {
    EXPECT_TRUE(made.contains(std::string(mistake->id))) << mistake->id;
  }
}

}  // namespace
}  // namespace mdmock::cms
