#include "conformance/drivers/bounded_text.h"

#include <gmock/gmock.h>

namespace mdmock::drivers {
namespace {

TEST(BoundedTextTest, KeepsWhatFits) {
  BoundedText text(4, 4);
  text.Add("abc");
  text.Add("defgh");
  EXPECT_TRUE(text.whole());
  EXPECT_EQ(text.Text(), "abcdefgh");
}

TEST(BoundedTextTest, LeavesOutTheMiddleAndSaysHowMuch) {
  BoundedText text(4, 4);
  for (int i = 0; i < 1000; ++i) text.Add("0123456789");
  EXPECT_FALSE(text.whole());
  EXPECT_EQ(text.size(), 10'000U);
  EXPECT_EQ(text.Text(), "0123\n[9992 bytes left out]\n6789");
}

TEST(BoundedTextTest, TakesAFloodInOnePiece) {
  BoundedText text(1, 2);
  text.Add(std::string(1'000'000, 'x') + "yz");
  EXPECT_EQ(text.Text(), "x\n[999999 bytes left out]\nyz");
}

TEST(BoundedTextTest, StartsAnewWhenCleared) {
  BoundedText text(2, 0);
  text.Add("abcd");
  text.Clear();
  text.Add("e");
  EXPECT_EQ(text.Text(), "e");
}

}  // namespace
}  // namespace mdmock::drivers
