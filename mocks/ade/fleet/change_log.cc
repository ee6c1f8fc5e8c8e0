#include "mocks/ade/fleet/change_log.h"

#include <algorithm>
#include <cassert>

namespace mdmock::ade {

std::string_view Name(Op op) {
  constexpr std::string_view kNames[] = {"added", "modified", "deleted"};
  return kNames[static_cast<size_t>(op)];
}

void ChangeLog::Add(const Event& event) {
  events_.push_back(event);
  if (events_.size() <= max_events_) return;
  events_.pop_front();
  ++first_;
}

std::vector<Event> ChangeLog::Since(std::uint64_t from, size_t limit) const {
  assert(first() <= from && from <= next());
  const auto begin =
      events_.begin() + static_cast<std::ptrdiff_t>(from - first_);
  const auto left = static_cast<size_t>(events_.end() - begin);
  return {begin, begin + static_cast<std::ptrdiff_t>(std::min(left, limit))};
}

}  // namespace mdmock::ade
