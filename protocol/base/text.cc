#include "protocol/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace mdmock {
namespace {

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char Upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

unsigned char Byte(std::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

bool IsContinuation(std::string_view bytes, size_t at) {
  return at < bytes.size() && (Byte(bytes, at) & 0xC0) == 0x80;
}

// The length of the well-formed UTF-8 character at `at`, or 0. The second
// byte's bounds are those of RFC 3629, section 4.
size_t Utf8Length(std::string_view bytes, size_t at) {
  const unsigned char first = Byte(bytes, at);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  if (!IsContinuation(bytes, at + 1)) return 0;
  if (first < 0xE0) return 2;
  const unsigned char second = Byte(bytes, at + 1);
  if (!IsContinuation(bytes, at + 2)) return 0;
  if (first == 0xE0 && second < 0xA0) return 0;
  if (first == 0xED && second > 0x9F) return 0;
  if (first < 0xF0) return 3;
  if (first == 0xF0 && second < 0x90) return 0;
  if (first == 0xF4 && second > 0x8F) return 0;
  return IsContinuation(bytes, at + 3) ? 4 : 0;
}

}  // namespace

void AppendLower(std::string& out, std::string_view text) {
  const size_t before = out.size();
  out.append(text);
  std::transform(text.begin(), text.end(), out.data() + before, Lower);
}

std::string ToLower(std::string_view text) {
  std::string lower;
  AppendLower(lower, text);
  return lower;
}

std::string ToUpper(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), Upper);
  return upper;
}

bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  if (a == b) return true;
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

std::string_view Trim(std::string_view text, std::string_view white) {
  const size_t first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
}

bool IsUtf8(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const size_t length = Utf8Length(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::string Printable(std::string_view bytes, size_t max_len) {
  std::string text;
  size_t at = 0;
  while (at < bytes.size() && at < max_len) {
    const size_t length = Utf8Length(bytes, at);
    const unsigned char first = Byte(bytes, at);
    // U+0080 to U+009F are control characters as well.
    const bool control =
        first < 0x20 || first == 0x7F ||
        (first == 0xC2 && length == 2 && Byte(bytes, at + 1) < 0xA0);
    if (length == 0 || control) {
      const size_t num_escaped = std::max<size_t>(length, 1);
      for (size_t i = 0; i < num_escaped; ++i) {
        text += fmt::format("\\x{:02X}", Byte(bytes, at + i));
      }
      at += num_escaped;
      continue;
    }
    text.append(bytes.substr(at, length));
    at += length;
  }
  if (at < bytes.size()) text += fmt::format("… ({} bytes)", bytes.size());
  return text;
}

}  // namespace mdmock
