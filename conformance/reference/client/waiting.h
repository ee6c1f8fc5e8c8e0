#ifndef MDMOCK_CONFORMANCE_REFERENCE_CLIENT_WAITING_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CLIENT_WAITING_H_

#include <chrono>
#include <optional>
#include <string>

#include "conformance/reference/client/settings.h"
#include "protocol/base/time.h"
#include "protocol/http/message.h"

namespace mdmock::reference {

// ReadHttpDate reads "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<SystemTime> ReadHttpDate(const std::string& text);

// SkewNote says how far the service's Date is from `now`, where that is more
// than a minute; "" otherwise.
std::string SkewNote(const http::Response& response, SystemTime now);

// Waiting is the pause before another try: Retry-After where the service says
// it, else one that doubles, with some jitter.
class Waiting {
 public:
  explicit Waiting(const Settings& settings);

  // Wait waits before the try after `attempt`. False, at once, where that is
  // longer than the operation may take.
  bool Wait(int attempt, const http::Response* response);

 private:
  const Settings& settings_;
  const std::chrono::steady_clock::time_point deadline_;
};

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CLIENT_WAITING_H_
