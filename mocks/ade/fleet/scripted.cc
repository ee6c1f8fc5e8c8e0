#include "mocks/ade/fleet/scripted.h"

#include <fmt/format.h>

namespace mdmock::ade {

Result<void> Scripted::Set(const ScriptedStatus& status) {
  if (status.status.empty()) {
    for (const std::string& serial : status.serials) entries_.erase(serial);
    return {};
  }
  if (entries_.size() + status.serials.size() > kMaxScripted) {
    return Failure{fmt::format("more than {} devices", kMaxScripted)};
  }
  for (const std::string& serial : status.serials) {
    entries_[serial] = {status.status, status.times};
  }
  return {};
}

std::string Scripted::Take(std::string_view serial) {
  if (entries_.empty()) return "";
  const auto found = entries_.find(std::string(serial));
  if (found == entries_.end()) return "";
  std::string status = found->second.status;
  if (found->second.left == 1) {
    entries_.erase(found);
  } else if (found->second.left > 1) {
    --found->second.left;
  }
  return status;
}

Throttle::State Throttle::Ask(std::uint32_t slot, SystemTime now,
                              std::chrono::seconds wait, bool slow) {
  const auto found = until_.find(slot);
  if (found != until_.end()) {
    return now < found->second ? State::kTooEarly : State::kPassed;
  }
  if (!slow) return State::kPassed;
  until_[slot] = now + wait;
  return State::kBegins;
}

}  // namespace mdmock::ade
