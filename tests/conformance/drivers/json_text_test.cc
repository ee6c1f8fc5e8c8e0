#include "conformance/drivers/json_text.h"

#include <gmock/gmock.h>

namespace mdmock::drivers {
namespace {

TEST(JsonTextTest, FindsAnObjectThatIsAllOfTheOutput) {
  EXPECT_EQ(JsonObjectIn("\n{\n \"a\": 1\n}\r\n"), "{\n \"a\": 1\n}");
}

TEST(JsonTextTest, FindsAnObjectOnTheLastLine) {
  EXPECT_EQ(JsonObjectIn("{x}\nfetching\n{\"a\":1}\n\n"), "{\"a\":1}");
}

TEST(JsonTextTest, TakesNothingElse) {
  for (const char* output :
       {"", "\n", "done", "[1]", "\"{}\"", "{\"a\":1}\ndone", "{\"a\":1",
        "{\"a\":\"\xff\"}", "{} {}"}) {
    EXPECT_EQ(JsonObjectIn(output), "") << output;
  }
}

TEST(JsonTextTest, CountsBracketsOutsideStringsOnly) {
  EXPECT_FALSE(NestsTooDeep("{\"a\":\"" + std::string(100, '[') + "\\\"[[\"}"));
  EXPECT_FALSE(NestsTooDeep(std::string(64, '[')));
  EXPECT_TRUE(NestsTooDeep("{\"\\\\\":" + std::string(64, '[')));
}

}  // namespace
}  // namespace mdmock::drivers
