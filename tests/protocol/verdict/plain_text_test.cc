#include "protocol/verdict/plain_text.h"

#include <gtest/gtest.h>

#include <string>

namespace mdmock {
namespace {

std::string Plain(std::string_view text) { return PlainText(text).bytes(); }

TEST(PlainText, UndoesWhatIsDoneToTextOnTheWay) {
  EXPECT_EQ(Plain("a%2Fb%252fc"), "a/b/c");
  EXPECT_EQ(Plain("%25252541"), "A");
  EXPECT_EQ(Plain(R"(a\/b\"c\\d\u002fe\n)"), R"(a/b"c\d/e)");
  EXPECT_EQ(Plain("a+b-c_d"), "a b c/d");
  EXPECT_EQ(Plain(std::string("a\0b\0", 4)), "ab");
  EXPECT_EQ(Plain("ab\r\n \tcd"), "abcd");
}

TEST(PlainText, LeavesWhatIsNoEscapeAsItIs) {
  EXPECT_EQ(Plain("100% %4 %zz %"), "100% %4 %zz %");
  EXPECT_EQ(Plain(R"(\x \u0141 \u00 \)"), R"(\x \u0141 \u00 \)");
  EXPECT_EQ(Plain(""), "");
}

TEST(PlainText, KnowsWhereEachByteComesFrom) {
  const std::string_view text = "ab%2525c\r\n d\\/";
  const PlainText plain(text);
  ASSERT_EQ(plain.bytes(), "ab%cd/");
  const std::string_view pieces[] = {"a", "b", "%2525", "c", "d", "\\/"};
  for (size_t i = 0; i < std::size(pieces); ++i) {
    EXPECT_EQ(text.substr(plain.BeginOf(i), plain.EndOf(i) - plain.BeginOf(i)),
              pieces[i]);
  }
}

}  // namespace
}  // namespace mdmock
