#include "protocol/verdict/plain_text.h"

#include <algorithm>
#include <iterator>

#include "protocol/base/encoding.h"

namespace mdmock {
namespace {

// The byte that two hexadecimal digits at the beginning of `text` are, or -1.
int ReadByte(std::string_view text) {
  if (text.size() < 2) return -1;
  const int high = HexDigit(text[0]);
  const int low = HexDigit(text[1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

struct Escape {
  char c = 0;
  size_t width = 0;  // 0: there is none.
};

Escape ReadPercent(std::string_view text) {
  int byte = ReadByte(text.substr(1));
  if (byte < 0) return {};
  size_t width = 3;
  while (byte == '%') {  // Encoded once more: %252B.
    const int inner = ReadByte(text.substr(width));
    if (inner < 0) break;
    byte = inner;
    width += 2;
  }
  return {static_cast<char>(byte), width};
}

Escape ReadBackslash(std::string_view text) {
  if (text.size() < 2) return {};
  switch (text[1]) {
    case '"':
    case '\\':
    case '/':
      return {text[1], 2};
    case 'n':
    case 'r':
      return {'\n', 2};
    case 'u':
      if (text.substr(2, 2) != "00") return {};
      if (const int byte = ReadByte(text.substr(4)); byte >= 0) {
        return {static_cast<char>(byte), 6};
      }
      return {};
    default:
      return {};
  }
}

bool IsSpecial(char c) {
  return c == '%' || c == '\\' || c == '\0' || c == '\r' || c == '\n';
}

char Folded(char c) {
  if (c == '+' || c == '-') return ' ';
  return c == '_' ? '/' : c;
}

}  // namespace

PlainText::PlainText(std::string_view text) {
  bytes_.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && !IsSpecial(text[end])) ++end;
    if (end > at) {
      AppendAll(text.substr(at, end - at), at);
      at = end;
      continue;
    }
    const char c = text[at];
    Escape escape;
    if (c == '%') escape = ReadPercent(text.substr(at));
    if (c == '\\') escape = ReadBackslash(text.substr(at));
    if (escape.width == 0) escape = {c, 1};
    Append(escape.c, at, escape.width);
    at += escape.width;
    if (c != '\n') continue;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  }
}

void PlainText::Append(char c, size_t offset, size_t width) {
  if (c == '\0' || c == '\r' || c == '\n') return;
  Begin(offset, width);
  bytes_ += Folded(c);
}

void PlainText::AppendAll(std::string_view text, size_t offset) {
  Begin(offset, 1);
  const size_t size = bytes_.size();
  bytes_.append(text);
  std::transform(bytes_.begin() + static_cast<std::ptrdiff_t>(size),
                 bytes_.end(),
                 bytes_.begin() + static_cast<std::ptrdiff_t>(size), &Folded);
}

void PlainText::Begin(size_t offset, size_t width) {
  const bool goes_on =
      width == 1 && !runs_.empty() && runs_.back().width == 1 &&
      runs_.back().offset + bytes_.size() - runs_.back().at == offset;
  if (!goes_on) runs_.push_back({bytes_.size(), offset, width});
}

const PlainText::Run& PlainText::RunOf(size_t at) const {
  const auto next =
      std::upper_bound(runs_.begin(), runs_.end(), at,
                       [](size_t one, const Run& run) { return one < run.at; });
  return *std::prev(next);
}

size_t PlainText::BeginOf(size_t at) const {
  const Run& run = RunOf(at);
  return run.offset + (at - run.at);
}

size_t PlainText::EndOf(size_t at) const {
  const Run& run = RunOf(at);
  return run.offset + (at - run.at) + run.width;
}

}  // namespace mdmock
