#include "mocks/control/clock_json.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "mocks/control/json/fields.h"
#include "protocol/base/time.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;
using Mode = world::Clock::Mode;

constexpr double kMaxOffset = 1e11;           // Seconds; 3,168 years.
constexpr double kLastSecond = 253402300799;  // Of the year 9999.

constexpr std::array<std::pair<Mode, std::string_view>, 3> kModes{
    {{Mode::kReal, "real"},
     {Mode::kFrozen, "frozen"},
     {Mode::kOffset, "offset"}}};

milliseconds Milliseconds(double seconds) {
  return milliseconds(std::llround(seconds * 1000));
}

std::optional<SystemTime> ReadInstant(const Json& value) {
  if (value.is_string()) {
    const auto time = ReadTime(value.get_ref<const std::string&>());
    if (time) return *time;
  }
  if (!value.is_number()) return std::nullopt;
  const double seconds = value.get<double>();
  if (!(std::abs(seconds) <= kLastSecond)) return std::nullopt;
  return SystemTime(Milliseconds(seconds));
}

// A whole number is shown without decimals.
Json Seconds(milliseconds count) {
  if (count.count() % 1000 == 0) return count.count() / 1000;
  return static_cast<double>(count.count()) / 1000;
}

}  // namespace

world::Clock::Setting ReadClock(const Json& json, SystemTime now,
                                Problems& problems) {
  constexpr std::string_view kModeNames = "real, frozen or offset";
  Fields fields(json, "", problems);
  world::Clock::Setting setting{.mode = Mode::kReal, .time = now, .offset = {}};
  fields.Require("mode", kModeNames);
  if (const auto name = fields.Text("mode")) {
    bool is_known = false;
    for (const auto& [mode, its_name] : kModes) {
      if (its_name != *name) continue;
      setting.mode = mode;
      is_known = true;
    }
    if (!is_known) {
      fields.Complain("mode", std::string(kModeNames), Quoted(*name));
    }
  }
  if (const Json* time = fields.Take("time")) {
    const auto instant = ReadInstant(*time);
    if (!instant) {
      fields.Complain("time",
                      "RFC 3339 (2026-01-31T12:00:00Z) or seconds since 1970",
                      Shown(*time));
    }
    setting.time = instant.value_or(now);
  }
  if (setting.mode == Mode::kOffset) {
    fields.Require("offset_s", "a number of seconds");
  }
  const auto offset = fields.Number("offset_s", -kMaxOffset, kMaxOffset);
  setting.offset = Milliseconds(offset.value_or(0));
  fields.Finish();
  return setting;
}

milliseconds ReadAdvance(const Json& json, Problems& problems) {
  Fields fields(json, "", problems);
  fields.Require("seconds", "a number of seconds");
  const auto seconds = fields.Number("seconds", -kMaxOffset, kMaxOffset);
  fields.Finish();
  return Milliseconds(seconds.value_or(0));
}

nlohmann::ordered_json ToJson(const world::Clock& clock) {
  const world::Clock::Setting setting = clock.setting();
  const bool is_offset = setting.mode == Mode::kOffset;
  std::string_view name;
  for (const auto& [mode, its_name] : kModes) {
    if (mode == setting.mode) name = its_name;
  }
  return {{"mode", name},
          {"time", FormatTime(clock.Now())},
          {"offset_s", Seconds(is_offset ? setting.offset : milliseconds())}};
}

}  // namespace mdmock::control
