#include "protocol/verdict/side_by_side.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock {
namespace {

constexpr size_t kWindow = 72;        // Columns shown at once.
constexpr size_t kBefore = 40;        // Bytes before the first wrong one.
constexpr size_t kMaxInBase64 = 240;  // Bytes; 320 digits.
constexpr std::string_view kIndent = "            ";  // "  expected: "

// Shown is text as a person sees it.
struct Shown {
  std::string text;
  size_t width = 0;  // Columns, one a character.
};

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The bytes of the character at `at`; 1 for a byte that is of none.
size_t CharacterLength(std::string_view bytes, size_t at) {
  for (size_t length = 1; length <= 4 && at + length <= bytes.size();
       ++length) {
    if (IsUtf8(bytes.substr(at, length))) return length;
  }
  return 1;
}

// What stands between two offsets, but no more than the columns there are.
Shown Show(std::string_view bytes, size_t from, size_t to, size_t columns) {
  Shown shown;
  size_t at = from;
  while (at < to && shown.width < columns) {
    const size_t length = CharacterLength(bytes, at);
    const std::string character = Printable(bytes.substr(at, length));
    shown.width += static_cast<size_t>(
        std::count_if(character.begin(), character.end(),
                      [](char c) { return !IsContinuation(c); }));
    shown.text += character;
    at += length;
  }
  if (at < to) shown.text += "…";
  return shown;
}

std::string Window(std::string_view bytes, size_t from) {
  return (from > 0 ? "…" : "") + Show(bytes, from, bytes.size(), kWindow).text;
}

// Where the character begins of which `offset` is a byte, in one or the other.
size_t CharacterBegin(const Cause& cause, size_t offset) {
  for (size_t back = std::min<size_t>(offset, 3); back > 0; --back) {
    const size_t begin = offset - back;
    if (CharacterLength(cause.should_sign, begin) > back ||
        CharacterLength(cause.signed_bytes, begin) > back) {
      return begin;
    }
  }
  return offset;
}

std::string Caret(const Cause& cause, const Difference& difference, size_t from,
                  size_t begin) {
  const auto shown = [](const std::string& character) {
    return character.empty() ? "the end" : "'" + character + "'";
  };
  const size_t column =
      (from > 0 ? 1 : 0) +
      Show(cause.should_sign, from, begin, std::numeric_limits<size_t>::max())
          .width;
  return fmt::format("{}{}^ byte {}: {} expected, {} signed", kIndent,
                     std::string(column, ' '), difference.offset,
                     shown(difference.expected), shown(difference.actual));
}

std::string InBase64(std::string_view bytes) {
  const std::string text = Base64(bytes.substr(0, kMaxInBase64));
  if (bytes.size() <= kMaxInBase64) return text;
  return fmt::format("{}… (the first {} bytes of {})", text, kMaxInBase64,
                     bytes.size());
}

}  // namespace

std::vector<std::string> SideBySide(const Cause& cause) {
  const std::string_view is = cause.signed_bytes;
  std::vector<std::string> lines;
  const auto difference = FirstDifference(cause.should_sign, is);
  if (difference) {
    const size_t begin = CharacterBegin(cause, difference->offset);
    size_t from = begin < kBefore ? 0 : begin - kBefore;
    while (from > 0 && from < begin && IsContinuation(is[from])) ++from;
    lines.push_back("  expected: " + Window(cause.should_sign, from));
    lines.push_back("  signed:   " + Window(is, from));
    lines.push_back(Caret(cause, *difference, from, begin));
  } else {
    lines.push_back("  signed:   " + Window(is, 0));
  }
  if (Printable(is, is.size()) != is) {
    lines.push_back("  base64:   " + InBase64(is));
  }
  return lines;
}

}  // namespace mdmock
