#include "mocks/server/mock_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "mocks/server/connection.h"

namespace mdmock::server {
namespace {

bool IsLoopback(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
    return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
  }
  if (address->sa_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address);
    return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
  }
  return false;
}

// Every address that `host` stands for is one of this machine alone.
Result<bool> IsLoopback(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (error != 0) {
    return Failure{fmt::format("'{}' is no address to listen on: {}", host,
                               ::gai_strerror(error))};
  }
  bool loopback = true;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    loopback = loopback && IsLoopback(one->ai_addr);
  }
  ::freeaddrinfo(found);
  return loopback;
}

// The host of a URL that reaches a server bound to `bind`.
std::string HostOf(const std::string& bind) {
  if (bind == "0.0.0.0") return "127.0.0.1";
  if (bind == "::") return "[::1]";
  return bind.find(':') == std::string::npos ? bind : fmt::format("[{}]", bind);
}

// One client more than the limit hears why before it is closed, if it listens.
void Refuse(int socket) {
  constexpr std::string_view kBusy =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\n"
      "Content-Length: 25\r\nConnection: close\r\n\r\n"
      "too many are connected.\r\n";
  (void)::send(socket, kBusy.data(), kBusy.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::close(socket);
}

}  // namespace

MockServer::MockServer(Service& service, const Surroundings& surroundings,
                       Options options)
    : service_(service),
      surroundings_(surroundings),
      options_(std::move(options)) {}

Result<void> MockServer::CheckBind(const std::string& bind, bool allow_remote) {
  const auto loopback = IsLoopback(bind);
  if (!loopback) return loopback.error();
  if (*loopback || allow_remote) return {};
  return Failure{fmt::format(
      "{} is not a loopback address: others could reach the mock (allow it "
      "with --allow-remote)",
      bind)};
}

Result<std::unique_ptr<MockServer>> MockServer::Start(
    Service& service, const Surroundings& surroundings, Options options) {
  if (const auto bind = CheckBind(options.bind, options.allow_remote); !bind) {
    return bind.error();
  }
  std::unique_ptr<MockServer> server(
      new MockServer(service, surroundings, std::move(options)));
  auto listener = Listener::Open(
      server->options_.bind, server->options_.port,
      [made = server.get()](int socket) { made->Accept(socket); });
  if (!listener) return listener.error();
  server->listener_ = *std::move(listener);
  return server;
}

MockServer::~MockServer() {
  stopping_ = true;
  listener_.reset();  // No more connections from here on.
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  }
  threads_.Join();
}

std::string MockServer::Url(std::string_view path) const {
  return fmt::format("http://{}:{}{}", HostOf(options_.bind), port(), path);
}

std::string MockServer::HttpsUrl(std::string_view path) const {
  return fmt::format("https://{}:{}{}", HostOf(options_.bind), port(), path);
}

void MockServer::Accept(int socket) {
  {
    const std::lock_guard lock(mutex_);
    if (sockets_.size() < options_.limits.max_connections) {
      sockets_.insert(socket);
      if (threads_.Run([this, socket] { Serve(socket); })) return;
      sockets_.erase(socket);
    }
  }
  Refuse(socket);
}

void MockServer::Serve(int socket) {
  Wire wire(socket);
  Connection(service_, surroundings_, options_, stopping_, wire).Serve();
  // Before it is closed: afterwards its number may be somebody else's.
  Forget(socket);
}

void MockServer::Forget(int socket) {
  const std::lock_guard lock(mutex_);
  sockets_.erase(socket);
}

}  // namespace mdmock::server
