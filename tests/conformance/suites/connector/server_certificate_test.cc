#include "conformance/suites/connector/server_certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "mocks/world/clock.h"
#include "protocol/crypto/issue.h"

namespace mdmock::conformance::pki {
namespace {

using crypto::Certificate;
using crypto::PrivateKey;
using ::testing::HasSubstr;

constexpr std::chrono::hours kDay(24);

// A root, an intermediate under it, and a server's certificate under that.
class ChainTest : public ::testing::Test {
 protected:
  static PrivateKey Key() { return *PrivateKey::GenerateEc(); }

  Certificate Make(const PrivateKey& key, const std::string& name,
                   const PrivateKey* issuer_key, const Certificate* issuer,
                   SystemTime not_after) {
    const crypto::Issued contents{
        .common_name = name,
        .not_before = now_ - 10 * kDay,
        .not_after = not_after,
        .use = name.find("CA") == std::string::npos
                   ? crypto::IssuedUse::kClientSignature
                   : crypto::IssuedUse::kAuthority};
    if (issuer == nullptr) return *crypto::Issue(key, contents, nullptr);
    const crypto::Issuer by{*issuer_key, *issuer};
    return *crypto::Issue(key, contents, &by);
  }

  const SystemTime now_ = world::Clock().Now();
  const PrivateKey root_key_ = Key();
  const PrivateKey middle_key_ = Key();
  const PrivateKey key_ = Key();
  const Certificate root_ =
      Make(root_key_, "Acme Root CA", nullptr, nullptr, now_ + kDay);
  const Certificate middle_ =
      Make(middle_key_, "Acme Issuing CA", &root_key_, &root_, now_ + kDay);
  const Certificate leaf_ =
      Make(key_, "pki.example.com", &middle_key_, &middle_, now_ + kDay);
};

TEST_F(ChainTest, PassesWhereItLeadsToAnAnchor) {
  EXPECT_EQ(JudgeChain({leaf_, middle_}, root_.Pem(), now_).outcome,
            Outcome::kPass);
  EXPECT_EQ(JudgeChain({leaf_}, middle_.Pem(), now_).outcome, Outcome::kPass);
}

TEST_F(ChainTest, NamesAnIntermediateThatIsMissing) {
  const Said said = JudgeChain({leaf_}, root_.Pem(), now_);
  EXPECT_EQ(said.outcome, Outcome::kFail);
  EXPECT_EQ(said.speaks_of, Class::kImplementation);
  EXPECT_THAT(said.message, HasSubstr("Acme Issuing CA"));
}

TEST_F(ChainTest, TellsAnAnchorThatTrustLacksFromThat) {
  const PrivateKey key = Key();
  const Certificate other =
      Make(key, "Somebody CA", nullptr, nullptr, now_ + kDay);
  const Said said = JudgeChain({leaf_, middle_, root_}, other.Pem(), now_);
  EXPECT_EQ(said.speaks_of, Class::kConfiguration);
  EXPECT_THAT(said.message, HasSubstr("Acme Root CA"));
  const Certificate by_root =
      Make(key_, "pki.example.com", &root_key_, &root_, now_ + kDay);
  EXPECT_EQ(JudgeChain({by_root}, other.Pem(), now_).speaks_of,
            Class::kConfiguration);
}

TEST_F(ChainTest, RefusesWhatHasExpired) {
  const Certificate old =
      Make(key_, "pki.example.com", &middle_key_, &middle_, now_ - kDay);
  const Said said = JudgeChain({old, middle_}, root_.Pem(), now_);
  EXPECT_EQ(said.outcome, Outcome::kFail);
  EXPECT_EQ(said.speaks_of, Class::kImplementation);
  EXPECT_THAT(said.message, HasSubstr("expired"));
}

TEST_F(ChainTest, KnowsWhetherThereIsASubjectAltName) {
  EXPECT_FALSE(HasNames(leaf_));
  EXPECT_EQ(CommonName(leaf_), "pki.example.com");
}

}  // namespace
}  // namespace mdmock::conformance::pki
