#include "conformance/drivers/raw_client.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <climits>

#include "protocol/base/text.h"
#include "protocol/crypto/openssl_failure.h"

namespace mdmock::drivers {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

int Connect(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return -1;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address),
                sizeof address) != 0) {
    ::close(socket);
    return -1;
  }
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  return socket;
}

crypto::Handle<SSL_CTX> MakeContext(const TlsWish& wish) {
  crypto::Handle<SSL_CTX> context(SSL_CTX_new(TLS_client_method()));
  const crypto::Handle<BIO> memory(BIO_new_mem_buf(
      wish.ca_pem.data(), static_cast<int>(wish.ca_pem.size())));
  const crypto::Handle<X509> ca(
      PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  if (ca) X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), ca.get());
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_min_proto_version(context.get(), wish.version);
  SSL_CTX_set_max_proto_version(context.get(), wish.version);
  SSL_CTX_set_options(context.get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
  if (wish.shows != nullptr) {
    SSL_CTX_use_certificate(context.get(),
                            SSL_CTX_get0_certificate(wish.shows));
    SSL_CTX_use_PrivateKey(context.get(), SSL_CTX_get0_privatekey(wish.shows));
  }
  return context;
}

bool IsAddress(const std::string& host) {
  return host.find_first_not_of("0123456789.:") == std::string::npos;
}

}  // namespace

struct RawClient::Connection {
  int socket = -1;
  crypto::Handle<SSL_CTX> context;
  crypto::Handle<SSL> ssl;

  ~Connection() {
    ssl.reset();
    if (socket >= 0) ::close(socket);
  }

  bool WaitFor(short events, steady_clock::time_point deadline) const {
    const auto left =
        std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    pollfd waiting{.fd = socket, .events = events, .revents = 0};
    return ::poll(&waiting, 1,
                  static_cast<int>(std::clamp<milliseconds::rep>(
                      left.count(), 0, INT_MAX))) == 1;
  }

  // Waits for what an SSL_… call lacked; false where it failed for good.
  bool WaitForTls(int result, steady_clock::time_point deadline) const {
    const int error = SSL_get_error(ssl.get(), result);
    if (error == SSL_ERROR_WANT_READ) return WaitFor(POLLIN, deadline);
    if (error == SSL_ERROR_WANT_WRITE) return WaitFor(POLLOUT, deadline);
    return false;
  }
};

RawClient::RawClient(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}

RawClient::~RawClient() = default;

std::unique_ptr<RawClient> RawClient::Plain(int port) {
  auto connection = std::make_unique<Connection>();
  connection->socket = Connect(port);
  if (connection->socket < 0) return nullptr;
  return std::unique_ptr<RawClient>(new RawClient(std::move(connection)));
}

std::unique_ptr<RawClient> RawClient::Tls(int port, const TlsWish& wish,
                                          std::string* why) {
  auto client = Plain(port);
  if (!client) return nullptr;
  Connection& connection = *client->connection_;
  connection.context = MakeContext(wish);
  connection.ssl.reset(SSL_new(connection.context.get()));
  SSL* ssl = connection.ssl.get();
  SSL_set_fd(ssl, connection.socket);
  X509_VERIFY_PARAM* wanted = SSL_get0_param(ssl);
  if (IsAddress(wish.host)) {
    X509_VERIFY_PARAM_set1_ip_asc(wanted, wish.host.c_str());
  } else {
    X509_VERIFY_PARAM_set1_host(wanted, wish.host.c_str(), 0);
  }
  if (!wish.checks_time) {
    X509_VERIFY_PARAM_set_flags(wanted, X509_V_FLAG_NO_CHECK_TIME);
  }
  const auto deadline = steady_clock::now() + wish.patience;
  for (;;) {
    ERR_clear_error();
    const int result = SSL_connect(ssl);
    if (result == 1) return client;
    if (SSL_get_error(ssl, result) == SSL_ERROR_SSL ||
        !connection.WaitForTls(result, deadline)) {
      const std::string problem = crypto::OpenSslFailure("no handshake").what;
      if (why != nullptr) *why = problem;
      return nullptr;
    }
  }
}

bool RawClient::Send(std::string_view bytes) {
  const auto deadline = steady_clock::now() + kPatience;
  while (!bytes.empty()) {
    if (connection_->ssl) {
      ERR_clear_error();
      size_t count = 0;
      const int result = SSL_write_ex(connection_->ssl.get(), bytes.data(),
                                      bytes.size(), &count);
      if (result == 1) {
        bytes.remove_prefix(count);
      } else if (!connection_->WaitForTls(result, deadline)) {
        ERR_clear_error();
        return false;
      }
      continue;
    }
    const ssize_t count =
        ::send(connection_->socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0) {
      bytes.remove_prefix(static_cast<size_t>(count));
    } else if (errno != EAGAIN || !connection_->WaitFor(POLLOUT, deadline)) {
      return false;
    }
  }
  return true;
}

void RawClient::FinishSending() { ::shutdown(connection_->socket, SHUT_WR); }

bool RawClient::Fill(steady_clock::time_point deadline) {
  std::array<char, 65536> part;
  for (;;) {
    if (connection_->ssl) {
      ERR_clear_error();
      size_t count = 0;
      const int result =
          SSL_read_ex(connection_->ssl.get(), part.data(), part.size(), &count);
      if (result == 1) {
        buffer_.append(part.data(), count);
        return true;
      }
      if (connection_->WaitForTls(result, deadline)) continue;
      end_ = steady_clock::now() >= deadline ? End::kTimeout : End::kClosed;
      ERR_clear_error();
      return false;
    }
    if (!connection_->WaitFor(POLLIN, deadline)) {
      end_ = End::kTimeout;
      return false;
    }
    const ssize_t count =
        ::recv(connection_->socket, part.data(), part.size(), 0);
    if (count > 0) {
      buffer_.append(part.data(), static_cast<size_t>(count));
      return true;
    }
    if (count < 0 && errno == EAGAIN) continue;
    end_ = count == 0 ? End::kClosed : End::kReset;
    return false;
  }
}

std::optional<http::Response> RawClient::ReadResponse(bool to_head) {
  const auto deadline = steady_clock::now() + kPatience;
  size_t head_end = std::string::npos;
  while ((head_end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!Fill(deadline)) return std::nullopt;
  }
  head_ = buffer_.substr(0, head_end + 2);
  buffer_.erase(0, head_end + 4);
  http::Response response;
  const auto lines = Split(head_, '\n');
  if (!lines[0].starts_with("HTTP/1.1 ") || lines[0].size() < 12) {
    return std::nullopt;
  }
  std::from_chars(lines[0].data() + 9, lines[0].data() + 12, response.status);
  for (size_t i = 1; i + 1 < lines.size(); ++i) {
    const size_t colon = lines[i].find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    response.headers.push_back(
        {std::string(lines[i].substr(0, colon)),
         std::string(Trim(lines[i].substr(colon + 1), " \r"))});
  }
  if (to_head || response.status / 100 == 1 || response.status == 204) {
    return response;
  }
  const std::string* length = http::Find(response.headers, "Content-Length");
  if (length == nullptr) {
    while (Fill(deadline)) {
    }
    response.body = std::move(buffer_);
    return response;
  }
  const auto count = static_cast<size_t>(std::stoul(*length));
  while (buffer_.size() < count) {
    if (!Fill(deadline)) return std::nullopt;
  }
  response.body = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return response;
}

std::optional<http::Response> RawClient::Ask(std::string_view bytes) {
  if (!Send(bytes)) return std::nullopt;
  return ReadResponse();
}

std::string RawClient::ReadToEnd(milliseconds limit) {
  const auto deadline = steady_clock::now() + limit;
  while (Fill(deadline)) {
  }
  return std::exchange(buffer_, {});
}

std::string RawClient::ReadSome(milliseconds limit) {
  if (buffer_.empty()) Fill(steady_clock::now() + limit);
  return std::exchange(buffer_, {});
}

std::string RawClient::tls_version() const {
  return connection_->ssl ? SSL_get_version(connection_->ssl.get()) : "";
}

std::string Get(std::string_view target, std::string_view extra) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n", target,
                     extra);
}

std::string Post(std::string_view target, std::string_view body,
                 std::string_view extra) {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n{}\r\n{}",
      target, body.size(), extra, body);
}

}  // namespace mdmock::drivers
