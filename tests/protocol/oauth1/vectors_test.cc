// Every vector of vectors/oauth1 against every stage, in the order of the
// working: the first red test is the culprit.

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "protocol/oauth1/authorization.h"
#include "protocol/oauth1/message.h"
#include "protocol/oauth1/mistakes.h"
#include "protocol/oauth1/rules.h"
#include "protocol/oauth1/signer.h"
#include "protocol/oauth1/verify.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"
#include "vectors/reader/oauth1_case.h"

namespace mdmock::oauth1 {
namespace {

using vectors::Oauth1Case;

std::vector<Oauth1Case> Load() {
  std::vector<Oauth1Case> all;
  for (const char* name : {"published", "rules", "mistakes"}) {
    const auto cases = vectors::ReadOauth1Cases(
        std::string(MDMOCK_SOURCE_DIR "/vectors/oauth1/") + name + ".json");
    if (!cases) {
      ADD_FAILURE() << cases.error().what;
      continue;
    }
    all.insert(all.end(), cases->begin(), cases->end());
  }
  return all;
}

const std::vector<Oauth1Case>& All() {
  static const std::vector<Oauth1Case> all = Load();
  return all;
}

std::string NameOf(const ::testing::TestParamInfo<Oauth1Case>& info) {
  std::string name = info.param.id;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(c) == 0; },
      '_');
  return name;
}

std::set<Oauth1Case::Mistakes> Explanations(const Cause& cause) {
  std::set<Oauth1Case::Mistakes> all;
  const auto add = [&all](const Explanation& explanation) {
    Oauth1Case::Mistakes ids;
    for (const Mistake* mistake : explanation) ids.emplace(mistake->id);
    if (!ids.empty()) all.insert(std::move(ids));
  };
  add(cause.mistakes);
  for (const Explanation& one : cause.equivalent) add(one);
  return all;
}

class Oauth1Vectors : public ::testing::TestWithParam<Oauth1Case> {
 protected:
  const Oauth1Case& given() const { return GetParam(); }

  // The verdict, made once for all the tests of a case.
  const mdmock::Verdict& Verify() const {
    static std::map<std::string, mdmock::Verdict> verdicts;
    auto found = verdicts.find(given().id);
    if (found == verdicts.end()) {
      found =
          verdicts
              .emplace(given().id, oauth1::Verify(given().request,
                                                  given().known, given().now))
              .first;
    }
    return found->second;
  }

  Authorization ReadHeader() const {
    const std::string* value = given().request.Find("Authorization");
    return ReadAuthorization(value == nullptr ? "" : *value);
  }
};

TEST_P(Oauth1Vectors, BaseString) {
  if (!given().stages) GTEST_SKIP() << "there is nothing to sign";
  const Authorization authorization = ReadHeader();
  const Message message =
      MakeMessage(given().request, given().known.base, authorization);
  EXPECT_EQ(SignedParameters(message, {}), given().stages->parameters);
  EXPECT_EQ(BaseString(message), given().stages->base_string);
}

TEST_P(Oauth1Vectors, Signature) {
  if (!given().stages) GTEST_SKIP() << "there is nothing to sign";
  const std::string key = SigningKey(given().known.credentials, {}, {});
  EXPECT_EQ(key, given().stages->key);
  const std::string code = Code(key, given().stages->base_string, {});
  OutputHabits base64;
  base64.encoding = OutputHabits::Encoding::kNone;
  EXPECT_EQ(SignatureText(code, base64), given().stages->signature);
}

TEST_P(Oauth1Vectors, Verdict) {
  const mdmock::Verdict& verdict = Verify();
  std::multiset<std::string> codes;
  for (const Finding& finding : verdict.findings()) {
    codes.emplace(finding.rule->code);
  }
  EXPECT_EQ(codes, given().findings) << Explain(verdict);
  EXPECT_EQ(verdict.accepted(), given().accepted) << Explain(verdict);
}

TEST_P(Oauth1Vectors, Cause) {
  const mdmock::Verdict& verdict = Verify();
  const mdmock::Cause& cause = verdict.cause();
  EXPECT_EQ(Name(cause.status), Name(given().cause)) << Explain(verdict);
  EXPECT_EQ(Explanations(cause), given().explanations) << Explain(verdict);
}

TEST_P(Oauth1Vectors, AsJson) {
  const mdmock::Verdict& verdict = Verify();
  const std::string text = ToJson(verdict).dump();
  const auto json = nlohmann::json::parse(text);
  EXPECT_EQ(json["subject"], "oauth1");
  EXPECT_EQ(json["accepted"], given().accepted);
  EXPECT_EQ(json["cause"]["status"], std::string(Name(given().cause)));
  EXPECT_EQ(json["findings"].size(), given().findings.size());
  const Credentials& credentials = given().known.credentials;
  for (const std::string& secret :
       {credentials.consumer_secret, credentials.access_secret}) {
    // Short ones are part of other words; no real secret is that short.
    if (secret.size() < 10) continue;
    EXPECT_EQ(text.find(secret), std::string::npos) << text;
    EXPECT_EQ(Explain(verdict).find(secret), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(All, Oauth1Vectors, ::testing::ValuesIn(All()),
                         NameOf);

TEST(Oauth1VectorsTest, EachRuleIsBrokenBySomeVector) {
  std::set<std::string, std::less<>> broken;
  for (const Oauth1Case& one : All()) {
    broken.insert(one.findings.begin(), one.findings.end());
  }
  for (const Rule* rule : rules::kAll) {
    EXPECT_TRUE(broken.contains(rule->code)) << rule->code;
  }
}

TEST(Oauth1VectorsTest, EachMistakeIsProvedBySomeVector) {
  std::set<std::string, std::less<>> proved;
  for (const Oauth1Case& one : All()) {
    if (one.cause != Cause::Status::kProved) continue;
    for (const auto& mistakes : one.explanations) {
      if (mistakes.size() == 1) proved.insert(*mistakes.begin());
    }
  }
  for (const Mistake* mistake : Mistakes()) {
    EXPECT_TRUE(proved.contains(mistake->id)) << mistake->id;
  }
}

TEST(Oauth1VectorsTest, EachDerivesFromOneThatIsAccepted) {
  for (const Oauth1Case& one : All()) {
    if (one.derived_from.empty()) continue;
    const auto origin = std::find_if(
        All().begin(), All().end(),
        [&](const Oauth1Case& other) { return other.id == one.derived_from; });
    ASSERT_NE(origin, All().end()) << one.id;
    EXPECT_TRUE(origin->accepted) << one.id;
  }
}

}  // namespace
}  // namespace mdmock::oauth1
