#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "protocol/token/mistakes.h"
#include "protocol/token/rules.h"
#include "protocol/token/token_file.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/support/openssl_program.h"
#include "tests/support/token_keys.h"
#include "vectors/reader/token_case.h"

namespace mdmock::token {
namespace {

using Ids = std::set<std::string>;
using vectors::TokenCase;

const std::vector<TokenCase>& Cases() {
  static const std::vector<TokenCase> cases = [] {
    auto read = vectors::ReadTokenCases(MDMOCK_SOURCE_DIR
                                        "/vectors/token/token_files.json");
    if (!read) ADD_FAILURE() << read.error().what;
    return read ? std::move(*read) : std::vector<TokenCase>();
  }();
  return cases;
}

TEST(TokenVectorsTest, CanAllBeRead) { EXPECT_EQ(Cases().size(), 147u); }

std::string NameOf(const ::testing::TestParamInfo<TokenCase>& info) {
  std::string name;
  bool upper = true;
  for (const char c : info.param.id.substr(std::string("ade.token.").size())) {
    if (c == '-') {
      upper = true;
      continue;
    }
    name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    upper = false;
  }
  return name;
}

TokenFile Read(const TokenCase& given) {
  TokenKey at_hand{test_support::KeyNamed(given.key), std::nullopt};
  if (!given.certificate.empty()) {
    at_hand.certificate = test_support::CertificateNamed(given.certificate);
  }
  return ReadTokenFile(given.file, at_hand, given.now);
}

Ids IdsOf(const Explanation& mistakes) {
  Ids ids;
  for (const Mistake* one : mistakes) ids.emplace(one->id);
  return ids;
}

class TokenVectors : public ::testing::TestWithParam<TokenCase> {};

TEST_P(TokenVectors, GiveTheVerdict) {
  const TokenCase& given = GetParam();
  const TokenFile read = Read(given);
  const Verdict& verdict = read.verdict;
  std::multiset<std::string> findings;
  for (const Finding& one : verdict.findings()) {
    findings.emplace(one.rule->code);
  }
  EXPECT_EQ(findings, given.findings) << Explain(verdict);
  EXPECT_EQ(verdict.accepted(), given.accepted);
  EXPECT_EQ(verdict.cause().status, given.cause) << Explain(verdict);
  std::set<Ids> explanations;
  if (const Ids ids = IdsOf(verdict.cause().mistakes); !ids.empty()) {
    explanations.insert(ids);
  }
  for (const Explanation& one : verdict.cause().equivalent) {
    explanations.insert(IdsOf(one));
  }
  EXPECT_EQ(explanations, given.explanations) << Explain(verdict);
}

TEST_P(TokenVectors, GiveTheToken) {
  const TokenCase& given = GetParam();
  const TokenFile read = Read(given);
  ASSERT_EQ(read.token.has_value(), given.token.has_value())
      << Explain(read.verdict);
  if (given.token) {
    EXPECT_EQ(ToJson(*read.token), ToJson(*given.token));
  }
}

TEST_P(TokenVectors, ShowNoSecret) {
  const TokenCase& given = GetParam();
  const Verdict verdict = Read(given).verdict;
  const std::string shown = Explain(verdict) + ToJson(verdict).dump();
  // The values that begin every one of the vectors' secrets.
  for (const char* prefix : {"CS_", "AS_", "AT_O", "AT_%"}) {
    for (size_t at = shown.find(prefix); at != std::string::npos;
         at = shown.find(prefix, at + 1)) {
      // Rules and expectations name the prefixes; a value goes on.
      const char next = shown[at + 3];
      EXPECT_TRUE(next == ',' || next == ' ' || next == '.' || next == '\xE2')
          << shown.substr(at, 60);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, TokenVectors, ::testing::ValuesIn(Cases()),
                         NameOf);

// Our maker, given the very bytes that the vector was made with, makes the very
// file that another program made.
TEST(TokenVectorsTest, MakeTheSameFilesFromTheSameBytes) {
  size_t num_made = 0;
  for (const TokenCase& given : Cases()) {
    const bool apples = given.id == "ade.token.apple-shape" ||
                        given.id == "ade.token.negative-serial" ||
                        given.id == "ade.token.awkward-credentials" ||
                        given.id.starts_with("ade.token.padding-");
    if (!apples) continue;
    ASSERT_TRUE(given.stages && given.token) << given.id;
    std::string bytes =
        given.stages->content_key + given.stages->iv + given.stages->padding;
    const auto random = [&bytes](size_t count) {
      const std::string drawn = bytes.substr(0, count);
      bytes.erase(0, count);
      return drawn;
    };
    const auto file = MakeTokenFile(
        *given.token,
        test_support::CertificateNamed(given.certificate.empty()
                                           ? "token_certificate.pem"
                                           : given.certificate),
        random);
    ASSERT_TRUE(file) << file.error().what;
    EXPECT_EQ(*file, given.file) << given.id;
    ++num_made;
  }
  EXPECT_EQ(num_made, 19u);
}

TEST(TokenVectorsTest, AreWhatTheGeneratorMakes) {
  const auto run = test_support::RunCommand("python3 " MDMOCK_SOURCE_DIR
                                            "/vectors/make/token.py --check");
  EXPECT_EQ(run.status, 0) << run.err;
}

// A rule that no vector breaks is a rule that nobody has seen work.
TEST(TokenVectorsTest, BreakEveryRule) {
  Ids broken;
  for (const TokenCase& one : Cases()) {
    broken.insert(one.findings.begin(), one.findings.end());
  }
  broken.emplace(rules::kSize.code);  // A file of a MiB; token_file_test.cc.
  for (const Rule* rule : rules::kAll) {
    EXPECT_TRUE(broken.contains(std::string(rule->code))) << rule->code;
  }
}

TEST(TokenVectorsTest, MakeEveryMistake) {
  Ids made;
  for (const TokenCase& one : Cases()) {
    for (const Ids& mistakes : one.explanations) {
      made.insert(mistakes.begin(), mistakes.end());
    }
  }
  for (const Mistake* mistake : mistakes::kAll) {
    EXPECT_TRUE(made.contains(std::string(mistake->id))) << mistake->id;
  }
}

}  // namespace
}  // namespace mdmock::token
