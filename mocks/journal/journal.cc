#include "mocks/journal/journal.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mdmock::journal {
namespace {

size_t Weight(const Entry& entry) {
  return entry.raw.size() + entry.request.body.size() +
         entry.response.body.size();
}

// The first entry whose number is `seq` or more.
auto LowerBound(const std::deque<Journal::EntryPtr>& entries,
                std::uint64_t seq) {
  return std::lower_bound(
      entries.begin(), entries.end(), seq,
      [](const Journal::EntryPtr& entry, std::uint64_t number) {
        return entry->seq < number;
      });
}

// The first entry whose number is above `seq`.
auto FirstAfter(const std::deque<Journal::EntryPtr>& entries,
                std::uint64_t seq) {
  return seq == UINT64_MAX ? entries.end() : LowerBound(entries, seq + 1);
}

bool Matches(const Entry& entry, std::string_view service) {
  return service.empty() || entry.service == service;
}

}  // namespace

std::uint64_t Journal::NextSeq() {
  const std::lock_guard lock(mutex_);
  return ++last_seq_;
}

void Journal::Add(Entry entry) {
  const auto added = std::make_shared<Entry>(std::move(entry));
  std::vector<EntryPtr> gone;  // Freed after the lock.
  {
    const std::lock_guard lock(mutex_);
    if (added->seq == 0) added->seq = last_seq_ + 1;
    last_seq_ = std::max(last_seq_, added->seq);
    num_bytes_ += Weight(*added);
    // Two threads may add in another order than they took their numbers in.
    auto at = entries_.end();
    while (at != entries_.begin() && (*std::prev(at))->seq > added->seq) --at;
    entries_.insert(at, added);
    // One entry alone may weigh more than all are allowed to: it is shown.
    while (entries_.size() > limits_.max_entries ||
           (num_bytes_ > limits_.max_bytes && entries_.size() > 1)) {
      num_bytes_ -= Weight(*entries_.front());
      gone.push_back(std::move(entries_.front()));
      entries_.pop_front();
    }
  }
  added_.notify_all();
}

std::vector<Journal::EntryPtr> Journal::After(std::uint64_t seq,
                                              std::string_view service,
                                              size_t limit) const {
  std::vector<EntryPtr> found;
  const std::lock_guard lock(mutex_);
  for (auto at = FirstAfter(entries_, seq);
       at != entries_.end() && found.size() < limit; ++at) {
    if (Matches(**at, service)) found.push_back(*at);
  }
  return found;
}

Journal::EntryPtr Journal::Find(std::uint64_t seq) const {
  const std::lock_guard lock(mutex_);
  const auto at = LowerBound(entries_, seq);
  return at != entries_.end() && (*at)->seq == seq ? *at : nullptr;
}

std::vector<Journal::EntryPtr> Journal::WaitFor(size_t count,
                                                std::string_view service,
                                                std::chrono::milliseconds limit,
                                                std::uint64_t after) const {
  // More would overflow the clock that the wait is measured with.
  constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24);
  const auto is_there = [&] {
    const auto num_there = std::count_if(
        FirstAfter(entries_, after), entries_.end(),
        [&](const EntryPtr& one) { return Matches(*one, service); });
    return waits_ended_ || static_cast<size_t>(num_there) >= count;
  };
  {
    std::unique_lock lock(mutex_);
    added_.wait_for(lock, std::min(limit, kLongest), is_there);
  }
  return After(after, service);
}

void Journal::EndWaits() {
  {
    const std::lock_guard lock(mutex_);
    waits_ended_ = true;
  }
  added_.notify_all();
}

void Journal::Clear() {
  std::deque<EntryPtr> gone;  // Freed after the lock.
  const std::lock_guard lock(mutex_);
  gone.swap(entries_);
  num_bytes_ = 0;
}

}  // namespace mdmock::journal
