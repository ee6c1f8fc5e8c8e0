#include "mocks/connector/ledger.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace mdmock::connector {
namespace {

constexpr std::chrono::minutes kBackdated(5);

}  // namespace

void Ledger::Add(std::string user, const crypto::Certificate& certificate) {
  auto record = std::make_shared<const Record>(
      Record{.user = std::move(user),
             .certificate = certificate,
             .der = certificate.Der(),
             .serial = certificate.Serial(),
             .not_before = certificate.NotBefore()});
  const std::lock_guard lock(mutex_);
  if (records_.size() == kMaxRecords) records_.pop_front();
  records_.push_back(std::move(record));
  ++num_issued_;
}

Ledger::RecordPtr Ledger::Find(std::string_view der) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(records_.rbegin(), records_.rend(),
                   [&](const RecordPtr& one) { return one->der == der; });
  return found == records_.rend() ? nullptr : *found;
}

Ledger::RecordPtr Ledger::FindSerial(std::string_view serial) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(records_.rbegin(), records_.rend(),
                   [&](const RecordPtr& one) { return one->serial == serial; });
  return found == records_.rend() ? nullptr : *found;
}

size_t Ledger::num_issued() const {
  const std::lock_guard lock(mutex_);
  return num_issued_;
}

SystemTime Ledger::StartOf(const std::string& user, SystemTime now) {
  const SystemTime whole = FromEpochSeconds(EpochSeconds(now));
  SystemTime start = whole - kBackdated;
  const std::lock_guard lock(mutex_);
  const auto last = last_start_.find(user);
  if (last != last_start_.end()) {
    start = std::max(start,
                     std::min(last->second + std::chrono::seconds(1), whole));
  }
  last_start_[user] = start;
  return start;
}

void Ledger::Clear() {
  const std::lock_guard lock(mutex_);
  records_.clear();
  last_start_.clear();
  num_issued_ = 0;
}

}  // namespace mdmock::connector
