#include "mocks/ade/nonces.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace mdmock::ade {
namespace {

TEST(Nonces, AreToldApartByAllFourParts) {
  Nonces nonces;
  const Nonces::Used used{"key", "token", 100, "nonce"};
  EXPECT_FALSE(nonces.Keep(used, 7, 0));
  EXPECT_EQ(nonces.Find(used), 7u);
  EXPECT_EQ(nonces.Keep(used, 8, 0), 7u);
  EXPECT_FALSE(nonces.Find({"key2", "token", 100, "nonce"}));
  EXPECT_FALSE(nonces.Find({"key", "token2", 100, "nonce"}));
  EXPECT_FALSE(nonces.Find({"key", "token", 101, "nonce"}));
  EXPECT_FALSE(nonces.Find({"key", "token", 100, "nonce2"}));
  // The same letters, cut elsewhere.
  EXPECT_FALSE(nonces.Find({"keyt", "oken", 100, "nonce"}));
}

TEST(Nonces, AreForgottenWithTheirTimestamps) {
  Nonces nonces;
  nonces.Keep({"k", "t", 100, "old"}, 1, 0);
  nonces.Keep({"k", "t", 200, "new"}, 2, 150);
  EXPECT_FALSE(nonces.Find({"k", "t", 100, "old"}));
  EXPECT_TRUE(nonces.Find({"k", "t", 200, "new"}));
  EXPECT_EQ(nonces.size(), 1u);
}

TEST(Nonces, StayWithinTheirBound) {
  Nonces nonces(1000);
  for (int i = 0; i < 100'000; ++i) {
    nonces.Keep({"k", "t", i / 500, std::to_string(i)}, 1, 0);
    ASSERT_LE(nonces.size(), 1000u);
  }
  EXPECT_EQ(nonces.size(), 1000u);
  EXPECT_TRUE(nonces.Find({"k", "t", 199, "99999"}));
  EXPECT_FALSE(nonces.Find({"k", "t", 0, "0"}));
}

TEST(Nonces, StayWithinTheirBoundAtOneTimestamp) {
  Nonces nonces(10);
  for (int i = 0; i < 100; ++i) {
    nonces.Keep({"k", "t", 5, std::to_string(i)}, 1, 0);
  }
  EXPECT_EQ(nonces.size(), 10u);
  EXPECT_TRUE(nonces.Find({"k", "t", 5, "99"}));
}

TEST(Nonces, HoldAHundredThousandByDefault) {
  Nonces nonces;
  for (int i = 0; i < 100'000; ++i) {
    nonces.Keep({"k", "t", i / 500, std::to_string(i)}, 1, 0);
  }
  EXPECT_EQ(nonces.size(), 100'000u);
  EXPECT_TRUE(nonces.Find({"k", "t", 0, "0"}));
}

TEST(Nonces, LetOneOfManyThreadsIn) {
  Nonces nonces;
  std::atomic<int> num_first = 0;
  std::vector<std::thread> threads;
  for (std::uint64_t i = 1; i <= 8; ++i) {
    threads.emplace_back([&, i] {
      if (!nonces.Keep({"k", "t", 5, "same"}, i, 0)) ++num_first;
    });
  }
  for (std::thread& one : threads) one.join();
  EXPECT_EQ(num_first, 1);
}

}  // namespace
}  // namespace mdmock::ade
