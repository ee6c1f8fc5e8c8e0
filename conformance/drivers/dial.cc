#include "conformance/drivers/dial.h"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace mdmock::drivers {
namespace {

using Problem = Dialled::Problem;

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

// "[::1]" is how URLs write addresses of version 6.
std::string WithoutBrackets(const std::string& host) {
  const bool bracketed =
      host.size() > 2 && host.front() == '[' && host.back() == ']';
  return bracketed ? host.substr(1, host.size() - 2) : host;
}

std::string AddressText(const addrinfo& address) {
  std::array<char, NI_MAXHOST> text{};
  if (::getnameinfo(address.ai_addr, address.ai_addrlen, text.data(),
                    static_cast<socklen_t>(text.size()), nullptr, 0,
                    NI_NUMERICHOST) != 0) {
    return "?";
  }
  return text.data();
}

Problem ProblemOf(int error) {
  switch (error) {
    case ECONNREFUSED:
      return Problem::kRefused;
    case ETIMEDOUT:
      return Problem::kTimeout;
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case ENOBUFS:
      return Problem::kSystem;
    default:
      return Problem::kUnreachable;
  }
}

// The error of connecting; 0 where it has worked, ETIMEDOUT at the deadline.
int Await(int socket, Deadline deadline) {
  if (!WaitUntil(socket, POLLOUT, deadline)) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

Descriptor Connect(const addrinfo& address, Deadline deadline, int& error) {
  Descriptor socket(::socket(address.ai_family,
                             SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) {
    error = errno;
    return {};
  }
  error = 0;
  if (::connect(socket.get(), address.ai_addr, address.ai_addrlen) != 0) {
    error = errno == EINPROGRESS ? Await(socket.get(), deadline) : errno;
  }
  return error == 0 ? std::move(socket) : Descriptor();
}

}  // namespace

Dialled Dial(const std::string& host, int port, Deadline deadline) {
  Dialled dialled;
  addrinfo wish{};
  wish.ai_socktype = SOCK_STREAM;
  wish.ai_flags = AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int looked_up =
      ::getaddrinfo(WithoutBrackets(host).c_str(), std::to_string(port).c_str(),
                    &wish, &list);
  if (looked_up != 0) {
    dialled.problem = Problem::kName;
    dialled.what = fmt::format("the name {} cannot be looked up: {}", host,
                               ::gai_strerror(looked_up));
    return dialled;
  }
  const Addresses addresses(list);
  for (const addrinfo* one = list; one != nullptr; one = one->ai_next) {
    int error = 0;
    dialled.address = AddressText(*one);
    dialled.socket = Connect(*one, deadline, error);
    if (dialled.socket) {
      dialled.problem = Problem::kNone;
      dialled.what.clear();
      return dialled;
    }
    dialled.problem = ProblemOf(error);
    dialled.what = fmt::format("no connection to {} port {}: {}",
                               dialled.address, port, ::strerrordesc_np(error));
  }
  return dialled;
}

}  // namespace mdmock::drivers
