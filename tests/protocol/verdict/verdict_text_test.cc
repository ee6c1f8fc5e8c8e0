#include "protocol/verdict/verdict_text.h"

#include <gmock/gmock.h>

#include <string>

#include "protocol/base/encoding.h"

namespace mdmock {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Mistake kMistake{"test.mistake", "It went wrong.", "do it right"};
constexpr Rule kRule{"test.rule", Severity::kRemark, Provenance::kChosen,
                     "RFC 0", "The signature is RSA."};

Verdict Explained(std::string should_sign, std::string is) {
  Cause cause;
  cause.status = Cause::Status::kProved;
  cause.mistakes = {&kMistake};
  cause.should_sign = std::move(should_sign);
  cause.signed_bytes = std::move(is);
  Verdict verdict("test");
  verdict.Explain(std::move(cause));
  return verdict;
}

std::string TextOf(std::string should_sign, std::string is) {
  return Explain(Explained(std::move(should_sign), std::move(is)));
}

TEST(VerdictTextTest, ShowsLineEndsAndControlsAsTheyAre) {
  EXPECT_THAT(TextOf("/api/x", "/api/x\r\n"),
              HasSubstr("  expected: /api/x\n"
                        "  signed:   /api/x\\x0D\\x0A\n"
                        "                  ^ byte 6: the end expected, "
                        "'\\x0D' signed\n"
                        "  base64:   L2FwaS94DQo=\n"));
}

TEST(VerdictTextTest, KeepsTextThatIsUtf8) {
  const std::string text = TextOf("/api/J\u00FCrgen/x", "/api/J\u00FCrgen/y");
  EXPECT_THAT(text, HasSubstr("  expected: /api/J\u00FCrgen/x\n"
                              "  signed:   /api/J\u00FCrgen/y\n"
                              "                        ^ byte 13: 'x' "
                              "expected, 'y' signed\n"));
  EXPECT_THAT(text, Not(HasSubstr("base64:")));
}

TEST(VerdictTextTest, ShowsLatin1ByteByByte) {
  EXPECT_THAT(TextOf("/J%C3%BCrgen", "/J\xFCrgen"),
              HasSubstr("  expected: /J%C3%BCrgen\n"
                        "  signed:   /J\\xFCrgen\n"
                        "              ^ byte 2: '%' expected, '\\xFC' "
                        "signed\n"
                        "  base64:   L0r8cmdlbg==\n"));
  // What comes before is counted as it is printed.
  EXPECT_THAT(TextOf("/\xFCx", "/\xFCy"),
              HasSubstr("  signed:   /\\xFCy\n"
                        "                 ^ byte 2"));
}

// Two letters that begin with the same byte: the caret stands under both.
TEST(VerdictTextTest, PointsAtTheBeginningOfALetter) {
  EXPECT_THAT(TextOf("/\u00FC", "/\u00E4"),
              HasSubstr("  expected: /\u00FC\n"
                        "  signed:   /\u00E4\n"
                        "             ^ byte 2: "));
}

TEST(VerdictTextTest, ShowsAWindowOfLongText) {
  const std::string before(100, 'a');
  const std::string text = TextOf(before + "x" + before, before + "y" + before);
  const std::string window = "\u2026" + std::string(40, 'a');
  EXPECT_THAT(text, HasSubstr("  expected: " + window + "x" +
                              std::string(31, 'a') + "\u2026\n"));
  EXPECT_THAT(text, HasSubstr("\n" + std::string(53, ' ') + "^ byte 100: "));
  // It begins with a whole letter.
  std::string letters;
  for (int i = 0; i < 60; ++i) letters += "\u00FC";
  EXPECT_THAT(TextOf("a" + letters + "x", "a" + letters + "y"),
              HasSubstr("  signed:   \u2026\u00FC"));
}

TEST(VerdictTextTest, ShowsWhatIsNoTextInBase64) {
  std::string digest;
  for (int i = 0; i < 32; ++i) digest += static_cast<char>(7 * i);
  EXPECT_THAT(TextOf("/api/x", digest),
              HasSubstr("  base64:   " + Base64(digest) + "\n"));
  const std::string large(10'000, '\0');
  EXPECT_THAT(TextOf("/api/x", large),
              HasSubstr("  base64:   " + std::string(320, 'A') +
                        "\u2026 (the first 240 bytes of 10000)\n"));
}

TEST(VerdictTextTest, ShowsThatNothingWasSigned) {
  EXPECT_THAT(TextOf("/api/x", ""),
              HasSubstr("  expected: /api/x\n"
                        "  signed:   \n"
                        "            ^ byte 0: '/' expected, the end signed"));
}

TEST(VerdictTextTest, SaysWhyACauseIsUnknown) {
  Cause cause;
  cause.status = Cause::Status::kUnknown;
  Verdict verdict("test");
  verdict.Explain(cause);
  EXPECT_THAT(Explain(verdict), HasSubstr("cause: unknown (no known mistake"));
  cause.unknown_because = "nobody looked";
  verdict.Explain(cause);
  EXPECT_THAT(Explain(verdict), HasSubstr("cause: unknown (nobody looked)\n"));
}

TEST(VerdictTextTest, TellsARuleFromWhatCame) {
  Verdict verdict("test");
  verdict.Add({&kRule, "byte 1", "rsaEncryption", "ecdsa-with-SHA256"});
  EXPECT_THAT(Explain(verdict),
              HasSubstr("remark  test.rule\n"
                        "  rule:     The signature is RSA. (RFC 0; chosen)\n"
                        "  where:    byte 1\n"
                        "  expected: rsaEncryption\n"
                        "  actual:   ecdsa-with-SHA256\n"));
}

}  // namespace
}  // namespace mdmock
