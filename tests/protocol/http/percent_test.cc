#include "protocol/http/percent.h"

#include <gtest/gtest.h>

#include <string>

namespace mdmock::http {
namespace {

std::string EveryByte() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  return bytes;
}

TEST(PercentTest, LeavesExactlyTheUnreserved) {
  const std::string unreserved =
      "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
  std::string left;
  for (const char c : EveryByte()) {
    if (IsUnreserved(c)) left += c;
  }
  EXPECT_EQ(left, unreserved);
  EXPECT_EQ(PercentEncode(unreserved), unreserved);
}

TEST(PercentTest, FindsAnythingReservedWhereverItStands) {
  for (const size_t length : {1U, 15U, 16U, 17U, 40U}) {
    const std::string plain(length, 'a');
    EXPECT_TRUE(IsPlain(plain));
    for (size_t at = 0; at < length; ++at) {
      for (const char c : EveryByte()) {
        std::string text = plain;
        text[at] = c;
        ASSERT_EQ(IsPlain(text), IsUnreserved(c)) << length << " " << at;
        ASSERT_EQ(PlainLength(text), IsUnreserved(c) ? length : at);
      }
    }
  }
  EXPECT_TRUE(IsPlain(""));
}

TEST(PercentTest, EncodesWithTheDigitsAskedFor) {
  EXPECT_EQ(PercentEncode("a b/\xC3\xA9"), "a%20b%2F%C3%A9");
  EXPECT_EQ(PercentEncode("/", HexCase::kLower), "%2f");
  std::string out = "x";
  AppendPercentEncoded(out, "=y=");
  EXPECT_EQ(out, "x%3Dy%3D");
}

TEST(PercentTest, DecodesWhatItEncoded) {
  const std::string bytes = EveryByte();
  EXPECT_EQ(PercentDecode(PercentEncode(bytes)), bytes);
  EXPECT_EQ(PercentDecode(PercentEncode(bytes, HexCase::kLower)), bytes);
  EXPECT_EQ(PercentDecodeLoosely(PercentEncode(bytes)), bytes);
}

TEST(PercentTest, DecodesStrictlyOrLoosely) {
  for (const char* text : {"%", "%4", "%zz", "a%2", "%%41"}) {
    EXPECT_FALSE(PercentDecode(text)) << text;
  }
  EXPECT_EQ(PercentDecodeLoosely("%41%4%zz%"), "A%4%zz%");
  EXPECT_EQ(PercentDecode("a+b"), "a+b");
}

}  // namespace
}  // namespace mdmock::http
