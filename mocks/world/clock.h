#ifndef MDMOCK_MOCKS_WORLD_CLOCK_H_
#define MDMOCK_MOCKS_WORLD_CLOCK_H_

#include <chrono>
#include <mutex>

#include "protocol/base/time.h"

namespace mdmock::world {

// Clock is the time that the mocks believe in: the machine's, the machine's and
// an offset, or one frozen instant. It may be set while servers run; every
// member may be called from any thread.
class Clock {
 public:
  enum class Mode { kReal, kFrozen, kOffset };

  struct Setting {
    Mode mode = Mode::kReal;
    SystemTime time;                     // Of a frozen clock.
    std::chrono::milliseconds offset{};  // Of an offset one; may be negative.
  };

  SystemTime Now() const;
  Setting setting() const;

  void Set(const Setting& setting);

  // Advance moves a frozen clock; a real one becomes an offset one.
  void Advance(std::chrono::milliseconds by);

  // Reset goes back to the setting that the clock was made with.
  void Reset();

  Clock() = default;
  explicit Clock(const Setting& initial);

 private:
  mutable std::mutex mutex_;
  Setting initial_;
  Setting setting_;
};

}  // namespace mdmock::world

#endif  // MDMOCK_MOCKS_WORLD_CLOCK_H_
