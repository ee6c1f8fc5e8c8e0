#include "protocol/crypto/loose_key_file.h"

#include <gtest/gtest.h>

#include <chrono>

#include "protocol/crypto/identity.h"

namespace mdmock::crypto {
namespace {

struct Pair {
  PrivateKey key;
  Certificate certificate;
};

Pair MakePair() {
  const SystemTime now = FromEpochSeconds(1767225600);
  const auto key = PrivateKey::GenerateEc();
  return {*key, *Certificate::MakeSelfSigned(
                    *key, {.common_name = "joe",
                           .serial = "\x11",
                           .not_before = now,
                           .not_after = now + std::chrono::hours(24)})};
}

TEST(LooseKeyFileTest, IsRightWhereThePartsAre) {
  const Pair pair = MakePair();
  const auto file = MakeLooseKeyFile({.key = pair.key,
                                      .certificates = {pair.certificate},
                                      .friendly_name = "joe",
                                      .mac_password = ""},
                                     "secret");
  ASSERT_TRUE(file) << file.error().what;
  const auto read = ReadIdentity(*file, "secret");
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(read->certificate.Subject(), pair.certificate.Subject());
}

TEST(LooseKeyFileTest, TakesPartsThatDoNotBelongTogether) {
  const auto file = MakeLooseKeyFile({.key = MakePair().key,
                                      .certificates = {MakePair().certificate},
                                      .friendly_name = "joe",
                                      .mac_password = ""},
                                     "secret");
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_FALSE(ReadIdentity(*file, "secret"));
}

TEST(LooseKeyFileTest, TakesAPasswordOfItsOwnForTheMac) {
  const Pair pair = MakePair();
  const auto file = MakeLooseKeyFile({.key = pair.key,
                                      .certificates = {pair.certificate},
                                      .friendly_name = "joe",
                                      .mac_password = "another"},
                                     "secret");
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_FALSE(ReadIdentity(*file, "secret"));
  EXPECT_FALSE(ReadIdentity(*file, "another"));
}

}  // namespace
}  // namespace mdmock::crypto
