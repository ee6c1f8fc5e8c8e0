#ifndef MDMOCK_MOCKS_SERVER_LIMITS_H_
#define MDMOCK_MOCKS_SERVER_LIMITS_H_

#include <chrono>
#include <cstddef>

namespace mdmock::server {

// Limits is what one client may cost. The times are real ones: the mocks' clock
// may be frozen, a slow client is slow all the same.
struct Limits {
  size_t max_target = size_t{16} << 10;  // Bytes of a request target.
  size_t max_head = size_t{64} << 10;    // Request line and headers.
  size_t max_body = size_t{8} << 20;     // Decoded.
  size_t max_connections = 2048;

  std::chrono::milliseconds request{
      10'000};                               // From its first byte to its last.
  std::chrono::milliseconds idle{60'000};    // Between requests.
  std::chrono::milliseconds answer{30'000};  // To take the answer.
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_LIMITS_H_
