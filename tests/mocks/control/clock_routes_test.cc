#include <nlohmann/json.hpp>

#include "tests/mocks/control/control_fixture.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::json;
using Mode = world::Clock::Mode;
using std::chrono::milliseconds;
using std::chrono::seconds;

class ClockRoutesTest : public ControlFixture {};

TEST_F(ClockRoutesTest, SaysWhatTimeItIs) {
  const Json clock = Good("GET", "/clock");
  EXPECT_EQ(clock["mode"], "frozen");
  EXPECT_EQ(clock["time"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(clock["offset_s"], 0);
}

TEST_F(ClockRoutesTest, FreezesAtATimeInEitherSpelling) {
  for (const char* time : {R"("2026-01-31T13:00:00+01:00")", R"("1769860800")",
                           "1769860800", "1769860800.0"}) {
    clock_.Reset();
    const std::string body =
        std::string(R"({"mode":"frozen","time":)") + time + "}";
    EXPECT_EQ(Good("PUT", "/clock", body)["time"], "2026-01-31T12:00:00Z");
    EXPECT_EQ(clock_.Now(), FromEpochSeconds(1'769'860'800));
  }
}

TEST_F(ClockRoutesTest, FreezesNowWhereNoTimeIsGiven) {
  const SystemTime before = clock_.Now();
  Good("PUT", "/clock", R"({"mode":"frozen"})");
  EXPECT_EQ(clock_.setting().mode, Mode::kFrozen);
  EXPECT_EQ(clock_.Now(), before);
}

TEST_F(ClockRoutesTest, SetsAnOffsetThatMayBeNegative) {
  EXPECT_EQ(Good("PUT", "/clock",
                 R"({"mode":"offset","offset_s":-301.5})")["offset_s"],
            -301.5);
  EXPECT_EQ(clock_.setting().mode, Mode::kOffset);
  EXPECT_EQ(clock_.setting().offset, milliseconds(-301'500));
}

TEST_F(ClockRoutesTest, GoesBackToTheRealTime) {
  EXPECT_EQ(Good("PUT", "/clock", R"({"mode":"real"})")["mode"], "real");
  EXPECT_EQ(clock_.setting().mode, Mode::kReal);
}

TEST_F(ClockRoutesTest, TakesBackWhatItGave) {
  Good("PUT", "/clock", R"({"mode":"offset","offset_s":60})");
  const Json given = Good("GET", "/clock");
  Good("PUT", "/clock", R"({"mode":"real"})");
  Good("PUT", "/clock", given.dump());
  EXPECT_EQ(clock_.setting().mode, Mode::kOffset);
  EXPECT_EQ(clock_.setting().offset, seconds(60));
}

TEST_F(ClockRoutesTest, Advances) {
  const SystemTime before = clock_.Now();
  EXPECT_EQ(Good("POST", "/clock/advance", R"({"seconds":301})")["time"],
            "2026-01-01T00:05:01Z");
  Good("POST", "/clock/advance", R"({"seconds":-0.5})");
  EXPECT_EQ(clock_.Now(), before + milliseconds(300'500));
}

TEST_F(ClockRoutesTest, RefusesASettingThatItCannotUse) {
  EXPECT_EQ(Error("PUT", "/clock", "{}"),
            "mode: expected real, frozen or offset, got nothing");
  EXPECT_EQ(Error("PUT", "/clock", R"({"mode":"Real"})"),
            "mode: expected real, frozen or offset, got \"Real\"");
  EXPECT_EQ(Error("PUT", "/clock", R"({"mode":1})"),
            "mode: expected a string, got 1");
  EXPECT_EQ(Error("PUT", "/clock", R"({"mode":"frozen","time":"noon"})"),
            "time: expected RFC 3339 (2026-01-31T12:00:00Z) or seconds since "
            "1970, got \"noon\"");
  EXPECT_EQ(Error("PUT", "/clock", R"({"mode":"frozen","time":1e300})"),
            "time: expected RFC 3339 (2026-01-31T12:00:00Z) or seconds since "
            "1970, got 1e+300");
  EXPECT_EQ(Error("PUT", "/clock", R"({"mode":"offset"})"),
            "offset_s: expected a number of seconds, got nothing");
  EXPECT_EQ(Error("PUT", "/clock", R"({"mode":"offset","offset_s":"1"})"),
            "offset_s: expected a number from -100000000000 to 100000000000, "
            "got \"1\"");
  EXPECT_EQ(Error("PUT", "/clock", R"({"mode":"real","seconds":1})"),
            "body: expected no fields but mode, time, offset_s, got the field "
            "\"seconds\"");
  EXPECT_EQ(Error("PUT", "/clock", "[]"),
            "body: expected an object, got an empty list");
  EXPECT_EQ(clock_.setting().mode, Mode::kFrozen);
}

TEST_F(ClockRoutesTest, RefusesAnAdvanceThatItCannotUse) {
  EXPECT_EQ(Error("POST", "/clock/advance", "{}"),
            "seconds: expected a number of seconds, got nothing");
  EXPECT_EQ(Error("POST", "/clock/advance", R"({"seconds":1e200})"),
            "seconds: expected a number from -100000000000 to 100000000000, "
            "got 1e+200");
  EXPECT_EQ(Error("POST", "/clock/advance", R"({"seconds":null})"),
            "seconds: expected a number from -100000000000 to 100000000000, "
            "got null");
  EXPECT_EQ(clock_.Now(), FromEpochSeconds(1'767'225'600));
}

}  // namespace
}  // namespace mdmock::control
