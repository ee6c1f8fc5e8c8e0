#include "protocol/http/fields.h"

#include <fmt/format.h>

#include "protocol/base/text.h"

namespace mdmock::http {
namespace {

bool IsTokenChar(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || kOthers.find(c) != std::string_view::npos;
}

std::optional<Malformed> CheckField(std::string_view name,
                                    std::string_view value, size_t offset) {
  if (!IsToken(name)) {
    return Malformed{
        400,
        fmt::format("the header name '{}' is not a token", Printable(name, 60)),
        offset};
  }
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
      return Malformed{
          400,
          fmt::format("the value of {} holds the control character 0x{:02X}",
                      name, byte),
          offset};
    }
  }
  return std::nullopt;
}

std::optional<Malformed> ReadField(std::string_view line, size_t offset,
                                   Headers& headers) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return Malformed{
        400,
        fmt::format("the header line '{}' has no colon", Printable(line, 80)),
        offset};
  }
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = Trim(line.substr(colon + 1));
  if (auto malformed = CheckField(name, value, offset)) return malformed;
  headers.push_back({std::string(name), std::string(value)});
  return std::nullopt;
}

}  // namespace

bool IsToken(std::string_view text) {
  for (const char c : text) {
    if (!IsTokenChar(c)) return false;
  }
  return !text.empty();
}

size_t HeadLength(std::string_view bytes, size_t from) {
  for (size_t at = from < 3 ? 0 : from - 3;;) {
    at = bytes.find('\n', at);
    if (at == std::string_view::npos) return 0;
    ++at;
    if (bytes.substr(at).starts_with('\n')) return at + 1;
    if (bytes.substr(at).starts_with("\r\n")) return at + 2;
  }
}

std::string_view Lines::Next() {
  const size_t end = text_.find('\n', at_);
  std::string_view line =
      text_.substr(at_, end == std::string_view::npos ? end : end - at_);
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<Malformed> ReadFields(Lines& lines, LineEnds line_ends,
                                    Headers& headers) {
  while (!lines.done()) {
    const size_t offset = lines.at();
    std::string line(lines.Next());
    if (line.empty()) break;
    while (lines.NextIsFolded()) {
      if (line_ends == LineEnds::kWire) {
        return Malformed{400,
                         "a header is folded over two lines, which RFC 9112, "
                         "5.2 no longer allows",
                         lines.at()};
      }
      line.append(" ").append(Trim(lines.Next()));
    }
    if (auto malformed = ReadField(line, offset, headers)) {
      return malformed;
    }
  }
  return std::nullopt;
}

}  // namespace mdmock::http
