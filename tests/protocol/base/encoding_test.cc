#include "protocol/base/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace mdmock {
namespace {

TEST(EncodingTest, GivesTheBase64OfRfc4648) {
  for (const auto& [plain, encoded] : {std::pair{"", ""},
                                       {"f", "Zg=="},
                                       {"fo", "Zm8="},
                                       {"foo", "Zm9v"},
                                       {"foob", "Zm9vYg=="},
                                       {"fooba", "Zm9vYmE="},
                                       {"foobar", "Zm9vYmFy"}}) {
    EXPECT_EQ(Base64(plain), encoded);
    EXPECT_EQ(ReadBase64(encoded), plain);
    EXPECT_EQ(ReadBase64Loosely(encoded), plain);
  }
}

TEST(EncodingTest, UsesTheUrlAlphabetOnDemand) {
  const std::string bytes("\xFB\xEF\xBE\xFF", 4);
  EXPECT_EQ(Base64(bytes), "++++/w==");
  EXPECT_EQ(Base64Url(bytes, true), "----_w==");
  EXPECT_EQ(Base64Url(bytes, false), "----_w");
  EXPECT_EQ(ReadBase64Loosely("----_w"), bytes);
  EXPECT_FALSE(ReadBase64("----_w=="));
}

TEST(EncodingTest, ReadsBase64Strictly) {
  EXPECT_FALSE(ReadBase64("Zg="));     // Padding is short.
  EXPECT_FALSE(ReadBase64("Zg"));      // Padding is absent.
  EXPECT_FALSE(ReadBase64("Zh=="));    // An unused bit is set.
  EXPECT_FALSE(ReadBase64("Zm9v\n"));  // White space.
  EXPECT_FALSE(ReadBase64("Zm9v===="));
  EXPECT_FALSE(ReadBase64("Z"));
  EXPECT_FALSE(ReadBase64("Zm9\xC3"));
}

TEST(EncodingTest, ReadsBase64LooselyWhereItIsAskedTo) {
  EXPECT_EQ(ReadBase64Loosely("Zm 9v\r\nYg"), "foob");
  EXPECT_FALSE(ReadBase64Loosely("Z"));
  EXPECT_FALSE(ReadBase64Loosely("Zm9v*"));
}

TEST(EncodingTest, WritesAndReadsHex) {
  const std::string bytes("\x00\x7F\xAB", 3);
  EXPECT_EQ(Hex(bytes), "007fab");
  EXPECT_EQ(Hex(bytes, HexCase::kUpper), "007FAB");
  EXPECT_EQ(ReadHex("007fAB"), bytes);
  EXPECT_FALSE(ReadHex("007"));
  EXPECT_FALSE(ReadHex("0g"));
  EXPECT_EQ(HexDigit('f'), 15);
  EXPECT_EQ(HexDigit('F'), 15);
  EXPECT_EQ(HexDigit('g'), -1);
}

}  // namespace
}  // namespace mdmock
