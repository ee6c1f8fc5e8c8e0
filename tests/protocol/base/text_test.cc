#include "protocol/base/text.h"

#include <gmock/gmock.h>

#include <string>

namespace mdmock {
namespace {

using ::testing::ElementsAre;

TEST(TextTest, ChangesTheCaseOfAsciiOnly) {
  EXPECT_EQ(ToLower("AbZ-\xC3\x84"), "abz-\xC3\x84");
  EXPECT_EQ(ToUpper("aBz-\xC3\xA4"), "ABZ-\xC3\xA4");
  EXPECT_TRUE(EqualsIgnoreCase("OAuth", "oAUTH"));
  EXPECT_FALSE(EqualsIgnoreCase("OAuth", "OAuth2"));
  EXPECT_FALSE(EqualsIgnoreCase("[", "{"));
}

TEST(TextTest, TrimsBothEnds) {
  EXPECT_EQ(Trim(" \ta b\t "), "a b");
  EXPECT_EQ(Trim(" \t "), "");
  EXPECT_EQ(Trim("\r\nx\n", "\r\n"), "x");
}

TEST(TextTest, SplitsIntoOnePartMoreThanSeparators) {
  EXPECT_THAT(Split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(Split("", ','), ElementsAre(""));
}

TEST(TextTest, ReplacesFromTheLeftAndNotInWhatItPutIn) {
  std::string text = "aaa+a";
  ReplaceAll(text, "a", "aa");
  EXPECT_EQ(text, "aaaaaa+aa");
  ReplaceAll(text, "+", "");
  EXPECT_EQ(text, "aaaaaaaa");
}

TEST(TextTest, KnowsDigits) {
  EXPECT_TRUE(IsDigits("0123456789"));
  EXPECT_FALSE(IsDigits(""));
  EXPECT_FALSE(IsDigits("-1"));
  EXPECT_FALSE(IsDigits("1.0"));
}

TEST(TextTest, KnowsWellFormedUtf8) {
  EXPECT_TRUE(IsUtf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"));
  EXPECT_FALSE(IsUtf8("\xC0\xAF"));          // Over-long.
  EXPECT_FALSE(IsUtf8("\xE0\x80\xAF"));      // Over-long.
  EXPECT_FALSE(IsUtf8("\xED\xA0\x80"));      // A surrogate.
  EXPECT_FALSE(IsUtf8("\xF4\x90\x80\x80"));  // Past U+10FFFF.
  EXPECT_FALSE(IsUtf8("\xE2\x82"));          // Cut off.
  EXPECT_FALSE(IsUtf8("\x80"));
}

TEST(TextTest, ShowsBytesAsOneLine) {
  EXPECT_EQ(Printable("a\n\x7F\xFF\xC3\xA9"), "a\\x0A\\x7F\\xFF\xC3\xA9");
  EXPECT_EQ(Printable("\xC2\x85"), "\\xC2\\x85");  // A control character.
  EXPECT_EQ(Printable(std::string(10, 'x'), 4), "xxxx… (10 bytes)");
}

}  // namespace
}  // namespace mdmock
