#ifndef MDMOCK_MOCKS_CONNECTOR_LEDGER_H_
#define MDMOCK_MOCKS_CONNECTOR_LEDGER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"

namespace mdmock::connector {

// Ledger is what was issued to whom. Members may be called from any thread.
class Ledger {
 public:
  static constexpr size_t kMaxRecords = 5000;  // The oldest goes first.

  struct Record {
    std::string user;
    crypto::Certificate certificate;
    std::string der;
    std::string serial;  // The INTEGER's bytes.
    SystemTime not_before;
  };
  using RecordPtr = std::shared_ptr<const Record>;

  void Add(std::string user, const crypto::Certificate& certificate);

  RecordPtr Find(std::string_view der) const;  // Null where there is none.
  RecordPtr FindSerial(std::string_view serial) const;
  size_t num_issued() const;  // Since the last Clear.

  // StartOf gives when the next certificate of `user` begins: some minutes ago,
  // for clocks that are behind, and after every other one of his as long as
  // that is not in the future. Devices delete the one with the earliest start.
  SystemTime StartOf(const std::string& user, SystemTime now);

  void Clear();

 private:
  mutable std::mutex mutex_;
  std::deque<RecordPtr> records_;
  std::map<std::string, SystemTime> last_start_;  // By user.
  size_t num_issued_ = 0;
};

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_LEDGER_H_
