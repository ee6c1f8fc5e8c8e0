#ifndef MDMOCK_MOCKS_ADE_FLEET_SCRIPTED_H_
#define MDMOCK_MOCKS_ADE_FLEET_SCRIPTED_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "mocks/ade/fleet/options.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"

namespace mdmock::ade {

// Scripted is what is said of single devices instead of the truth. Not for use
// by several threads at once.
class Scripted {
 public:
  // Failures: more than kMaxScripted devices; then none are taken.
  Result<void> Set(const ScriptedStatus& status);

  // Take gives what to say of a device this time; "" for the truth.
  std::string Take(std::string_view serial);

  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string status;
    std::uint32_t left;  // 0: for ever.
  };
  std::unordered_map<std::string, Entry> entries_;
};

// Throttle is which devices have to wait before they get a profile. Not for use
// by several threads at once.
class Throttle {
 public:
  enum class State { kPassed, kBegins, kTooEarly };

  // Ask says what becomes of a device that is asked for at `now`. The first
  // time begins a wait of `wait` where `slow`, and when it is over the device
  // passes, from then on.
  State Ask(std::uint32_t slot, SystemTime now, std::chrono::seconds wait,
            bool slow);

  void Clear() { until_.clear(); }
  bool empty() const { return until_.empty(); }

 private:
  std::unordered_map<std::uint32_t, SystemTime> until_;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_SCRIPTED_H_
