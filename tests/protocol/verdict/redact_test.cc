#include "protocol/verdict/redact.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock {
namespace {

constexpr std::string_view kCode = "Ab+c/dEfGh1jkLmN0p==";

Redactor Hiding(std::string_view secret) {
  Redactor redactor;
  redactor.Hide(secret, "[x]");
  return redactor;
}

TEST(Redact, FindsASecretHoweverItIsWritten) {
  const Redactor redactor = Hiding(kCode);
  for (const std::string_view written :
       {"Ab+c/dEfGh1jkLmN0p==", "Ab+c/dEfGh1jkLmN0p", "Ab%2Bc/dEfGh1jkLmN0p==",
        "Ab+c%2fdEfGh1jkLmN0p%3D=", "Ab%252Bc%25252FdEfGh1jkLmN0p",
        "ab+c/defgh1jklmn0p==", "AB+C/DEFGH1JKLMN0P", "Ab c/dEfGh1jkLmN0p==",
        "Ab-c_dEfGh1jkLmN0p", R"(Ab+c\/dEfGh1jkLmN0p==)",
        R"(Ab\u002bc\/dEfGh1jkLmN0p=)", "Ab+c/dEfG\r\n h1jkLmN0p=="}) {
    EXPECT_EQ(redactor.Redact("<" + std::string(written) + ">"), "<[x]>")
        << written;
  }
}

TEST(Redact, FindsASecretAtAnyPlaceOfWhatIsInBase64) {
  const Redactor redactor = Hiding("S3cret.word");
  for (size_t before = 0; before < 7; ++before) {
    for (size_t after = 0; after < 4; ++after) {
      const std::string bytes =
          std::string(before, 'u') + "S3cret.word" + std::string(after, '\n');
      for (const std::string& encoded :
           {Base64(bytes), Base64Url(bytes, false)}) {
        const std::string shown = redactor.Redact("Basic " + encoded);
        EXPECT_NE(shown.find("[x]"), std::string::npos) << before << bytes;
        std::string left = shown.substr(6);
        ReplaceAll(left, "[x]", "");
        EXPECT_LE(left.size(), (before + after) * 4 / 3 + 3);
      }
    }
  }
  std::string wide;
  for (const char c : std::string("u:S3cret.word")) (wide += c) += '\0';
  EXPECT_NE(redactor.Redact(wide).find("[x]"), std::string::npos);
  EXPECT_NE(redactor.Redact(Base64(wide)).find("[x]"), std::string::npos);
  EXPECT_NE(redactor.Redact(Base64('\0' + wide)).find("[x]"),
            std::string::npos);
}

TEST(Redact, LeavesEverythingElseAsItIs) {
  const Redactor redactor = Hiding(kCode);
  for (const std::string text :
       {"", "a", "100%25 a+b\r\n c\\/d", "Ab+c/dEfGh1jkLmN0", "b+c/dEfGh1jk"}) {
    EXPECT_EQ(redactor.Redact(text), text);
  }
  EXPECT_EQ(Redactor().Redact("%41\\/"), "%41\\/");
  EXPECT_EQ(redactor.Redact("%2B " + std::string(kCode) + " %2B\r\n"),
            "%2B [x] %2B\r\n");
}

TEST(Redact, TakesShortSecretsAsTheyAre) {
  EXPECT_EQ(Hiding("abc").Redact("abc"), "abc");
  EXPECT_TRUE(Hiding("abc").empty());
  EXPECT_EQ(Hiding("Abcd").Redact("Abcd abcd ABCD Ab%63d"),
            "[x] abcd ABCD [x]");
  EXPECT_EQ(Hiding("ab==").Redact("ab ab=="), "ab [x]");
  EXPECT_EQ(Hiding("abcd").Redact(Base64("abcd") + " YWJj"), "[x] YWJj");
}

TEST(Redact, NamesTheLongestOfSecretsThatOverlap) {
  Redactor redactor;
  redactor.Hide("S3cret.word", "[password]");
  redactor.Hide("user:S3cret.word", "[pair]");
  redactor.Hide("word and more", "[more]");
  EXPECT_EQ(redactor.Redact("user:S3cret.word"), "[pair]");
  EXPECT_EQ(redactor.Redact(Base64("user:S3cret.word")), "[pair]");
  EXPECT_EQ(redactor.Redact("eve:S3cret.word"), "eve:[password]");
  EXPECT_EQ(redactor.Redact("S3cret.word and more, S3cret.word"),
            "[more], [password]");
  EXPECT_EQ(redactor.Redact("S3cret.wordS3cret.word"), "[password][password]");
}

TEST(Redact, TakesSecretsThatAreEscapesThemselves) {
  for (const std::string_view secret :
       {"a%41bcdefg", "a\\/b\\\\cdefg", "100%25%25%2525", "\r\n\t secret \n",
        "\\u0041\\n\\r abc", "p+s/ w=rd", "p\u00e4ssw\u00f6rt"}) {
    const Redactor redactor = Hiding(secret);
    const std::string shown = redactor.Redact("(" + std::string(secret) + ")");
    EXPECT_EQ(shown.find(secret), std::string::npos) << secret;
    EXPECT_NE(shown.find("[x]"), std::string::npos) << secret;
  }
}

TEST(Redact, FindsOneSecretAmongHundreds) {
  Redactor redactor;
  for (int i = 0; i < 300; ++i) {
    redactor.Hide("secret-number-" + std::to_string(i) + ".",
                  "[" + std::to_string(i) + "]");
  }
  EXPECT_EQ(redactor.Redact("a secret-number-217.b secret-number-21.c"),
            "a [217]b [21]c");
}

}  // namespace
}  // namespace mdmock
