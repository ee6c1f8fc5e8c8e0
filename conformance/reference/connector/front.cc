#include "conformance/reference/connector/front.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "conformance/reference/connector/twists.h"
#include "mocks/server/response_writer.h"
#include "protocol/base/text.h"
#include "protocol/http/read_request.h"

namespace mdmock::reference::pki {
namespace {

using server::Wire;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr seconds kPatience(7);      // For one request.
constexpr milliseconds kGlance(50);  // Until it looks whether it is to stop.
constexpr size_t kMaxBody = size_t{1} << 20;

void Remove(http::Request& request, std::string_view name) {
  std::erase_if(request.headers, [&](const http::Header& header) {
    return EqualsIgnoreCase(header.name, name);
  });
}

}  // namespace

// Visit is one connection.
class Front::Visit {
 public:
  Visit(Front& front, int socket) : front_(front), wire_(socket) {}

  void Serve() {
    std::unique_lock<std::mutex> turn(front_.turn_, std::defer_lock);
    if (front_.habits_.one_at_a_time) turn.lock();
    if (!Open()) return;
    while (auto request = Next()) {
      const bool keeps = Answer(*std::move(request));
      if (!keeps) break;
    }
    wire_.Finish(steady_clock::now() + seconds(1));
  }

 private:
  bool Open() {
    std::string first;
    const auto deadline = steady_clock::now() + kPatience;
    if (wire_.Peek(first, deadline) != Wire::Outcome::kDone) return false;
    constexpr char kFirstByteOfTls = 0x16;
    if (first.front() != kFirstByteOfTls) return true;
    if (!front_.habits_.speaks_tls) {
      Refuse();
      wire_.Finish(deadline);
      return false;
    }
    std::string problem;
    return wire_.StartTls(front_.tls_.context_with_client_certificates(),
                          deadline, problem) == Wire::Outcome::kDone;
  }

  // False where nothing more comes, in time.
  bool Fill(server::Deadline deadline) {
    while (!front_.stopping_) {
      const auto until = std::min(deadline, steady_clock::now() + kGlance);
      const Wire::Outcome outcome = wire_.Read(buffer_, until);
      if (outcome != Wire::Outcome::kTooLate) {
        return outcome == Wire::Outcome::kDone;
      }
      if (until == deadline) return false;
    }
    return false;
  }

  std::optional<http::Request> Next() {
    const auto deadline = steady_clock::now() + kPatience;
    size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (buffer_.size() > kMaxBody || !Fill(deadline)) return std::nullopt;
    }
    auto head =
        http::ReadHead(buffer_.substr(0, end + 4), http::LineEnds::kWire);
    if (std::holds_alternative<http::Malformed>(head)) return Refuse();
    buffer_.erase(0, end + 4);
    auto request = std::get<http::Request>(std::move(head));
    http::Request read = request;  // As the habits have it.
    const Habits::BothLengths both = front_.habits_.both_lengths;
    const bool has_both = request.Find("Transfer-Encoding") != nullptr &&
                          request.Find("Content-Length") != nullptr;
    if (has_both && both == Habits::BothLengths::kChunked) {
      Remove(read, "Content-Length");
    }
    if (has_both && both == Habits::BothLengths::kLength) {
      Remove(read, "Transfer-Encoding");
    }
    const auto framing = http::ReadFraming(read);
    if (std::holds_alternative<http::Malformed>(framing)) return Refuse();
    if (!ReadBody(std::get<http::Framing>(framing), deadline, request)) {
      return std::nullopt;
    }
    return request;
  }

  bool ReadBody(const http::Framing& framing, server::Deadline deadline,
                http::Request& request) {
    while (framing.chunked) {
      auto read = http::ReadChunks(buffer_, kMaxBody);
      if (std::holds_alternative<http::Malformed>(read)) return false;
      auto& chunks = std::get<http::Chunks>(read);
      if (chunks.done) {
        buffer_.erase(0, chunks.used);
        request.body = std::move(chunks.body);
        return true;
      }
      if (!Fill(deadline)) return false;
    }
    if (framing.length > kMaxBody) return false;
    while (buffer_.size() < framing.length) {
      if (Fill(deadline)) continue;
      if (!front_.habits_.takes_short_bodies) return false;
      break;
    }
    request.body = buffer_.substr(0, framing.length);
    buffer_.erase(0, framing.length);
    return true;
  }

  std::optional<http::Request> Refuse() {
    wire_.Write(
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n"
        "Connection: close\r\n\r\n",
        steady_clock::now() + seconds(1));
    return std::nullopt;
  }

  // What a caller who has been let in before need not say again.
  void LetIn(http::Request& request) {
    const std::string* own = request.Find("Authorization");
    if (own != nullptr) {
      authorization_ = *own;
      return;
    }
    std::string value = front_.habits_.reads_on ? authorization_ : "";
    if (front_.habits_.trusts_resumed_sessions && wire_.Resumed()) {
      value = RightAuthorization();
    }
    if (!value.empty()) {
      request.headers.push_back({"Authorization", std::move(value)});
    }
  }

  // Whether the connection stays open.
  bool Answer(http::Request request) {
    LetIn(request);
    const SystemTime now = front_.clock_.Now();
    const std::string certificate = wire_.PeerCertificate();
    auto answer =
        front_.service_.Handle({.request = request,
                                .scheme = wire_.secure() ? "https" : "http",
                                .now = now,
                                .seq = 0,
                                .client_certificate = certificate});
    if (!answer) return false;
    const bool keeps = server::Complete(
        answer->response, request, now,
        front_.habits_.reads_on || server::KeepsAlive(request));
    const std::string bytes = server::WireBytes(answer->response, request);
    return wire_.Write(bytes, steady_clock::now() + kPatience) ==
               Wire::Outcome::kDone &&
           keeps;
  }

  Front& front_;
  Wire wire_;
  std::string buffer_;
  std::string authorization_;  // Of the first that had one.
};

Result<std::unique_ptr<Front>> Front::Start(server::Service& service,
                                            const world::Clock& clock,
                                            const server::TlsIdentity& tls,
                                            const Habits& habits) {
  std::unique_ptr<Front> front(new Front(service, clock, tls, habits));
  auto listener =
      server::Listener::Open("127.0.0.1", 0, [made = front.get()](int socket) {
        // A connection that no thread is left for is closed at once.
        auto visit = std::make_shared<Visit>(*made, socket);
        made->threads_.Run([visit] { visit->Serve(); });
      });
  if (!listener) return listener.error();
  front->listener_ = *std::move(listener);
  return front;
}

Front::~Front() {
  stopping_ = true;
  listener_.reset();
  threads_.Join();
}

std::string Front::HttpsUrl(const std::string& path) const {
  return fmt::format("https://127.0.0.1:{}{}", listener_->port(), path);
}

}  // namespace mdmock::reference::pki
