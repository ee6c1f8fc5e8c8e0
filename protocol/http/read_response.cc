#include "protocol/http/read_response.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "protocol/base/text.h"
#include "protocol/http/read_request.h"

namespace mdmock::http {
namespace {

constexpr int kSwitching = 101;
constexpr size_t kMostInterim = 16;

// The digits of the version end at the first blank. HTTP/2 has no such line;
// curl writes one for people to read.
bool IsVersion(std::string_view text, LineEnds line_ends) {
  if (text.starts_with("HTTP/1.")) return text.size() == 8;
  return line_ends == LineEnds::kPasted &&
         (text == "HTTP/2" || text == "HTTP/3");
}

// "HTTP/1.1 200 OK"; the reason may be missing, with its blank (RFC 9112, 4).
std::optional<Malformed> ReadStatusLine(std::string_view line,
                                        LineEnds line_ends,
                                        ReceivedResponse& response) {
  const auto malformed = [&] {
    return Malformed{400,
                     fmt::format("the status line is '{}': expected a version "
                                 "and a status of three digits",
                                 Printable(line, 120)),
                     0};
  };
  const size_t blank = line.find(' ');
  if (blank == std::string_view::npos ||
      !IsVersion(line.substr(0, blank), line_ends)) {
    return malformed();
  }
  const std::string_view rest = line.substr(blank + 1);
  const std::string_view digits = rest.substr(0, rest.find(' '));
  if (digits.size() != 3 || !IsDigits(digits) || digits < "100") {
    return malformed();
  }
  response.version = line.substr(0, blank);
  std::from_chars(digits.data(), digits.data() + digits.size(),
                  response.response.status);
  if (rest.size() > 4) response.reason = rest.substr(4);
  return std::nullopt;
}

// The length that the headers give; nothing where they give none, or no number.
std::optional<size_t> LengthOf(const Headers& headers) {
  const std::string* text = Find(headers, "Content-Length");
  if (text == nullptr || !IsDigits(*text)) return std::nullopt;
  size_t length = 0;
  const auto [end, error] =
      std::from_chars(text->data(), text->data() + text->size(), length);
  if (error != std::errc()) return std::numeric_limits<size_t>::max();
  return length;
}

// Whether a Content-Length is what RFC 9110, 8.6, has; `first` is the digits of
// the one before, which all others repeat.
bool IsLength(std::string_view value, std::optional<std::string>& first) {
  while (true) {
    const size_t comma = value.find(',');
    const std::string_view one = Trim(value.substr(0, comma));
    if (one.empty() || !IsDigits(one) || (first && *first != one)) return false;
    first = one;
    if (comma == std::string_view::npos) return true;
    value.remove_prefix(comma + 1);
  }
}

// How the headers say the length, where that is not as RFC 9112, 6, has it.
std::string Misframed(const Headers& headers) {
  std::optional<std::string> length;
  for (const auto& [name, value] : headers) {
    if (!EqualsIgnoreCase(name, "Content-Length")) continue;
    const bool again = length.has_value();
    if (IsLength(value, length)) continue;
    return fmt::format("Content-Length is '{}'{}", Printable(value, 40),
                       again ? ", after another one" : "");
  }
  const std::string* encoding = Find(headers, "Transfer-Encoding");
  if (encoding == nullptr) return "";
  if (!EqualsIgnoreCase(Trim(*encoding), "chunked")) {
    return fmt::format("Transfer-Encoding is '{}', and not chunked",
                       Printable(*encoding, 40));
  }
  return length ? "there are both Transfer-Encoding and Content-Length" : "";
}

bool HasNoBody(int status) {
  return status / 100 == 1 || status == 204 || status == 304;
}

}  // namespace

std::variant<ReceivedResponse, Malformed> ReadResponseHead(
    std::string_view head, LineEnds line_ends) {
  Lines lines(head);
  ReceivedResponse response;
  if (auto malformed = ReadStatusLine(lines.Next(), line_ends, response)) {
    return *malformed;
  }
  if (auto malformed =
          ReadFields(lines, line_ends, response.response.headers)) {
    return *malformed;
  }
  return response;
}

BodyFraming FramingOf(const Response& head, bool head_only) {
  if (head_only || HasNoBody(head.status)) return {BodyEnd::kHead, 0};
  const std::string* encoding = Find(head.headers, "Transfer-Encoding");
  if (encoding != nullptr &&
      ToLower(*encoding).find("chunked") != std::string::npos) {
    return {BodyEnd::kLastChunk, 0};
  }
  const auto length = LengthOf(head.headers);
  if (length) return {BodyEnd::kLength, *length};
  return {BodyEnd::kConnection, 0};
}

void AddBody(std::string_view bytes, bool head_only,
             ReceivedResponse& response) {
  const auto [ends_with, length] = FramingOf(response.response, head_only);
  response.chunked = ends_with == BodyEnd::kLastChunk;
  response.misframed = Misframed(response.response.headers);
  size_t used = bytes.size();
  if (response.chunked) {
    const auto read = ReadChunks(bytes, std::numeric_limits<size_t>::max());
    const auto* chunks = std::get_if<Chunks>(&read);
    response.whole = chunks != nullptr && chunks->done;
    if (chunks == nullptr) return;
    response.response.body = chunks->body;
    used = chunks->used;
  } else if (ends_with != BodyEnd::kConnection) {
    response.whole = bytes.size() >= length;
    used = std::min(length, bytes.size());
    response.response.body = bytes.substr(0, used);
  } else {
    response.response.body = bytes;
  }
  response.rest = bytes.substr(used);
}

std::variant<ReceivedResponse, Malformed> ReadResponse(std::string_view bytes,
                                                       LineEnds line_ends) {
  for (size_t num_interim = 0;; ++num_interim) {
    const size_t head_len = HeadLength(bytes);
    const std::string_view head =
        head_len == 0 ? bytes : bytes.substr(0, head_len);
    auto read = ReadResponseHead(head, line_ends);
    auto* response = std::get_if<ReceivedResponse>(&read);
    if (response == nullptr) return read;
    bytes.remove_prefix(head.size());
    const int status = response->response.status;
    const bool interim = status / 100 == 1 && status != kSwitching;
    if (interim && !bytes.empty() && num_interim < kMostInterim) continue;
    AddBody(bytes, false, *response);
    return read;
  }
}

}  // namespace mdmock::http
