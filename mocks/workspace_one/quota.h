#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_QUOTA_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_QUOTA_H_

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

#include "protocol/base/time.h"

namespace mdmock::workspace_one {

// Quota counts calls, by the minute of the mock's clock in which they come.
// Members may be called from any thread.
class Quota {
 public:
  struct Standing {
    std::uint64_t left = 0;                     // Calls, this one taken off.
    std::optional<std::chrono::seconds> pause;  // Set where it was too many.
  };

  // Take takes one call off `calls_per_minute`, which is not 0.
  Standing Take(std::uint64_t calls_per_minute, SystemTime now) {
    const std::lock_guard lock(mutex_);
    const auto minute = std::chrono::floor<std::chrono::minutes>(now);
    if (minute != minute_) {
      minute_ = minute;
      taken_ = 0;
    }
    if (taken_ < calls_per_minute) {
      return {.left = calls_per_minute - ++taken_, .pause = std::nullopt};
    }
    return {.left = 0,
            .pause = std::chrono::ceil<std::chrono::seconds>(
                minute + std::chrono::minutes(1) - now)};
  }

  void Clear() {
    const std::lock_guard lock(mutex_);
    taken_ = 0;
  }

 private:
  std::mutex mutex_;
  std::chrono::sys_time<std::chrono::minutes> minute_;
  std::uint64_t taken_ = 0;
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_QUOTA_H_
