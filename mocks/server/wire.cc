#include "mocks/server/wire.h"

#include <fcntl.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::server {
namespace {

using std::chrono::milliseconds;

// Small, because it lies on the stack of every idle connection's thread.
constexpr size_t kReadAtOnce = 4096;

int MillisecondsUntil(Deadline deadline) {
  const auto left = std::chrono::ceil<milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return static_cast<int>(
      std::clamp<milliseconds::rep>(left.count(), 0, INT_MAX));
}

bool WouldBlock() { return errno == EAGAIN || errno == EWOULDBLOCK; }

}  // namespace

Wire::Wire(int socket) : socket_(socket) {
  ::fcntl(socket_, F_SETFL, ::fcntl(socket_, F_GETFL) | O_NONBLOCK);
}

Wire::~Wire() {
  SayGoodbye();
  // Nobody will ask what a connection that is being closed has to complain of.
  if (ssl_) crypto::ClearOpenSslErrors();
  ssl_.reset();
  ::close(socket_);
}

void Wire::SayGoodbye() {
  if (!ssl_ || abandoned_ || SSL_is_init_finished(ssl_.get()) != 1) return;
  SSL_shutdown(ssl_.get());
  abandoned_ = true;  // Once is enough.
}

Wire::Outcome Wire::WaitFor(short events, Deadline deadline) const {
  for (;;) {
    pollfd waiting{.fd = socket_, .events = events, .revents = 0};
    const int ready = ::poll(&waiting, 1, MillisecondsUntil(deadline));
    if (ready > 0) return Outcome::kDone;
    if (ready == 0) return Outcome::kTooLate;
    if (errno != EINTR) return Outcome::kClosed;
  }
}

// After an SSL_… call that gave `result`: waits for what it lacked.
Wire::Outcome Wire::WaitForTls(int result, Deadline deadline) const {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return WaitFor(POLLIN, deadline);
    case SSL_ERROR_WANT_WRITE:
      return WaitFor(POLLOUT, deadline);
    default:
      return Outcome::kClosed;
  }
}

Wire::Outcome Wire::Peek(std::string& bytes, Deadline deadline) {
  std::array<char, 512> first;
  for (;;) {
    const Outcome waited = WaitFor(POLLIN, deadline);
    if (waited != Outcome::kDone) return waited;
    const ssize_t count = ::recv(socket_, first.data(), first.size(), MSG_PEEK);
    if (count > 0) {
      bytes.assign(first.data(), static_cast<size_t>(count));
      return Outcome::kDone;
    }
    if (count == 0 || !(WouldBlock() || errno == EINTR)) {
      return Outcome::kClosed;
    }
  }
}

Wire::Outcome Wire::StartTls(SSL_CTX& context, Deadline deadline,
                             std::string& problem) {
  ssl_.reset(SSL_new(&context));
  if (!ssl_ || SSL_set_fd(ssl_.get(), socket_) != 1) {
    problem = crypto::OpenSslFailure("TLS cannot be started").what;
    return Outcome::kClosed;
  }
  for (;;) {
    crypto::ClearOpenSslErrors();
    const int result = SSL_accept(ssl_.get());
    if (result == 1) return Outcome::kDone;
    const bool failed = SSL_get_error(ssl_.get(), result) == SSL_ERROR_SSL;
    if (failed) {
      problem = crypto::OpenSslFailure("the TLS handshake failed").what;
      return Outcome::kClosed;
    }
    const Outcome waited = WaitForTls(result, deadline);
    if (waited != Outcome::kDone) return waited;
  }
}

Wire::Outcome Wire::Read(std::string& bytes, Deadline deadline) {
  std::array<char, kReadAtOnce> part;
  if (ssl_) {
    for (;;) {
      crypto::ClearOpenSslErrors();
      size_t count = 0;
      const int result =
          SSL_read_ex(ssl_.get(), part.data(), part.size(), &count);
      if (result == 1) {
        bytes.append(part.data(), count);
        return Outcome::kDone;
      }
      const Outcome waited = WaitForTls(result, deadline);
      if (waited != Outcome::kDone) {
        crypto::ClearOpenSslErrors();
        return waited;
      }
    }
  }
  for (;;) {
    // Waiting first saves the call that finds nothing: a client that waits for
    // its answer has sent nothing more.
    const Outcome waited = WaitFor(POLLIN, deadline);
    if (waited != Outcome::kDone) return waited;
    const ssize_t count = ::recv(socket_, part.data(), part.size(), 0);
    if (count > 0) {
      bytes.append(part.data(), static_cast<size_t>(count));
      return Outcome::kDone;
    }
    if (count == 0 || !(WouldBlock() || errno == EINTR)) {
      return Outcome::kClosed;
    }
  }
}

Wire::Outcome Wire::Write(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    Outcome waited = Outcome::kDone;
    if (ssl_) {
      crypto::ClearOpenSslErrors();
      size_t count = 0;
      const int result =
          SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count);
      if (result == 1) {
        bytes.remove_prefix(count);
        continue;
      }
      waited = WaitForTls(result, deadline);
      if (waited != Outcome::kDone) crypto::ClearOpenSslErrors();
    } else {
      const ssize_t count =
          ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count >= 0) {
        bytes.remove_prefix(static_cast<size_t>(count));
        continue;
      }
      if (!WouldBlock() && errno != EINTR) return Outcome::kClosed;
      waited = WaitFor(POLLOUT, deadline);
    }
    if (waited != Outcome::kDone) return waited;
  }
  return Outcome::kDone;
}

bool Wire::Linger(Deadline deadline) const {
  // Without events poll reports a connection that is gone on both sides: a peer
  // that has only finished sending may still be waiting for its answer.
  return WaitFor(0, deadline) == Outcome::kTooLate;
}

void Wire::Finish(Deadline deadline) {
  SayGoodbye();
  ::shutdown(socket_, SHUT_WR);
  std::array<char, kReadAtOnce> unread;
  while (WaitFor(POLLIN, deadline) == Outcome::kDone) {
    if (std::chrono::steady_clock::now() >= deadline) return;
    const ssize_t count = ::recv(socket_, unread.data(), unread.size(), 0);
    if (count == 0 || (count < 0 && !WouldBlock() && errno != EINTR)) return;
  }
}

void Wire::Reset() {
  abandoned_ = true;
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

bool Wire::Resumed() const {
  return ssl_ != nullptr && SSL_session_reused(ssl_.get()) == 1;
}

std::string Wire::PeerCertificate() const {
  if (!ssl_) return "";
  const crypto::Handle<X509> certificate(SSL_get1_peer_certificate(ssl_.get()));
  if (!certificate) return "";
  const int length = i2d_X509(certificate.get(), nullptr);
  if (length <= 0) return "";
  std::string der(static_cast<size_t>(length), '\0');
  auto* end = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate.get(), &end);
  return der;
}

}  // namespace mdmock::server
