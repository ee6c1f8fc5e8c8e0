#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/token/mistakes.h"
#include "protocol/token/rules.h"
#include "protocol/token/token_file.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/support/openssl_program.h"
#include "tests/support/token_keys.h"

namespace mdmock::token {
namespace {

using Json = nlohmann::json;
using Ids = std::vector<std::string>;

struct TokenCase {
  std::string id;
  SystemTime now;
  std::string key;
  std::string certificate;  // "" for none.
  std::string file;
  std::string content_key;  // "" where it is not known.
  std::string iv;
  std::string padding;
  std::string plaintext;

  bool accepted = false;
  Ids rules;
  std::string cause;
  Ids mistakes;
  std::vector<Ids> equivalent;
  std::string token;  // JSON; "null" for none.

  friend void PrintTo(const TokenCase& c, std::ostream* out) { *out << c.id; }
};

std::string FromBase64(const Json& text) {
  return ReadBase64(text.get<std::string>()).value();
}

std::string FromHex(const Json& object, const char* name) {
  return object.contains(name)
             ? ReadHex(object.at(name).get<std::string>()).value()
             : "";
}

TokenCase ReadCase(const Json& json) {
  TokenCase c;
  c.id = json.at("id");
  c.now = *ReadTime(json.at("time").get<std::string>());
  c.key = json.at("key");
  if (!json.at("certificate").is_null()) c.certificate = json["certificate"];
  c.file = FromBase64(json.at("input").at("file_b64"));
  if (json.contains("stages")) {
    const Json& stages = json["stages"];
    c.content_key = FromHex(stages, "content_key_hex");
    c.iv = FromHex(stages, "iv_hex");
    c.padding = FromHex(stages, "padding_hex");
    c.plaintext = FromBase64(stages.at("plaintext_b64"));
  }
  const Json& expect = json.at("expect");
  c.accepted = expect.at("result") == "valid";
  c.rules = expect.at("rules");
  c.cause = expect.at("cause").at("status");
  c.mistakes = expect.at("cause").at("mistakes");
  c.equivalent = expect.at("cause").at("equivalent");
  c.token = expect.at("token").dump();
  return c;
}

// The one place that reads vectors/token.
const std::vector<TokenCase>& Cases() {
  static const std::vector<TokenCase> cases = [] {
    std::vector<TokenCase> all;
    const Json file = Json::parse(test_support::Contents(
        std::string(MDMOCK_SOURCE_DIR) + "/vectors/token/token_files.json"));
    for (const Json& one : file.at("tests")) all.push_back(ReadCase(one));
    return all;
  }();
  return cases;
}

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
  for (const Mistake* one : mistakes) ids.emplace_back(one->id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

class TokenVectors : public ::testing::TestWithParam<TokenCase> {};

TEST_P(TokenVectors, GiveTheVerdict) {
  const TokenCase& given = GetParam();
  const TokenFile read = Read(given);
  const Verdict& verdict = read.verdict;
  Ids rules;
  for (const Finding& one : verdict.findings()) {
    rules.emplace_back(one.rule->code);
  }
  std::sort(rules.begin(), rules.end());
  EXPECT_EQ(rules, given.rules) << Explain(verdict);
  EXPECT_EQ(verdict.accepted(), given.accepted);
  EXPECT_EQ(Name(verdict.cause().status), given.cause) << Explain(verdict);
  EXPECT_EQ(IdsOf(verdict.cause().mistakes), given.mistakes)
      << Explain(verdict);
  std::vector<Ids> equivalent;
  for (const Explanation& one : verdict.cause().equivalent) {
    equivalent.push_back(IdsOf(one));
  }
  EXPECT_EQ(equivalent, given.equivalent);
}

TEST_P(TokenVectors, GiveTheToken) {
  const TokenCase& given = GetParam();
  const TokenFile read = Read(given);
  const Json token = read.token ? Json::parse(ToJson(*read.token)) : Json();
  EXPECT_EQ(token, Json::parse(given.token)) << Explain(read.verdict);
}

TEST_P(TokenVectors, ShowNoSecret) {
  const TokenCase& given = GetParam();
  const Json token = Json::parse(given.token);
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
    std::string bytes = given.content_key + given.iv + given.padding;
    const auto random = [&bytes](size_t count) {
      const std::string drawn = bytes.substr(0, count);
      bytes.erase(0, count);
      return drawn;
    };
    const auto token = ReadTokenJson(given.token);
    ASSERT_TRUE(token) << token.error().what;
    const auto file = MakeTokenFile(
        *token,
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
  std::set<std::string_view> broken;
  for (const TokenCase& one : Cases()) {
    broken.insert(one.rules.begin(), one.rules.end());
  }
  broken.insert(rules::kSize.code);  // A file of a MiB; token_file_test.cc.
  for (const Rule* rule : rules::kAll) {
    EXPECT_TRUE(broken.contains(rule->code)) << rule->code;
  }
}

TEST(TokenVectorsTest, MakeEveryMistake) {
  std::set<std::string_view> made;
  for (const TokenCase& one : Cases()) {
    made.insert(one.mistakes.begin(), one.mistakes.end());
  }
  for (const Mistake* mistake : mistakes::kAll) {
    EXPECT_TRUE(made.contains(mistake->id)) << mistake->id;
  }
}

}  // namespace
}  // namespace mdmock::token
