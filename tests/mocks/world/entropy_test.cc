#include "mocks/world/entropy.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "protocol/base/encoding.h"

namespace mdmock::world {
namespace {

// The C++ standard names the 10,000th number of a default mt19937_64 (seed
// 5489): 9981545732273789042, hence these bytes, lowest first.
TEST(Entropy, GivesTheNumbersOfTheStandard) {
  Entropy entropy(5489);
  const std::string bytes = entropy.Bytes(80'000);
  EXPECT_EQ(Hex(bytes.substr(79'992)), "72d87e81f592858a");
}

TEST(Entropy, GivesTheSameForTheSameSeed) {
  Entropy one(7);
  Entropy other(7);
  EXPECT_EQ(one.Bytes(33), other.Bytes(33));
  EXPECT_EQ(one.HexDigits(31), other.HexDigits(31));
  EXPECT_EQ(one.Below(1'000'000), other.Below(1'000'000));
}

TEST(Entropy, GivesOtherBytesForAnotherSeed) {
  EXPECT_NE(Entropy(1).Bytes(16), Entropy(2).Bytes(16));
}

TEST(Entropy, BeginsAnewWhenReseeded) {
  Entropy entropy(7);
  const std::string first = entropy.Bytes(16);
  EXPECT_NE(entropy.Bytes(16), first);
  entropy.Reseed(7);
  EXPECT_EQ(entropy.Bytes(16), first);
  EXPECT_EQ(entropy.seed(), 7u);
}

TEST(Entropy, KeepsToTheLengthsAskedFor) {
  Entropy entropy(1);
  for (const size_t length : {0u, 1u, 7u, 8u, 9u, 40u}) {
    EXPECT_EQ(entropy.Bytes(length).size(), length);
    const std::string digits = entropy.HexDigits(length);
    EXPECT_EQ(digits.size(), length);
    EXPECT_EQ(digits.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
}

TEST(Entropy, StaysBelowTheBoundAndReachesEverything) {
  Entropy entropy(3);
  std::array<int, 6> seen{};
  for (int i = 0; i < 600; ++i) ++seen.at(entropy.Below(6));
  for (const int count : seen) EXPECT_GT(count, 50);
  EXPECT_EQ(entropy.Below(1), 0u);
  EXPECT_LT(entropy.Below(UINT64_MAX), UINT64_MAX);
}

TEST(Entropy, SharesOneStreamAmongThreads) {
  Entropy entropy(9);
  std::string theirs;
  std::thread other([&] { theirs = entropy.Bytes(8); });
  const std::string ours = entropy.Bytes(8);
  other.join();
  const std::string both = Entropy(9).Bytes(16);
  EXPECT_TRUE(ours + theirs == both || theirs + ours == both);
}

}  // namespace
}  // namespace mdmock::world
