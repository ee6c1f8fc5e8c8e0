#include "protocol/crypto/issue.h"

#include <gtest/gtest.h>

#include "protocol/crypto/trust.h"

namespace mdmock::crypto {
namespace {

const SystemTime kNow = *ReadTime("2026-01-01T00:00:00Z");
constexpr std::chrono::hours kDay(24);

Issued Named(const std::string& name, IssuedUse use) {
  return {.common_name = name,
          .serial = "\x02",
          .not_before = kNow - kDay,
          .not_after = kNow + kDay,
          .use = use};
}

TEST(Issue, MakesChainsThatLeadToTheirRoot) {
  const auto root_key = *PrivateKey::GenerateEc();
  const auto root =
      Issue(root_key, Named("Root", IssuedUse::kAuthority), nullptr);
  ASSERT_TRUE(root) << root.error().what;
  const Issuer by{root_key, *root};
  const auto key = *PrivateKey::GenerateEc();
  const auto leaf =
      Issue(key, Named("1001:somebody", IssuedUse::kClientAuthentication), &by);
  ASSERT_TRUE(leaf) << leaf.error().what;

  EXPECT_EQ(leaf->Subject(), "CN=1001:somebody");
  EXPECT_EQ(leaf->Issuer(), "CN=Root");
  EXPECT_EQ(leaf->SerialText(), "02");
  EXPECT_EQ(leaf->NotAfter(), kNow + kDay);
  EXPECT_EQ(leaf->KeyIdentifier().size(), 20u);
  EXPECT_TRUE(leaf->Matches(key));
  EXPECT_TRUE(leaf->AllowsClientAuthentication());
  EXPECT_TRUE(leaf->AllowsSigning());
  EXPECT_FALSE(root->AllowsSigning());

  const auto trust = *Trust::Of({*root});
  EXPECT_EQ(trust.Check(*leaf, {}, &kNow), "");
  const SystemTime later = kNow + 2 * kDay;
  EXPECT_NE(trust.Check(*leaf, {}, &later), "");

  // A root of the same name and another key has not signed it.
  const auto other_key = *PrivateKey::GenerateEc();
  const auto other =
      Issue(other_key, Named("Root", IssuedUse::kAuthority), nullptr);
  ASSERT_TRUE(other);
  EXPECT_NE(Trust::Of({*other})->Check(*leaf, {}, &kNow), "");
}

}  // namespace
}  // namespace mdmock::crypto
