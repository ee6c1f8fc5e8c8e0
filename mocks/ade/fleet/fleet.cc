#include "mocks/ade/fleet/fleet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <utility>

#include "mocks/ade/fleet/mix.h"

namespace mdmock::ade {
namespace {

using std::chrono::seconds;

constexpr seconds kYear(365 * 86'400);

// Slots are far below: what no device has had can be the number of one that
// was replaced.
constexpr std::uint64_t kReplacedBase = std::uint64_t{1} << 40;

std::int32_t Clamped(seconds since) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(
      since.count(), std::numeric_limits<std::int32_t>::min(),
      std::numeric_limits<std::int32_t>::max()));
}

seconds Since(SystemTime made, SystemTime now) {
  return std::chrono::floor<seconds>(now - made);
}

}  // namespace

Fleet::Fleet(const Setup& setup)
    : setup_(setup), serials_(setup.seed), log_(setup.max_events) {
  assert(setup.size <= kMaxDevices);
  counts_.devices = setup.size;
}

Result<void> Fleet::Plan(std::vector<Change> changes) {
  std::uint64_t num_added = end();
  size_t num_named = names_.size();
  const auto count = [&](const Change& one) {
    if (one.op != Op::kAdded) return;
    num_added += one.count + one.serials.size();
    num_named += one.serials.size();
  };
  for (const auto& [at, one] : planned_) count(one);
  for (const Change& one : changes) count(one);
  if (planned_.size() + changes.size() > kMaxPlanned) {
    return Failure{fmt::format("more than {} planned changes", kMaxPlanned)};
  }
  if (num_added > kMaxDevices) {
    return Failure{fmt::format("more than {} devices", kMaxDevices)};
  }
  if (num_named > kMaxNamed) {
    return Failure{fmt::format("more than {} devices by name", kMaxNamed)};
  }
  for (Change& one : changes) {
    const SystemTime at = one.at;
    planned_.emplace(at, std::move(one));
  }
  return {};
}

void Fleet::Advance(SystemTime now) {
  while (!planned_.empty() && planned_.begin()->first <= now) {
    Make(planned_.extract(planned_.begin()).mapped());
  }
}

void Fleet::Make(const Change& change) {
  ++num_made_;
  if (change.op == Op::kAdded) {
    for (std::uint32_t i = 0; i < change.count; ++i) {
      AddOne(change.at, nullptr);
    }
    for (const std::string& serial : change.serials) {
      AddOne(change.at, &serial);
    }
    return;
  }
  if (change.count > 0) ChangeSome(change);
  for (const std::string& serial : change.serials) {
    if (const auto slot = Find(serial)) {
      ChangeOne(*slot, change);
    } else {
      ++counts_.without_effect;
    }
  }
}

void Fleet::AddOne(SystemTime at, const std::string* serial) {
  if (serial != nullptr) {
    // One that is there already is told of once more, and stays where it is.
    if (const auto slot = Find(*serial)) return Note(*slot, Op::kAdded, at);
  }
  if (end() >= kMaxDevices) {
    ++counts_.without_effect;
    return;
  }
  const std::uint32_t slot = end();
  added_.push_back(at);
  ++counts_.devices;
  if (serial != nullptr) {
    names_[slot] = *serial;
    by_name_[*serial] = slot;
  }
  Note(slot, Op::kAdded, at);
}

void Fleet::ChangeOne(std::uint32_t slot, const Change& change) {
  if (change.op == Op::kDeleted) {
    states_.SetGone(slot, true);
    --counts_.devices;
  } else {
    ++states_.Edit(slot).revision;
  }
  Note(slot, change.op, change.at, change.by_replacement);
}

void Fleet::ChangeSome(const Change& change) {
  const std::uint64_t total = end();
  if (total == 0) return;
  // A stride that shares no divisor with the total meets each slot once.
  const std::uint64_t bits = Mix(setup_.seed ^ Mix(num_made_));
  std::uint64_t stride = (bits >> 32) % total + 1;
  while (std::gcd(stride, total) != 1) ++stride;
  std::uint64_t slot = bits % total;
  std::uint32_t left = std::min(change.count, counts_.devices);
  for (std::uint64_t i = 0; i < total && left > 0; ++i) {
    const auto one = static_cast<std::uint32_t>(slot);
    slot = (slot + stride) % total;
    if (states_.At(one).gone) continue;
    ChangeOne(one, change);
    --left;
  }
}

void Fleet::Note(std::uint32_t slot, Op op, SystemTime at,
                 bool by_replacement) {
  ++(op == Op::kAdded      ? counts_.added
     : op == Op::kModified ? counts_.modified
                           : counts_.deleted);
  log_.Add({at, slot, op, by_replacement});
}

std::uint32_t Fleet::end() const {
  return setup_.size + static_cast<std::uint32_t>(added_.size());
}

Fleet::Listed Fleet::List(std::uint32_t from, size_t limit) const {
  Listed listed;
  std::uint32_t slot = states_.NextPresent(from, end());
  listed.slots.reserve(std::min<size_t>(limit, 5000));
  while (slot < end() && listed.slots.size() < limit) {
    listed.slots.push_back(slot);
    slot = states_.NextPresent(slot + 1, end());
  }
  listed.next = slot;
  listed.more = slot < end();
  return listed;
}

std::optional<std::uint32_t> Fleet::Find(std::string_view serial) const {
  std::optional<std::uint32_t> slot;
  const auto named =
      by_name_.empty() ? by_name_.end() : by_name_.find(std::string(serial));
  if (named != by_name_.end()) {
    slot = named->second;
  } else if (const auto number = serials_.NumberOf(serial);
             number && *number < end()) {
    slot = static_cast<std::uint32_t>(*number);
    // Slots of devices with a name have no serial number besides.
    if (names_.contains(*slot)) return std::nullopt;
  }
  if (!slot || states_.At(*slot).gone) return std::nullopt;
  return slot;
}

std::string Fleet::SerialAt(std::uint32_t slot) const {
  if (slot >= setup_.size) {
    if (const auto name = names_.find(slot); name != names_.end()) {
      return name->second;
    }
  }
  return serials_.At(slot);
}

Device Fleet::At(std::uint32_t slot) const {
  assert(slot < end());
  Device device{.serial = SerialAt(slot),
                .assigned = {},
                .profile_changed = {},
                .state = states_.At(slot)};
  device.assigned = slot >= setup_.size
                        ? added_[slot - setup_.size]
                        : setup_.made - kYear + kYear * slot / setup_.size;
  device.profile_changed = setup_.made + seconds(device.state.profile_changed);
  return device;
}

Looks Fleet::LooksAt(std::uint32_t slot) const {
  return LooksOf(setup_.seed, SerialAt(slot));
}

std::string Fleet::OriginalOf(std::uint32_t slot) const {
  return serials_.At(kReplacedBase + slot);
}

void Fleet::Assign(std::uint32_t slot, std::uint32_t profile, SystemTime now) {
  DeviceState& state = states_.Edit(slot);
  state.profile = profile;
  state.profile_status = ProfileStatus::kAssigned;
  state.profile_changed = Clamped(Since(setup_.made, now));
  Note(slot, Op::kModified, now);
}

void Fleet::Unassign(std::uint32_t slot, SystemTime now) {
  if (states_.At(slot).profile_status != ProfileStatus::kAssigned) return;
  DeviceState& state = states_.Edit(slot);
  state.profile = 0;
  state.profile_status = ProfileStatus::kRemoved;
  state.profile_changed = Clamped(Since(setup_.made, now));
  Note(slot, Op::kModified, now);
}

void Fleet::Disown(std::uint32_t slot, SystemTime now) {
  states_.SetGone(slot, true);
  --counts_.devices;
  Note(slot, Op::kDeleted, now);
}

bool Fleet::Lock(std::uint32_t slot) {
  return !std::exchange(states_.Edit(slot).locked, true);
}

Fleet::Counts Fleet::counts() const {
  Counts counts = counts_;
  counts.planned = planned_.size();
  return counts;
}

}  // namespace mdmock::ade
