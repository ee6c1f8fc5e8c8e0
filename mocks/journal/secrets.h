#ifndef MDMOCK_MOCKS_JOURNAL_SECRETS_H_
#define MDMOCK_MOCKS_JOURNAL_SECRETS_H_

#include <memory>
#include <mutex>
#include <string_view>

#include "protocol/verdict/redact.h"

namespace mdmock::journal {

// Secrets is what the services know that a journal must not show: consumer and
// access secrets, passwords. Services add to it as tenants come in; readers
// take a snapshot. Members may be called from any thread.
class Secrets {
 public:
  // Hide adds a secret, as Redactor::Hide. What only travels joined to other
  // bytes before they are encoded (the "user:password" of Basic authentication)
  // has to be added joined as well.
  void Hide(std::string_view secret, std::string_view shown = "[secret]");

  // Snapshot gives what hides everything that was added so far; never null.
  std::shared_ptr<const Redactor> Snapshot() const;

 private:
  mutable std::mutex mutex_;
  Redactor redactor_;
  mutable std::shared_ptr<const Redactor> snapshot_;  // Null: out of date.
};

}  // namespace mdmock::journal

#endif  // MDMOCK_MOCKS_JOURNAL_SECRETS_H_
