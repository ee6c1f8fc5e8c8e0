#include "protocol/http/fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "protocol/base/text.h"

namespace mdmock::http {
namespace {

bool IsTokenChar(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || kOthers.find(c) != std::string_view::npos;
}

// What may be a name at the beginning of a line that is no field. The rest may
// be a secret, and so may a line that is one word.
std::string NameIn(std::string_view text) {
  constexpr size_t kMaxLength = 40;
  constexpr size_t kMaxOfWord = 8;
  size_t length = 0;
  while (length < text.size() && IsTokenChar(text[length])) ++length;
  const bool is_name =
      length < text.size() && text[length] == ' ' && length <= kMaxLength;
  if (!is_name) length = std::min({length, kMaxOfWord, text.size() / 2});
  return fmt::format("'{}…' ({} bytes)", text.substr(0, length), text.size());
}

// The first character that is of no token, of which a name has one.
std::string Foreign(std::string_view name) {
  while (IsTokenChar(name.front())) name.remove_prefix(1);
  for (size_t length = 1; length <= std::min<size_t>(4, name.size());
       ++length) {
    if (IsUtf8(name.substr(0, length))) {
      return Printable(name.substr(0, length));
    }
  }
  return Printable(name.substr(0, 1));
}

std::optional<Malformed> CheckField(std::string_view name,
                                    std::string_view value, size_t offset) {
  if (!IsToken(name)) {
    return Malformed{
        400,
        name.empty()
            ? std::string("a header line begins with a colon")
            : fmt::format("the header name {} is no token: '{}' is in it",
                          NameIn(name), Foreign(name)),
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
        400, fmt::format("the header line {} has no colon", NameIn(line)),
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
