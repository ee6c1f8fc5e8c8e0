#include "mocks/connector/key_pool.h"

#include <gtest/gtest.h>

namespace mdmock::connector {
namespace {

TEST(KeyPool, MakesKeysOfTheKindThatIsAskedFor) {
  KeyPool pool;
  EXPECT_EQ(pool.Take(KeyKind::kEc256)->kind(), "EC-256");
  EXPECT_EQ(pool.num_ready(), 0u);
  EXPECT_EQ(pool.Take(KeyKind::kRsa2048)->kind(), "RSA-2048");
}

TEST(KeyPool, NeverHoldsMoreThanItMay) {
  KeyPool pool;
  pool.Expect(KeyKind::kRsa2048);
  for (int i = 0; i < 3; ++i) {
    const auto one = pool.Take(KeyKind::kRsa2048);
    const auto other = pool.Take(KeyKind::kRsa2048);
    ASSERT_TRUE(one && other);
    EXPECT_NE(one->Pem(), other->Pem());
    EXPECT_LE(pool.num_ready(), KeyPool::kMaxKeys);
  }
}

}  // namespace
}  // namespace mdmock::connector
