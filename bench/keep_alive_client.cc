#include "bench/keep_alive_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

#include "protocol/base/text.h"

namespace mdmock::bench {
namespace {

int Connect(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return -1;
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const timeval patience{.tv_sec = 5, .tv_usec = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address),
                sizeof address) == 0) {
    return socket;
  }
  ::close(socket);
  return -1;
}

// The whole length of the response whose head ends at `head_end`.
size_t ResponseLength(std::string_view bytes, size_t head_end) {
  const size_t body = head_end + 4;
  for (const std::string_view line : Split(bytes.substr(0, head_end), '\n')) {
    const size_t colon = line.find(':');
    if (!EqualsIgnoreCase(line.substr(0, colon), "Content-Length")) continue;
    const std::string_view value = Trim(line.substr(colon + 1), " \r");
    size_t length = 0;
    std::from_chars(value.data(), value.data() + value.size(), length);
    return body + length;
  }
  return body;
}

}  // namespace

KeepAliveClient::KeepAliveClient(int port) : socket_(Connect(port)) {}

KeepAliveClient::KeepAliveClient(KeepAliveClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      buffer_(std::move(other.buffer_)) {}

KeepAliveClient::~KeepAliveClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool KeepAliveClient::Send(std::string_view request) {
  return ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(request.size());
}

int KeepAliveClient::ReadStatus() {
  std::array<char, 4096> part;
  for (;;) {
    const size_t head_end = buffer_.find("\r\n\r\n");
    if (head_end != std::string::npos) {
      const size_t length = ResponseLength(buffer_, head_end);
      if (buffer_.size() >= length) {
        int status = 0;
        std::from_chars(buffer_.data() + 9, buffer_.data() + 12, status);
        buffer_.erase(0, length);
        return status;
      }
    }
    const ssize_t count = ::recv(socket_, part.data(), part.size(), 0);
    if (count <= 0) return 0;
    buffer_.append(part.data(), static_cast<size_t>(count));
  }
}

double RequestsPerSecond(int port, std::span<const std::string> requests,
                         size_t num_clients) {
  std::atomic<bool> failed = false;
  std::vector<std::thread> clients;
  const auto start = std::chrono::steady_clock::now();
  for (size_t first = 0; first < num_clients; ++first) {
    clients.emplace_back([&, first] {
      KeepAliveClient client(port);
      for (size_t i = first; i < requests.size(); i += num_clients) {
        if (!client.Send(requests[i]) || client.ReadStatus() != 200) {
          failed = true;
          return;
        }
      }
    });
  }
  for (std::thread& client : clients) client.join();
  const std::chrono::duration<double> took =
      std::chrono::steady_clock::now() - start;
  return failed ? 0 : static_cast<double>(requests.size()) / took.count();
}

}  // namespace mdmock::bench
