#include "conformance/reference/client/exchange.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "protocol/base/text.h"

namespace mdmock::reference {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr size_t kMaxAnswer = size_t{64} << 20;
constexpr milliseconds kForEver(3'600'000);

std::string HostOf(const http::Url& url) {
  if (!url.authority.port) return url.authority.host;
  return fmt::format("{}:{}", url.authority.host, *url.authority.port);
}

std::string Bytes(const http::Request& request, const http::Url& url) {
  std::string bytes = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n",
                                  request.method, request.target, HostOf(url));
  for (const http::Header& header : request.headers) {
    bytes += fmt::format("{}: {}\r\n", header.name, header.value);
  }
  if (!request.body.empty() || request.method == "POST" ||
      request.method == "PUT") {
    bytes += fmt::format("Content-Length: {}\r\n", request.body.size());
  }
  return bytes + "\r\n" + request.body;
}

// The status line and headers; nothing where they are not HTTP.
Result<http::Response> ReadHead(std::string_view head) {
  http::Response response;
  const auto lines = Split(head, '\n');
  const std::string_view status = Trim(lines.front(), "\r");
  if (!status.starts_with("HTTP/1.") || status.size() < 12) {
    return Failure{"the answer is not HTTP: " + Printable(status, 60)};
  }
  const std::string_view digits = status.substr(9, 3);
  const auto [end, error] = std::from_chars(
      digits.data(), digits.data() + digits.size(), response.status);
  if (error != std::errc()) return Failure{"the answer has no status"};
  for (size_t i = 1; i < lines.size(); ++i) {
    const size_t colon = lines[i].find(':');
    if (colon == std::string_view::npos) continue;
    response.headers.push_back(
        {std::string(Trim(lines[i].substr(0, colon))),
         std::string(Trim(lines[i].substr(colon + 1), " \t\r"))});
  }
  return response;
}

}  // namespace

Wire::Wire(const Settings& settings, http::Url url)
    : settings_(settings),
      url_(std::move(url)),
      patience_(settings.mutation.Is("no-timeout")
                    ? kForEver
                    : std::min(milliseconds(10'000), settings.deadline / 4)) {}

Result<void> Wire::Connect() {
  const int port = url_.authority.port.value_or(http::DefaultPort(url_.scheme));
  std::string why = "no connection";
  if (url_.scheme == "https") {
    drivers::TlsWish wish{.ca_pem = settings_.ca_pem,
                          .host = ToLower(url_.authority.host)};
    wish.checks_time = !settings_.mutation.Is("tls-time-unchecked");
    wish.patience =
        settings_.mutation.Is("handshake-waited-for") ? kForEver : patience_;
    client_ = drivers::RawClient::Tls(port, wish, &why);
  }
  if (!client_ && url_.scheme == "https" &&
      settings_.mutation.Is("tls-name-unchecked")) {
    client_ = drivers::RawClient::Tls(
        port, {.ca_pem = settings_.ca_pem, .host = "mdmenrollment.apple.com"},
        &why);
  }
  if (url_.scheme == "http" ||
      (!client_ && settings_.mutation.Is("tls-given-up"))) {
    client_ = drivers::RawClient::Plain(port);
  }
  if (client_) return {};
  return Failure{fmt::format("cannot connect to {}: {}", HostOf(url_), why)};
}

Result<http::Response> Wire::Ask(const http::Request& request) {
  const bool fresh = client_ == nullptr;
  if (fresh) {
    if (const auto connected = Connect(); !connected) return connected.error();
  }
  const bool sent = client_->Send(Bytes(request, url_));
  auto response = sent ? Read() : Failure{"the connection is closed"};
  if (!response && !settings_.mutation.Is("close-ignored")) client_.reset();
  if (!response) return response;
  const std::string* connection = http::Find(response->headers, "Connection");
  if (connection != nullptr && EqualsIgnoreCase(*connection, "close") &&
      !settings_.mutation.Is("close-ignored")) {
    client_.reset();
  }
  return response;
}

Result<http::Response> Wire::Read() {
  const auto deadline = steady_clock::now() + patience_;
  std::string bytes;
  std::optional<http::Response> response;
  size_t body_begin = 0;
  size_t body_len = 0;
  for (;;) {
    if (!response) {
      const size_t end = bytes.find("\r\n\r\n");
      if (end != std::string::npos) {
        auto head = ReadHead(std::string_view(bytes).substr(0, end));
        if (!head) return head.error();
        response = *std::move(head);
        body_begin = end + 4;
        const std::string* length =
            http::Find(response->headers, "Content-Length");
        const bool has_body =
            response->status != 204 && response->status != 304;
        if (has_body &&
            (length == nullptr || !IsDigits(*length) || length->size() > 9)) {
          return Failure{"the answer has no Content-Length"};
        }
        body_len = has_body ? std::stoul(*length) : 0;
      }
    }
    if (response && bytes.size() >= body_begin + body_len) {
      response->body = bytes.substr(body_begin, body_len);
      return *std::move(response);
    }
    const auto left = std::chrono::duration_cast<milliseconds>(
        deadline - steady_clock::now());
    if (left.count() <= 0) return Failure{"no answer came in time"};
    const std::string some = client_->ReadSome(left);
    if (some.empty()) {
      const bool cut = steady_clock::now() < deadline;
      return Failure{cut ? "the connection ended before the answer did"
                         : "no answer came in time"};
    }
    bytes += some;
    if (bytes.size() > kMaxAnswer) return Failure{"the answer is too large"};
  }
}

}  // namespace mdmock::reference
