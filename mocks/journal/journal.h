#ifndef MDMOCK_MOCKS_JOURNAL_JOURNAL_H_
#define MDMOCK_MOCKS_JOURNAL_JOURNAL_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/journal/entry.h"

namespace mdmock::journal {

// Journal keeps what the servers were asked, newest last, within limits: the
// oldest entries go first. Entries never change once they are in, so readers
// share them. Members may be called from any thread.
class Journal {
 public:
  struct Limits {
    size_t max_entries = 20'000;
    size_t max_bytes = size_t{64} << 20;  // Raw requests and bodies.
  };

  using EntryPtr = std::shared_ptr<const Entry>;

  Journal() = default;
  explicit Journal(Limits limits) : limits_(limits) {}

  // NextSeq reserves the number of an entry to come. Numbers are never reused,
  // not even after Clear.
  std::uint64_t NextSeq();

  // Add files the entry under its number; one without (0) gets the next.
  void Add(Entry entry);

  // After gives up to `limit` entries with a number above `seq`, in order; an
  // empty `service` means all.
  std::vector<EntryPtr> After(std::uint64_t seq, std::string_view service = "",
                              size_t limit = SIZE_MAX) const;

  EntryPtr Find(std::uint64_t seq) const;  // Null where there is none (left).

  // WaitFor returns once `count` entries of `service` with a number above
  // `after` are there, or when `limit` has passed (real time), with what is
  // there then.
  std::vector<EntryPtr> WaitFor(
      size_t count, std::string_view service = "",
      std::chrono::milliseconds limit = std::chrono::seconds(5),
      std::uint64_t after = 0) const;

  // EndWaits makes every WaitFor return at once, now and from now on, so that
  // nobody who waits holds up a server that is to stop.
  void EndWaits();

  void Clear();

 private:
  Limits limits_;
  mutable std::mutex mutex_;
  mutable std::condition_variable added_;
  std::deque<EntryPtr> entries_;
  std::uint64_t last_seq_ = 0;
  size_t num_bytes_ = 0;
  bool waits_ended_ = false;
};

}  // namespace mdmock::journal

#endif  // MDMOCK_MOCKS_JOURNAL_JOURNAL_H_
