#include "mocks/server/request_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "mocks/server/rules.h"
#include "protocol/base/text.h"

namespace mdmock::server {
namespace {

using http::Malformed;
using std::chrono::steady_clock;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// What the reading rules found, as one of ours.
const Rule& RuleOf(const Malformed& problem) {
  switch (problem.status) {
    case 413:
      return rules::kBodyTooLarge;
    case 431:
      return rules::kHeadTooLarge;
    case 505:
      return rules::kVersion;
    default:
      return rules::kMalformed;
  }
}

bool WaitsForContinue(const http::Request& request) {
  const std::string* expect = request.Find("Expect");
  return expect != nullptr && request.version == "HTTP/1.1" &&
         EqualsIgnoreCase(*expect, "100-continue");
}

// Drops the empty lines that RFC 9112, 2.2 lets a client send before a request.
void DropEmptyLines(std::string& bytes) {
  const size_t start = bytes.find_first_not_of("\r\n");
  bytes.erase(0, start);
}

}  // namespace

Refused RequestReader::Refuse(const Rule& rule, Malformed problem) const {
  return {.rule = &rule,
          .problem = std::move(problem),
          .raw = buffer_.substr(0, limits_.max_head)};
}

RequestReader::Problem RequestReader::ReadMore(const char* part) {
  switch (wire_.Read(buffer_, deadline_)) {
    case Wire::Outcome::kDone:
      return std::nullopt;
    case Wire::Outcome::kTooLate:
      return Refuse(
          rules::kTooSlow,
          {408,
           fmt::format("{} bytes came within {} ms, and the {} is not whole",
                       buffer_.size(), limits_.request.count(), part),
           buffer_.size()});
    case Wire::Outcome::kClosed:
      break;
  }
  return Refuse(rules::kIncomplete,
                {400,
                 fmt::format("the connection ended after {} bytes, and the {} "
                             "is not whole",
                             buffer_.size(), part),
                 buffer_.size()});
}

Reading RequestReader::Next() {
  bool ended = false;
  if (auto problem = ReadFirstByte(ended)) return *std::move(problem);
  if (ended) return Ended{};
  Received received;
  if (auto problem = ReadHead(received.request)) return *std::move(problem);
  if (auto problem = ReadBody(received.request)) return *std::move(problem);
  if (used_ == buffer_.size()) {
    received.raw = std::exchange(buffer_, {});
  } else {
    received.raw = buffer_.substr(0, used_);
    buffer_.erase(0, used_);
  }
  return received;
}

RequestReader::Problem RequestReader::ReadFirstByte(bool& ended) {
  used_ = 0;
  const auto idle_until = steady_clock::now() + limits_.idle;
  DropEmptyLines(buffer_);
  bool begun = !buffer_.empty();
  deadline_ = steady_clock::now() + limits_.request;
  while (buffer_.empty()) {
    if (wire_.Read(buffer_, begun ? deadline_ : idle_until) !=
        Wire::Outcome::kDone) {
      ended = true;
      return std::nullopt;
    }
    // Empty lines do not buy a client more time.
    if (!begun) deadline_ = steady_clock::now() + limits_.request;
    begun = true;
    DropEmptyLines(buffer_);
  }
  return std::nullopt;
}

RequestReader::Problem RequestReader::ReadHead(http::Request& request) {
  size_t seen = 0;
  while ((used_ = http::HeadLength(buffer_, seen)) == 0) {
    if (auto problem = CheckPartOfHead(seen)) return problem;
    seen = buffer_.size();
    if (auto problem = ReadMore("head")) return problem;
  }
  if (used_ > limits_.max_head) {
    return Refuse(rules::kHeadTooLarge,
                  {431,
                   fmt::format("the head has {} bytes; the limit is {}", used_,
                               limits_.max_head),
                   limits_.max_head});
  }
  auto read = http::ReadHead(std::string_view(buffer_).substr(0, used_),
                             http::LineEnds::kWire);
  if (const auto* problem = std::get_if<Malformed>(&read)) {
    return Refuse(RuleOf(*problem), *problem);
  }
  request = std::get<http::Request>(std::move(read));
  return CheckHead(request);
}

// A client that speaks something else is told so at once, not when its time is
// up: it may never send an empty line. `seen` bytes have been checked before.
RequestReader::Problem RequestReader::CheckPartOfHead(size_t seen) const {
  const size_t line_len = buffer_.find('\n') + 1;
  const auto first = static_cast<unsigned char>(buffer_[0]);
  if (line_len == 0 && (first <= 0x20 || first >= 0x7F)) {
    return Refuse(
        rules::kMalformed,
        {400,
         fmt::format("the first byte is 0x{:02X}: no method begins with it",
                     first),
         0});
  }
  if (seen < line_len) {
    const auto read = http::ReadHead(
        std::string_view(buffer_).substr(0, line_len), http::LineEnds::kWire);
    if (const auto* problem = std::get_if<Malformed>(&read)) {
      return Refuse(RuleOf(*problem), *problem);
    }
  }
  if (buffer_.size() <= limits_.max_head) return std::nullopt;
  const bool in_line = line_len == 0;
  return Refuse(
      in_line ? rules::kTargetTooLong : rules::kHeadTooLarge,
      {in_line ? 414 : 431,
       fmt::format("no end of the {} within {} bytes",
                   in_line ? "request line" : "headers", limits_.max_head),
       limits_.max_head});
}

RequestReader::Problem RequestReader::CheckHead(
    const http::Request& request) const {
  if (request.target.size() > limits_.max_target) {
    return Refuse(rules::kTargetTooLong,
                  {414,
                   fmt::format("the target has {} bytes; the limit is {}",
                               request.target.size(), limits_.max_target),
                   request.method.size() + 1});
  }
  const size_t num_hosts = http::FindAll(request.headers, "Host").size();
  if (num_hosts > 1 || (num_hosts == 0 && request.version == "HTTP/1.1")) {
    return Refuse(
        rules::kHost,
        {400, fmt::format("the request has {} Host headers", num_hosts), 0});
  }
  return std::nullopt;
}

RequestReader::Problem RequestReader::ReadBody(http::Request& request) {
  const auto framing = http::ReadFraming(request);
  if (const auto* problem = std::get_if<Malformed>(&framing)) {
    return Refuse(rules::kFraming, *problem);
  }
  const auto& known = std::get<http::Framing>(framing);
  if (known.length > limits_.max_body) {
    return Refuse(rules::kBodyTooLarge,
                  {413,
                   fmt::format("Content-Length is {}; the limit is {}",
                               known.length, limits_.max_body),
                   used_});
  }
  const bool expects_body = known.chunked || known.length > 0;
  if (expects_body && buffer_.size() == used_ && WaitsForContinue(request)) {
    // Where this fails, reading the body does too, and says so.
    (void)wire_.Write(kContinue, deadline_);
  }
  return known.chunked ? ReadChunked(request)
                       : ReadSized(request, known.length);
}

RequestReader::Problem RequestReader::ReadSized(http::Request& request,
                                                size_t length) {
  while (buffer_.size() - used_ < length) {
    if (auto problem = ReadMore("body")) return problem;
  }
  request.body = buffer_.substr(used_, length);
  used_ += length;
  return std::nullopt;
}

RequestReader::Problem RequestReader::ReadChunked(http::Request& request) {
  for (;;) {
    auto read = http::ReadChunks(std::string_view(buffer_).substr(used_),
                                 limits_.max_body - request.body.size());
    if (auto* problem = std::get_if<Malformed>(&read)) {
      problem->offset += used_;
      return Refuse(RuleOf(*problem), *problem);
    }
    const auto& chunks = std::get<http::Chunks>(read);
    request.body += chunks.body;
    used_ += chunks.used;
    if (chunks.done) return std::nullopt;
    // Chunks of one byte cost six on the wire: bound those as well.
    if (buffer_.size() > limits_.max_head + 2 * limits_.max_body) {
      return Refuse(
          rules::kBodyTooLarge,
          {413, "the chunks are larger than the limit of a body", used_});
    }
    if (auto problem = ReadMore("body")) return problem;
  }
}

}  // namespace mdmock::server
