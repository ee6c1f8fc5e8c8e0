#include "conformance/drivers/stream.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>

namespace mdmock::drivers {
namespace {

Stream::End EndOf(int error) {
  return error == ECONNRESET || error == EPIPE ? Stream::End::kReset
                                               : Stream::End::kClosed;
}

bool HasPassed(Deadline deadline) {
  return std::chrono::steady_clock::now() >= deadline;
}

// The alert that the other side has sent, by what OpenSSL says of it.
int AlertIn(unsigned long error) {
  const int reason = ERR_GET_REASON(error);
  const bool alert = ERR_GET_LIB(error) == ERR_LIB_SSL &&
                     reason > SSL_AD_REASON_OFFSET &&
                     reason < SSL_AD_REASON_OFFSET + 256;
  return alert ? reason - SSL_AD_REASON_OFFSET : 0;
}

}  // namespace

bool Stream::SendRaw(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    if (HasPassed(deadline)) {
      end_ = End::kTimeout;
      return false;
    }
    const ssize_t count =
        ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0) {
      bytes.remove_prefix(static_cast<size_t>(count));
    } else if (errno != EAGAIN) {
      end_ = EndOf(errno);
      return false;
    } else if (!WaitUntil(socket_.get(), POLLOUT, deadline)) {
      end_ = End::kTimeout;
      return false;
    }
  }
  return true;
}

std::string Stream::ReceiveRaw(Deadline deadline) {
  std::array<char, 65536> part;
  for (;;) {
    // Who sends without a pause is not waited for, and has to end all the same.
    if (HasPassed(deadline)) {
      end_ = End::kTimeout;
      return "";
    }
    const ssize_t count = ::recv(socket_.get(), part.data(), part.size(), 0);
    if (count > 0) return {part.data(), static_cast<size_t>(count)};
    if (count < 0 && errno == EAGAIN) {
      if (WaitUntil(socket_.get(), POLLIN, deadline)) continue;
      end_ = End::kTimeout;
      return "";
    }
    end_ = count == 0 ? End::kClosed : EndOf(errno);
    return "";
  }
}

bool Stream::Flush(Deadline deadline) {
  BIO* const out = SSL_get_wbio(ssl_.get());
  char* bytes = nullptr;
  const long count = BIO_get_mem_data(out, &bytes);
  if (count <= 0) return true;
  const bool sent = SendRaw({bytes, static_cast<size_t>(count)}, deadline);
  BIO_reset(out);
  return sent;
}

bool Stream::Continue(int result, Deadline deadline) {
  const int error = SSL_get_error(ssl_.get(), result);
  // An alert of ours is to go out too.
  const bool sent = Flush(deadline);
  if (error == SSL_ERROR_WANT_WRITE) return sent;
  if (error != SSL_ERROR_WANT_READ) {
    alert_ = AlertIn(ERR_peek_error());
    if (end_ == End::kOpen) end_ = End::kClosed;
    return false;
  }
  const std::string bytes = ReceiveRaw(deadline);
  if (bytes.empty()) return false;
  return BIO_write(SSL_get_rbio(ssl_.get()), bytes.data(),
                   static_cast<int>(bytes.size())) > 0;
}

bool Stream::ShakeHands(crypto::Handle<SSL_CTX> context,
                        crypto::Handle<SSL> ssl, Deadline deadline) {
  context_ = std::move(context);
  ssl_ = std::move(ssl);
  // Memory on both sides: sockets of OpenSSL's own raise SIGPIPE.
  SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  for (;;) {
    ERR_clear_error();
    const int result = SSL_connect(ssl_.get());
    if (result == 1) return Flush(deadline);
    if (!Continue(result, deadline)) return false;
  }
}

bool Stream::Send(std::string_view bytes, Deadline deadline) {
  if (!ssl_) return SendRaw(bytes, deadline);
  while (!bytes.empty()) {
    ERR_clear_error();
    size_t count = 0;
    const int result =
        SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count);
    if (result == 1) {
      bytes.remove_prefix(count);
      if (!Flush(deadline)) return false;
    } else if (!Continue(result, deadline)) {
      ERR_clear_error();
      return false;
    }
  }
  return true;
}

std::string Stream::Receive(Deadline deadline) {
  if (!ssl_) return ReceiveRaw(deadline);
  std::array<char, 65536> part;
  for (;;) {
    ERR_clear_error();
    size_t count = 0;
    const int result =
        SSL_read_ex(ssl_.get(), part.data(), part.size(), &count);
    if (result == 1) return {part.data(), count};
    if (!Continue(result, deadline)) {
      ERR_clear_error();
      return "";
    }
  }
}

void Stream::FinishSending() { ::shutdown(socket_.get(), SHUT_WR); }

void Stream::Abort() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ssl_.reset();
  socket_.Close();
  end_ = End::kReset;
}

}  // namespace mdmock::drivers
