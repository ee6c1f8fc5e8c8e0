#include "conformance/drivers/line_reader.h"

#include <gmock/gmock.h>

#include <vector>

namespace mdmock::drivers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Lines(LineReader& reader, std::string_view bytes) {
  reader.Add(bytes);
  std::vector<std::string> lines;
  while (auto line = reader.Next()) lines.push_back(*line);
  return lines;
}

TEST(LineReaderTest, TakesEitherEndAndNoBlankLines) {
  LineReader reader(100);
  EXPECT_THAT(Lines(reader, "a\n\r\n \nb\r\nc"), ElementsAre("a", "b"));
  EXPECT_EQ(reader.rest(), "c");
  EXPECT_THAT(Lines(reader, "\n"), ElementsAre("c"));
}

TEST(LineReaderTest, JoinsWhatCameInPieces) {
  LineReader reader(100);
  EXPECT_THAT(Lines(reader, "ab"), IsEmpty());
  EXPECT_THAT(Lines(reader, "c"), IsEmpty());
  EXPECT_THAT(Lines(reader, "d\ne"), ElementsAre("abcd"));
}

TEST(LineReaderTest, RefusesALongLineBeforeItEnds) {
  LineReader reader(4);
  EXPECT_THAT(Lines(reader, "abcd\n"), ElementsAre("abcd"));
  EXPECT_FALSE(reader.too_long());
  EXPECT_THAT(Lines(reader, "abcde"), IsEmpty());
  EXPECT_TRUE(reader.too_long());
}

TEST(LineReaderTest, RefusesALongLineThatHasEnded) {
  LineReader reader(4);
  EXPECT_THAT(Lines(reader, "abcde\nf\n"), IsEmpty());
  EXPECT_TRUE(reader.too_long());
}

}  // namespace
}  // namespace mdmock::drivers
