#include "conformance/drivers/raw_client.h"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <charconv>
#include <variant>

#include "conformance/drivers/dial.h"
#include "protocol/base/text.h"
#include "protocol/http/read_request.h"
#include "protocol/http/read_response.h"

namespace mdmock::drivers {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr size_t kMaxBody = size_t{1} << 30;

}  // namespace

std::unique_ptr<RawClient> RawClient::Plain(int port) {
  Dialled dialled = Dial("127.0.0.1", port, steady_clock::now() + kPatience);
  if (!dialled.socket) return nullptr;
  return std::unique_ptr<RawClient>(
      new RawClient(Stream(std::move(dialled.socket))));
}

std::unique_ptr<RawClient> RawClient::Tls(int port, const TlsWish& wish,
                                          std::string* why) {
  auto client = Plain(port);
  if (!client) return nullptr;
  Shaken shaken = ShakeHands(client->stream_, wish);
  if (shaken.done) return client;
  if (why != nullptr) *why = std::move(shaken.what);
  return nullptr;
}

bool RawClient::Send(std::string_view bytes) {
  return stream_.Send(bytes, steady_clock::now() + kPatience);
}

void RawClient::FinishSending() { stream_.FinishSending(); }

bool RawClient::Fill(Deadline deadline) {
  const std::string bytes = stream_.Receive(deadline);
  buffer_ += bytes;
  return !bytes.empty();
}

std::optional<http::Response> RawClient::ReadResponse(bool to_head) {
  const auto deadline = steady_clock::now() + kPatience;
  size_t head_len = 0;
  while ((head_len = http::HeadLength(buffer_)) == 0) {
    if (!Fill(deadline)) return std::nullopt;
  }
  auto read = http::ReadResponseHead(
      std::string_view(buffer_).substr(0, head_len), http::LineEnds::kWire);
  auto* received = std::get_if<http::ReceivedResponse>(&read);
  if (received == nullptr) return std::nullopt;
  head_ = buffer_.substr(0, head_len - 2);
  buffer_.erase(0, head_len);
  const bool whole = FillBody(received->response, to_head, deadline);
  http::AddBody(buffer_, to_head, *received);
  if (!whole || !received->whole) return std::nullopt;
  buffer_ = std::move(received->rest);
  return std::move(received->response);
}

// Reads on until the body is there; false where it does not come.
bool RawClient::FillBody(const http::Response& head, bool to_head,
                         Deadline deadline) {
  const auto [ends_with, length] = http::FramingOf(head, to_head);
  switch (ends_with) {
    case http::BodyEnd::kHead:
      return true;
    case http::BodyEnd::kLength:
      while (buffer_.size() < length) {
        if (!Fill(deadline)) return false;
      }
      return true;
    case http::BodyEnd::kLastChunk:
      for (;;) {
        const auto read = http::ReadChunks(buffer_, kMaxBody);
        const auto* chunks = std::get_if<http::Chunks>(&read);
        if (chunks == nullptr) return false;
        if (chunks->done) return true;
        if (!Fill(deadline)) return false;
      }
    case http::BodyEnd::kConnection:
      while (Fill(deadline)) {
      }
      return true;
  }
  return false;
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
  return stream_.ssl() != nullptr ? SSL_get_version(stream_.ssl()) : "";
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
