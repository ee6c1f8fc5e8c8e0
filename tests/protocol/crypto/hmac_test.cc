#include "protocol/crypto/hmac.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/base/encoding.h"

namespace mdmock::crypto {
namespace {

std::string Text(const Sha1Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(HmacTest, GivesTheCodesOfRfc2202) {
  EXPECT_EQ(Hex(Text(HmacSha1Key(std::string(20, '\x0B')).Sign("Hi There"))),
            "b617318655057264e28bc0b6fb378c8ef146be00");
  EXPECT_EQ(Hex(Text(HmacSha1Key("Jefe").Sign("what do ya want for nothing?"))),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(
      Hex(Text(HmacSha1Key(std::string(80, '\xAA'))
                   .Sign("Test Using Larger Than Block-Size Key - Hash Key "
                         "First"))),
      "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

TEST(HmacTest, AgreesWithEvpAtEveryLength) {
  for (size_t length = 0; length < 300; ++length) {
    const std::string key(length % 130, 'k');
    const std::string message(length, static_cast<char>('a' + length % 26));
    ASSERT_EQ(Text(HmacSha1Key(key).Sign(message)),
              Hmac(DigestAlgorithm::kSha1, key, message))
        << length;
    ASSERT_EQ(Text(Sha1(message)), Digest(DigestAlgorithm::kSha1, message))
        << length;
  }
}

TEST(HmacSeriesTest, SignsAsIfEachMessageStoodAlone) {
  const HmacSha1Key key("key");
  HmacSha1Series series(key);
  std::string before;
  for (int i = 0; i < 500; ++i) {
    // Grows, shrinks and changes at its beginning from time to time.
    std::string message(static_cast<size_t>(i * 37 % 400), 'm');
    if (i % 5 == 0 && !message.empty()) message[0] = 'n';
    message += std::to_string(i);
    ASSERT_EQ(series.Sign(message, NumAlike(before, message)),
              key.Sign(message))
        << i;
    before = message;
  }
}

TEST(HmacSeriesTest, CountsWholeBlocksThatAreAlike) {
  const std::string a(200, 'x');
  std::string b = a;
  EXPECT_EQ(NumAlike(a, b), 192U);
  b[130] = 'y';
  EXPECT_EQ(NumAlike(a, b), 128U);
  b[0] = 'y';
  EXPECT_EQ(NumAlike(a, b), 0U);
  EXPECT_EQ(NumAlike(a, ""), 0U);
}

}  // namespace
}  // namespace mdmock::crypto
