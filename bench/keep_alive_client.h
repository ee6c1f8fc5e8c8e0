#ifndef MDMOCK_BENCH_KEEP_ALIVE_CLIENT_H_
#define MDMOCK_BENCH_KEEP_ALIVE_CLIENT_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace mdmock::bench {

// KeepAliveClient asks one question at a time over one connection to a port of
// this machine, and does as little else as it can: what is measured is the
// server.
class KeepAliveClient {
 public:
  explicit KeepAliveClient(int port);
  ~KeepAliveClient();
  KeepAliveClient(KeepAliveClient&& other) noexcept;
  KeepAliveClient(const KeepAliveClient&) = delete;
  KeepAliveClient& operator=(const KeepAliveClient&) = delete;

  bool connected() const { return socket_ >= 0; }
  bool Send(std::string_view request);

  // ReadStatus reads one response with a Content-Length and gives its status; 0
  // where the connection ended, or nothing came for five seconds.
  int ReadStatus();

 private:
  int socket_;
  std::string buffer_;
};

// RequestsPerSecond deals `requests` out to `num_clients` clients, a thread
// each, and has `port` answer them all. 0 where one was not answered with a
// 200.
double RequestsPerSecond(int port, std::span<const std::string> requests,
                         size_t num_clients);

}  // namespace mdmock::bench

#endif  // MDMOCK_BENCH_KEEP_ALIVE_CLIENT_H_
