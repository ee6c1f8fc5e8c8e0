#include "mocks/ade/fleet/serials.h"

#include <gtest/gtest.h>

#include <set>

namespace mdmock::ade {
namespace {

TEST(Serials, GoThereAndBack) {
  const Serials serials(7);
  std::set<std::string> seen;
  for (std::uint64_t number = 0; number < 20'000; ++number) {
    const std::string serial = serials.At(number);
    EXPECT_EQ(serial.size(), 10u);
    EXPECT_TRUE(seen.insert(serial).second);
    EXPECT_EQ(serials.NumberOf(serial), number);
  }
  const std::uint64_t last = (std::uint64_t{1} << 50) - 1;
  EXPECT_EQ(serials.NumberOf(serials.At(last)), last);
}

TEST(Serials, OfAnotherKeyAreOthers) {
  const Serials one(1);
  const Serials two(2);
  for (std::uint64_t number = 0; number < 1000; ++number) {
    const auto other = two.NumberOf(one.At(number));
    ASSERT_TRUE(other);
    EXPECT_GT(*other, 10'000'000u);
  }
}

TEST(Serials, AreNotReadFromOtherTexts) {
  const Serials serials(7);
  for (const char* text : {"", "A", "AAAAAAAAA", "AAAAAAAAAAA", "aaaaaaaaaa",
                           "IIIIIIIIII", "AAAA AAAAA", "AAAAAAAAA\xFF"}) {
    EXPECT_FALSE(serials.NumberOf(text)) << text;
  }
}

}  // namespace
}  // namespace mdmock::ade
