#include "protocol/base/time.h"

#include <gtest/gtest.h>

#include <utility>

namespace mdmock {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(TimeTest, ReadsRfc3339AndEpochSeconds) {
  for (const auto& [text, epoch] :
       {std::pair{"2023-11-14T22:13:20Z", 1700000000},
        {"2023-11-14t22:13:20z", 1700000000},
        {"2023-11-15T00:13:20+02:00", 1700000000},
        {"2023-11-14T16:43:20-05:30", 1700000000},
        {"1700000000", 1700000000},
        {"1970-01-01T00:00:00Z", 0},
        {"2024-02-29T00:00:00Z", 1709164800}}) {
    const auto time = ReadTime(text);
    ASSERT_TRUE(time) << text << ": " << time.error().what;
    EXPECT_EQ(EpochSeconds(*time), epoch) << text;
  }
}

TEST(TimeTest, KeepsMilliseconds) {
  const auto time = ReadTime("2023-11-14T22:13:20.25Z");
  ASSERT_TRUE(time);
  EXPECT_EQ(*time, FromEpochSeconds(1700000000) + milliseconds(250));
  EXPECT_EQ(FormatTime(*time), "2023-11-14T22:13:20.250Z");
  EXPECT_EQ(FormatTime(FromEpochSeconds(1700000000)), "2023-11-14T22:13:20Z");
}

TEST(TimeTest, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "now", "2023-11-14", "2023-13-14T22:13:20Z", "2023-02-29T00:00:00Z",
        "2023-11-14T25:13:20Z", "2023-11-14T22:13:20", "1.5",
        "2023-11-14T22:13:20Zx", "99999999999999999999"}) {
    EXPECT_FALSE(ReadTime(text)) << text;
  }
}

TEST(TimeTest, RoundsDownBefore1970) {
  EXPECT_EQ(EpochSeconds(FromEpochSeconds(-1) + milliseconds(1)), -1);
}

TEST(TimeTest, GivesDurationsInTheirTwoLargestUnits) {
  EXPECT_EQ(FormatDuration(seconds(301)), "5 min 1 s");
  EXPECT_EQ(FormatDuration(seconds(86400 + 7200 + 5)), "1 day 2 h");
}

}  // namespace
}  // namespace mdmock
