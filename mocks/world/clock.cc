#include "mocks/world/clock.h"

#include <algorithm>

namespace mdmock::world {
namespace {

using std::chrono::milliseconds;

// Years of four digits are all that RFC 3339 can say; within them, no sum of a
// time and an offset overflows.
constexpr SystemTime kFirst =
    std::chrono::sys_days(std::chrono::year(1) / 1 / 1);
constexpr SystemTime kLast =
    SystemTime(std::chrono::sys_days(std::chrono::year(10'000) / 1 / 1)) -
    milliseconds(1);
constexpr milliseconds kFurthest = kLast - kFirst;

milliseconds Within(milliseconds offset) {
  return std::clamp(offset, -kFurthest, kFurthest);
}

SystemTime Within(SystemTime time) { return std::clamp(time, kFirst, kLast); }

Clock::Setting Within(Clock::Setting setting) {
  setting.time = Within(setting.time);
  setting.offset = Within(setting.offset);
  return setting;
}

SystemTime MachineTime() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

}  // namespace

Clock::Clock(const Setting& initial)
    : initial_(Within(initial)), setting_(initial_) {}

SystemTime Clock::Now() const {
  const Setting now = setting();
  switch (now.mode) {
    case Mode::kFrozen:
      return now.time;
    case Mode::kOffset:
      return Within(MachineTime() + now.offset);
    case Mode::kReal:
      break;
  }
  return MachineTime();
}

Clock::Setting Clock::setting() const {
  const std::lock_guard lock(mutex_);
  return setting_;
}

void Clock::Set(const Setting& setting) {
  const std::lock_guard lock(mutex_);
  setting_ = Within(setting);
}

void Clock::Advance(milliseconds by) {
  by = Within(by);
  const std::lock_guard lock(mutex_);
  switch (setting_.mode) {
    case Mode::kFrozen:
      setting_.time = Within(setting_.time + by);
      return;
    case Mode::kOffset:
      setting_.offset = Within(setting_.offset + by);
      return;
    case Mode::kReal:
      setting_ = {.mode = Mode::kOffset, .time = {}, .offset = by};
      return;
  }
}

void Clock::Reset() {
  const std::lock_guard lock(mutex_);
  setting_ = initial_;
}

}  // namespace mdmock::world
