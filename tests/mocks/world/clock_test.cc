#include "mocks/world/clock.h"

#include <gtest/gtest.h>

#include <thread>

namespace mdmock::world {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Mode = Clock::Mode;

const SystemTime kNoon = FromEpochSeconds(1'767'225'600);

// What the machine says, for clocks that follow it.
SystemTime MachineTime() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

TEST(Clock, FollowsTheMachineUntilToldOtherwise) {
  const Clock clock;
  const SystemTime before = MachineTime();
  const SystemTime now = clock.Now();
  EXPECT_GE(now, before);
  EXPECT_LE(now, MachineTime());
}

TEST(Clock, StandsStillWhenFrozen) {
  const Clock clock({.mode = Mode::kFrozen, .time = kNoon});
  EXPECT_EQ(clock.Now(), kNoon);
  EXPECT_EQ(clock.Now(), kNoon);
}

TEST(Clock, GoesOnFromAnOffset) {
  Clock clock;
  clock.Set({.mode = Mode::kOffset, .offset = -hours(2)});
  const SystemTime before = MachineTime() - hours(2);
  const SystemTime now = clock.Now();
  EXPECT_GE(now, before);
  EXPECT_LE(now, MachineTime() - hours(2));
}

TEST(Clock, MovesAFrozenTimeAndLeavesItFrozen) {
  Clock clock({.mode = Mode::kFrozen, .time = kNoon});
  clock.Advance(milliseconds(301'500));
  EXPECT_EQ(clock.Now(), kNoon + milliseconds(301'500));
  EXPECT_EQ(clock.setting().mode, Mode::kFrozen);
}

TEST(Clock, AddsUpWhatAnOffsetClockIsAdvancedBy) {
  Clock clock;
  clock.Advance(seconds(10));
  clock.Advance(seconds(-4));
  EXPECT_EQ(clock.setting().mode, Mode::kOffset);
  EXPECT_EQ(clock.setting().offset, seconds(6));
}

TEST(Clock, GoesBackToItsFirstSetting) {
  Clock clock({.mode = Mode::kFrozen, .time = kNoon});
  clock.Advance(hours(1));
  clock.Set({.mode = Mode::kReal});
  clock.Reset();
  EXPECT_EQ(clock.Now(), kNoon);
}

TEST(Clock, StaysWithinYearsOfFourDigits) {
  Clock clock({.mode = Mode::kFrozen, .time = SystemTime::max()});
  EXPECT_EQ(FormatTime(clock.Now()), "9999-12-31T23:59:59.999Z");
  for (int i = 0; i < 4; ++i) clock.Advance(milliseconds::max());
  EXPECT_EQ(FormatTime(clock.Now()), "9999-12-31T23:59:59.999Z");
  for (int i = 0; i < 4; ++i) clock.Advance(milliseconds::min());
  EXPECT_EQ(FormatTime(clock.Now()), "0001-01-01T00:00:00Z");
  clock.Set({.mode = Mode::kOffset, .offset = milliseconds::max()});
  clock.Advance(milliseconds::max());
  EXPECT_EQ(FormatTime(clock.Now()), "9999-12-31T23:59:59.999Z");
}

TEST(Clock, LosesNoAdvanceOfSeveralThreads) {
  Clock clock({.mode = Mode::kFrozen, .time = kNoon});
  const auto advance = [&clock] {
    for (int i = 0; i < 1000; ++i) clock.Advance(milliseconds(1));
  };
  std::thread other(advance);
  advance();
  other.join();
  EXPECT_EQ(clock.Now(), kNoon + seconds(2));
}

}  // namespace
}  // namespace mdmock::world
