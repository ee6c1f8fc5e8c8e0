#include "mocks/journal/journal.h"

#include <algorithm>
#include <utility>

namespace mdmock::journal {
namespace {

size_t Weight(const Entry& entry) {
  return entry.raw.size() + entry.request.body.size() +
         entry.response.body.size();
}

bool IsBefore(const Journal::EntryPtr& entry, std::uint64_t seq) {
  return entry->seq < seq;
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
    const auto at = std::lower_bound(entries_.begin(), entries_.end(),
                                     added->seq, IsBefore);
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
  if (seq == UINT64_MAX) return found;
  const std::lock_guard lock(mutex_);
  for (auto at = std::lower_bound(entries_.begin(), entries_.end(), seq + 1,
                                  IsBefore);
       at != entries_.end() && found.size() < limit; ++at) {
    if (Matches(**at, service)) found.push_back(*at);
  }
  return found;
}

Journal::EntryPtr Journal::Find(std::uint64_t seq) const {
  const std::lock_guard lock(mutex_);
  const auto at =
      std::lower_bound(entries_.begin(), entries_.end(), seq, IsBefore);
  return at != entries_.end() && (*at)->seq == seq ? *at : nullptr;
}

std::vector<Journal::EntryPtr> Journal::WaitFor(
    size_t count, std::string_view service,
    std::chrono::milliseconds limit) const {
  // More would overflow the clock that the wait is measured with.
  constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24);
  {
    std::unique_lock lock(mutex_);
    added_.wait_for(lock, std::min(limit, kLongest), [&] {
      const auto there =
          service.empty()
              ? entries_.size()
              : static_cast<size_t>(std::count_if(
                    entries_.begin(), entries_.end(), [&](const EntryPtr& one) {
                      return one->service == service;
                    }));
      return there >= count;
    });
  }
  return After(0, service);
}

void Journal::Clear() {
  std::deque<EntryPtr> gone;  // Freed after the lock.
  const std::lock_guard lock(mutex_);
  gone.swap(entries_);
  num_bytes_ = 0;
}

}  // namespace mdmock::journal
