#include "protocol/pkcs12/password.h"

#include <gtest/gtest.h>

#include <string>

namespace mdmock::pkcs12 {
namespace {

using std::string_literals::operator""s;

TEST(Pkcs12PasswordForms, AreUtf16AndTheBytes) {
  // RFC 7292, appendix B.1: "Beavis".
  const Password beavis = PasswordOf("Beavis");
  EXPECT_EQ(beavis.bmp, "\0B\0e\0a\0v\0i\0s\0\0"s);
  EXPECT_EQ(beavis.raw, "Beavis");
}

TEST(Pkcs12PasswordForms, TellEmptyFromAbsent) {
  EXPECT_EQ(EmptyPassword().bmp, "\0\0"s);
  EXPECT_EQ(NoPassword().bmp, "");
  EXPECT_NE(EmptyPassword(), NoPassword());
}

TEST(Pkcs12PasswordForms, HaveSurrogatesWhereUtf16Has) {
  EXPECT_EQ(PasswordOf("\xF0\x9F\x94\x91").bmp, "\xD8\x3D\xDD\x11\0\0"s);
  EXPECT_EQ(FromUtf16Be("\xD8\x3D\xDD\x11"s), "\xF0\x9F\x94\x91");
}

TEST(Pkcs12PasswordForms, ReadOtherBytesAsLatin1) {
  EXPECT_EQ(PasswordOf("\xE9").bmp, "\0\xE9\0\0"s);
  EXPECT_EQ(PasswordOf("\xE9").raw, "\xE9");
}

TEST(Pkcs12PasswordForms, RefuseWhatIsNoUtf16) {
  EXPECT_FALSE(FromUtf16Be("a"));
  EXPECT_FALSE(FromUtf16Be("\xDC\x00"s));
  EXPECT_FALSE(FromUtf16Be("\xD8\x00"s));
  EXPECT_FALSE(FromUtf16Be("\xD8\x00\0a"s));
}

}  // namespace
}  // namespace mdmock::pkcs12
