#include "conformance/report/safe_text.h"

#include <gmock/gmock.h>

#include <string>

#include "protocol/base/text.h"
#include "tests/conformance/report/specimen.h"

namespace mdmock::conformance {
namespace {

using ::testing::EndsWith;
using ::testing::Le;
using ::testing::Not;
using ::testing::SizeIs;

TEST(SafeTextTest, KeepsLinesAndEscapesTheRest) {
  EXPECT_EQ(SafeText("a\r\nb\tc\nd\re", 4096), "a\nb    c\nd\\x0De");
  EXPECT_EQ(SafeLine("a\nb"), "a\\x0Ab");
}

TEST(SafeTextTest, EscapesWhatXmlForbidsAndWhatMisleads) {
  EXPECT_EQ(SafeLine("\xEF\xBF\xBE|\xEF\xBF\xBF"),
            "\\xEF\\xBF\\xBE|\\xEF\\xBF\\xBF");
  EXPECT_EQ(SafeLine("\xE2\x80\xAE|\xE2\x81\xA6"),
            "\\xE2\\x80\\xAE|\\xE2\\x81\\xA6");
  EXPECT_EQ(SafeLine("“quoted” – ✔ 😀"), "“quoted” – ✔ 😀");
}

TEST(SafeTextTest, IsUtf8WithinItsLimitWhereverItIsCut) {
  std::string bytes;
  while (bytes.size() < 500) bytes += HostileBytes() + "€\n";
  for (size_t limit = 64; limit < 400; ++limit) {
    const std::string text = SafeText(bytes, limit);
    EXPECT_THAT(text, SizeIs(Le(limit)));
    EXPECT_TRUE(IsUtf8(text)) << limit;
    EXPECT_THAT(text, EndsWith("bytes in all)"));
    const std::string line = SafeLine(bytes, limit);
    EXPECT_THAT(line, SizeIs(Le(limit)));
    EXPECT_TRUE(IsUtf8(line)) << limit;
    EXPECT_THAT(line, EndsWith(" bytes)"));
  }
}

TEST(SafeTextTest, IsCutWhereLineEndsAreMostOfIt) {
  const std::string text = SafeText(std::string(1000, '\r') + "\n", 100);
  EXPECT_THAT(text, SizeIs(Le(100U)));
  std::string crlf;
  for (int i = 0; i < 1000; ++i) crlf += "\r\n";
  EXPECT_THAT(SafeText(crlf, 100), EndsWith("(2000 bytes in all)"));
}

TEST(SafeTextTest, ShowsAllThatFits) {
  EXPECT_EQ(SafeLine(std::string(64, 'x'), 64), std::string(64, 'x'));
  EXPECT_EQ(SafeText(std::string(64, 'x'), 64), std::string(64, 'x'));
  EXPECT_THAT(SafeLine(std::string(65, 'x'), 64), Not(EndsWith("x")));
}

TEST(MarkupTest, LeavesNothingToAParser) {
  EXPECT_EQ(Markup("<a b='c' d=\"&\">]]>"),
            "&lt;a b=&#39;c&#39; d=&quot;&amp;&quot;&gt;]]&gt;");
}

TEST(WrappedTest, BreaksAtBlanksAndIndents) {
  EXPECT_EQ(Wrapped("aa bb cc", 8, 3), "aa bb\n   cc");
  EXPECT_EQ(Wrapped("averylongword b", 6, 2), "averylongword\n  b");
  EXPECT_EQ(Columns("é✔x"), 3U);
}

}  // namespace
}  // namespace mdmock::conformance
