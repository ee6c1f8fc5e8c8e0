#ifndef MDMOCK_CONFORMANCE_DRIVERS_DEADLINE_H_
#define MDMOCK_CONFORMANCE_DRIVERS_DEADLINE_H_

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>

namespace mdmock::drivers {

using Deadline = std::chrono::steady_clock::time_point;

// WaitUntil waits for `events` (POLLIN, POLLOUT) on a descriptor; false at the
// deadline. An error of the descriptor counts as an event: the next call on it
// tells which.
inline bool WaitUntil(int descriptor, short events, Deadline deadline) {
  pollfd waiting{.fd = descriptor, .events = events, .revents = 0};
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    const int ready =
        ::poll(&waiting, 1,
               static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(
                   left.count(), 0, INT_MAX)));
    if (ready >= 0 || errno != EINTR) return ready == 1;
  }
}

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_DEADLINE_H_
