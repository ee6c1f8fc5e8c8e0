#ifndef MDMOCK_MOCKS_ADE_FLEET_CHANGE_LOG_H_
#define MDMOCK_MOCKS_ADE_FLEET_CHANGE_LOG_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "protocol/base/time.h"

namespace mdmock::ade {

// Op is what happened to a device, as op_type has it.
enum class Op : std::uint8_t { kAdded, kModified, kDeleted };

std::string_view Name(Op op);  // "added"

// Event is one thing that happened to one device.
struct Event {
  SystemTime at;
  std::uint32_t slot;
  Op op;
  bool by_replacement = false;  // The device was handed back for another.
};

// ChangeLog is what happened to a fleet since it was made, numbered from 0 on.
// It is bounded: the oldest go first.
class ChangeLog {
 public:
  static constexpr size_t kMaxEvents = 1'000'000;

  explicit ChangeLog(size_t max_events = kMaxEvents)
      : max_events_(max_events) {}

  void Add(const Event& event);

  std::uint64_t first() const { return first_; }  // The oldest that is kept.
  std::uint64_t next() const { return first_ + events_.size(); }

  // Since gives at most `limit` events from number `from` on, which is neither
  // before first() nor after next().
  std::vector<Event> Since(std::uint64_t from, size_t limit) const;

 private:
  size_t max_events_;
  std::uint64_t first_ = 0;
  std::deque<Event> events_;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_CHANGE_LOG_H_
