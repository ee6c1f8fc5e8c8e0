#include "conformance/suites/connector/wire.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "protocol/base/text.h"
#include "protocol/http/fields.h"
#include "protocol/http/read_request.h"

namespace mdmock::conformance::pki {
namespace {

using drivers::Deadline;
using drivers::Stream;
using End = Answered::End;

constexpr size_t kMaxHead = size_t{256} << 10;

// 101 is no promise of another response, but the last one of HTTP.
bool IsInterim(int status) { return status / 100 == 1 && status != 101; }

// ", with the TLS alert 'certificate expired'"; "" where there was none.
std::string WithAlert(int alert) {
  return alert == 0 ? ""
                    : fmt::format(", with the TLS alert '{}'",
                                  drivers::AlertName(alert));
}

}  // namespace

const std::string& Answered::body() const {
  static const std::string nothing;
  return received ? received->response.body : nothing;
}

const std::string* Answered::Find(std::string_view name) const {
  return received ? http::Find(received->response.headers, name) : nullptr;
}

bool Answered::SaysClose() const {
  if (!received) return false;
  bool closes = received->version == "HTTP/1.0";
  for (const auto value :
       http::FindAll(received->response.headers, "Connection")) {
    for (const auto option : Split(value, ',')) {
      if (EqualsIgnoreCase(Trim(option), "close")) return true;
      if (EqualsIgnoreCase(Trim(option), "keep-alive")) closes = false;
    }
  }
  return closes;
}

std::unique_ptr<Line> Line::Open(const Origin& origin, int port,
                                 const drivers::TlsWish* tls, Deadline deadline,
                                 Answered& answered, drivers::Shaken* shaken) {
  drivers::Dialled dialled = drivers::Dial(origin.host, port, deadline);
  if (!dialled.socket) {
    answered.end = End::kNoConnection;
    answered.what = std::move(dialled.what);
    return nullptr;
  }
  std::unique_ptr<Line> line(new Line(Stream(std::move(dialled.socket))));
  if (tls == nullptr) return line;
  drivers::Shaken how = drivers::ShakeHands(line->stream_, *tls);
  const bool done = how.done;
  if (!done) {
    answered.end = End::kNoHandshake;
    answered.what = how.what;
  }
  if (shaken != nullptr) *shaken = std::move(how);
  return done ? std::move(line) : nullptr;
}

bool Line::Fill(Deadline deadline) {
  if (buffer_.size() >= Answered::kMaxAnswer) return false;
  const std::string bytes = stream_.Receive(deadline);
  buffer_ += bytes;
  return !bytes.empty();
}

// Why there is no response.
void Line::NoteEnd(Answered& answered) const {
  answered.raw = buffer_;
  answered.alert = stream_.alert();
  const std::string so_far =
      buffer_.empty() ? "" : ", in the middle of its answer";
  if (buffer_.size() >= Answered::kMaxAnswer) {
    answered.end = End::kTooLarge;
    answered.what = "the answer is larger than 4 MiB";
    return;
  }
  switch (stream_.end()) {
    case Stream::End::kReset:
      answered.end = End::kReset;
      answered.what =
          "it resets the connection" + WithAlert(answered.alert) + so_far;
      return;
    case Stream::End::kClosed:
      answered.end = End::kClosed;
      answered.what = "it closes the connection" + WithAlert(answered.alert) +
                      (buffer_.empty() ? ", and does not answer" : so_far);
      return;
    default:
      answered.end = End::kTimeout;
      answered.what = "no answer in time" + so_far;
  }
}

void Line::Read(bool to_head, Deadline deadline, Answered& answered) {
  for (int num_interim = 0;; ++num_interim) {
    size_t head_len = 0;
    while ((head_len = http::HeadLength(buffer_)) == 0) {
      if (buffer_.size() <= kMaxHead && Fill(deadline)) continue;
      NoteEnd(answered);
      if (buffer_.size() > kMaxHead) {
        answered.end = End::kNotHttp;
        answered.what = "its answer has no end of headers in 256 KiB";
      } else if (!buffer_.empty() && answered.end != End::kTimeout &&
                 !buffer_.starts_with("HTTP/")) {
        answered.end = End::kNotHttp;
        answered.what = "its answer is not HTTP: " + Printable(buffer_, 60);
      }
      return;
    }
    auto read = http::ReadResponseHead(
        std::string_view(buffer_).substr(0, head_len), http::LineEnds::kWire);
    auto* received = std::get_if<http::ReceivedResponse>(&read);
    if (received == nullptr) {
      answered.end = End::kNotHttp;
      answered.what = std::get<http::Malformed>(read).what;
      answered.raw = buffer_;
      return;
    }
    if (IsInterim(received->response.status)) {  // The final one follows.
      if (num_interim < Answered::kMaxInterim) {
        buffer_.erase(0, head_len);
        continue;
      }
      answered.end = End::kNotHttp;
      answered.what = fmt::format(
          "more than {} interim responses come (status {}), and no answer",
          Answered::kMaxInterim, received->response.status);
      answered.raw = buffer_;
      return;
    }
    FillBody(received->response, to_head, deadline);
    if (buffer_.size() >= Answered::kMaxAnswer) return NoteEnd(answered);
    answered.raw = buffer_;
    http::AddBody(std::string_view(buffer_).substr(head_len), to_head,
                  *received);
    if (http::FramingOf(received->response, to_head).ends_with ==
            http::BodyEnd::kConnection &&
        stream_.end() == Stream::End::kTimeout) {
      received->whole = false;
    }
    answered.stalled =
        !received->whole && stream_.end() == Stream::End::kTimeout;
    buffer_ = received->rest;
    answered.raw.resize(answered.raw.size() - buffer_.size());
    answered.closed = stream_.end() == Stream::End::kClosed ||
                      stream_.end() == Stream::End::kReset;
    answered.end = End::kResponse;
    answered.received = std::move(*received);
    return;
  }
}

// Reads on until the body is there; false where it does not come.
bool Line::FillBody(const http::Response& head, bool to_head,
                    Deadline deadline) {
  const size_t head_len = http::HeadLength(buffer_);
  const auto [ends_with, length] = http::FramingOf(head, to_head);
  switch (ends_with) {
    case http::BodyEnd::kHead:
      return true;
    case http::BodyEnd::kLength:
      while (buffer_.size() - head_len < length) {
        if (!Fill(deadline)) return false;
      }
      return true;
    case http::BodyEnd::kLastChunk:
      // No chunk is looked at twice: there may be a million.
      for (size_t at = head_len;;) {
        const auto read = http::ReadChunks(std::string_view(buffer_).substr(at),
                                           Answered::kMaxAnswer);
        const auto* chunks = std::get_if<http::Chunks>(&read);
        if (chunks == nullptr) return false;
        if (chunks->done) return true;
        at += chunks->used;
        if (!Fill(deadline)) return false;
      }
    case http::BodyEnd::kConnection:
      while (Fill(deadline)) {
      }
      return true;
  }
  return false;
}

void Line::ReadToEnd(Deadline deadline, Answered& answered) {
  while (Fill(deadline)) {
  }
  answered.closed = stream_.end() == Stream::End::kClosed ||
                    stream_.end() == Stream::End::kReset;
  answered.raw += buffer_;
  if (answered.received) answered.received->rest = buffer_;
  buffer_.clear();
}

}  // namespace mdmock::conformance::pki
