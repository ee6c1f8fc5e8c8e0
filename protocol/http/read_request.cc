#include "protocol/http/read_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "protocol/base/text.h"

namespace mdmock::http {
namespace {

std::optional<Malformed> ReadRequestLine(std::string_view line,
                                         Request& request) {
  const size_t first = line.find(' ');
  const size_t last = line.rfind(' ');
  const size_t colon = line.find(':');
  if (colon < first && IsToken(line.substr(0, colon)) &&
      !line.substr(colon).starts_with("://")) {
    // Pasted without the line before; what follows the name may be a secret.
    return Malformed{400,
                     fmt::format("the request line is missing: the header {} "
                                 "comes first",
                                 Printable(line.substr(0, colon), 60)),
                     0};
  }
  if (first == std::string_view::npos || first == last) {
    return Malformed{400,
                     fmt::format("the request line is '{}': expected a method, "
                                 "a target and a version, with blanks between",
                                 Printable(line, 120)),
                     0};
  }
  request.method = line.substr(0, first);
  request.target = line.substr(first + 1, last - first - 1);
  request.version = line.substr(last + 1);
  if (!IsToken(request.method)) {
    return Malformed{400,
                     fmt::format("the method '{}' is not a token",
                                 Printable(request.method, 60)),
                     0};
  }
  for (size_t i = 0; i < request.target.size(); ++i) {
    const auto c = static_cast<unsigned char>(request.target[i]);
    if (c <= 0x20 || c == 0x7F) {
      return Malformed{
          400,
          fmt::format("the request target holds the byte 0x{:02X}; "
                      "it has to be percent-encoded",
                      c),
          first + 1 + i};
    }
  }
  if (request.target.empty()) {
    return Malformed{400, "the request target is empty", first + 1};
  }
  if (request.version != "HTTP/1.1" && request.version != "HTTP/1.0") {
    const bool http = request.version.starts_with("HTTP/");
    return Malformed{http ? 505 : 400,
                     fmt::format("the version is '{}': expected HTTP/1.1 or "
                                 "HTTP/1.0",
                                 Printable(request.version, 60)),
                     last + 1};
  }
  return std::nullopt;
}

// The number in front of a chunk, or nothing.
std::optional<size_t> ReadChunkSize(std::string_view line) {
  const std::string_view digits = Trim(line.substr(0, line.find(';')));
  size_t size = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  if (digits.empty() || error != std::errc() ||
      end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return size;
}

}  // namespace

std::variant<Request, Malformed> ReadHead(std::string_view head,
                                          LineEnds line_ends) {
  Lines lines(head);
  Request request;
  if (auto malformed = ReadRequestLine(lines.Next(), request)) {
    return *malformed;
  }
  if (auto malformed = ReadFields(lines, line_ends, request.headers)) {
    return *malformed;
  }
  return request;
}

std::variant<Framing, Malformed> ReadFraming(const Request& request) {
  Framing framing;
  const auto encodings = FindAll(request.headers, "Transfer-Encoding");
  const auto lengths = FindAll(request.headers, "Content-Length");
  if (!encodings.empty()) {
    if (encodings.size() > 1 || !EqualsIgnoreCase(encodings[0], "chunked")) {
      return Malformed{501, "the only transfer encoding read here is 'chunked'",
                       0};
    }
    if (!lengths.empty()) {
      return Malformed{
          400, "both Transfer-Encoding and Content-Length are there", 0};
    }
    framing.chunked = true;
    return framing;
  }
  for (const std::string_view length : lengths) {
    if (length != lengths[0]) {
      return Malformed{400, "two Content-Length headers differ", 0};
    }
    const auto [end, error] = std::from_chars(
        length.data(), length.data() + length.size(), framing.length);
    if (!IsDigits(length) || error != std::errc()) {
      return Malformed{400,
                       fmt::format("Content-Length is '{}': expected a number",
                                   Printable(length, 40)),
                       0};
    }
  }
  return framing;
}

std::variant<Chunks, Malformed> ReadChunks(std::string_view bytes,
                                           size_t max_len) {
  Chunks chunks;
  size_t at = 0;
  for (;;) {
    const size_t line_end = bytes.find('\n', at);
    if (line_end == std::string_view::npos) {
      if (bytes.size() - at <= 1024) return chunks;
      return Malformed{400, "a chunk's size line is longer than 1024 bytes",
                       at};
    }
    std::string_view line = bytes.substr(at, line_end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto size = ReadChunkSize(line);
    if (!size) {
      return Malformed{
          400,
          fmt::format("'{}' is not the size of a chunk", Printable(line, 40)),
          at};
    }
    at = line_end + 1;
    if (*size == 0) break;
    if (*size > max_len - chunks.body.size()) {
      return Malformed{413,
                       fmt::format("the body is larger than the limit of {} "
                                   "bytes",
                                   max_len),
                       at};
    }
    if (bytes.size() - at < *size) return chunks;
    const std::string_view data = bytes.substr(at, *size);
    const std::string_view rest = bytes.substr(at + *size);
    if (rest.empty() || rest == "\r") return chunks;
    const size_t end_len = rest.starts_with("\r\n") ? 2
                           : rest.starts_with('\n') ? 1
                                                    : 0;
    if (end_len == 0) {
      return Malformed{400, "a chunk does not end where its size says",
                       at + *size};
    }
    chunks.body.append(data);
    at += *size + end_len;
    chunks.used = at;
  }
  constexpr size_t kMaxTrailers = size_t{16} << 10;
  const size_t trailers = at;
  for (;;) {  // Trailers, up to the empty line.
    const size_t line_end = bytes.find('\n', at);
    if (std::min(line_end, bytes.size()) - trailers > kMaxTrailers) {
      return Malformed{431, "the trailers are longer than 16384 bytes", at};
    }
    if (line_end == std::string_view::npos) return chunks;
    const std::string_view line = bytes.substr(at, line_end - at);
    at = line_end + 1;
    if (line.empty() || line == "\r") break;
  }
  chunks.used = at;
  chunks.done = true;
  return chunks;
}

std::variant<Request, Malformed> ReadRequest(std::string_view bytes) {
  // Pasted text often begins with the line ends of what stood above it.
  size_t start = 0;
  while (start < bytes.size() &&
         (bytes[start] == '\r' || bytes[start] == '\n')) {
    ++start;
  }
  bytes.remove_prefix(start);
  const size_t head_len = HeadLength(bytes);
  const std::string_view head =
      head_len == 0 ? bytes : bytes.substr(0, head_len);
  auto read = ReadHead(head, LineEnds::kPasted);
  auto* request = std::get_if<Request>(&read);
  if (request == nullptr) return read;
  const std::string_view rest = bytes.substr(head.size());
  const auto framing = ReadFraming(*request);
  const auto* known = std::get_if<Framing>(&framing);
  request->body = rest;
  if (known == nullptr) return read;
  const bool sized = request->Find("Content-Length") != nullptr;
  if (known->chunked) {
    const auto chunks = ReadChunks(rest, std::numeric_limits<size_t>::max());
    if (const auto* all = std::get_if<Chunks>(&chunks)) {
      request->body = all->body;
    }
  } else if (sized && known->length < rest.size()) {
    request->body = rest.substr(0, known->length);
  } else if (!sized && Trim(rest, " \t\r\n").empty()) {
    request->body.clear();  // The line ends that an editor leaves.
  }
  return read;
}

}  // namespace mdmock::http
