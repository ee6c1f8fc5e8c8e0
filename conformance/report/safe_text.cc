#include "conformance/report/safe_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "protocol/base/text.h"

namespace mdmock::conformance {
namespace {

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Whether the three bytes are a character that text may hold and a report may
// not: U+FFFE and U+FFFF, which XML 1.0 forbids, and U+202A to U+202E and
// U+2066 to U+2069, which make a reader see another order than the bytes have.
bool IsTreacherous(std::string_view three) {
  if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") return true;
  if (!three.starts_with("\xE2\x80") && !three.starts_with("\xE2\x81")) {
    return false;
  }
  const auto last = static_cast<unsigned char>(three[2]);
  return three[1] == '\x80' ? last >= 0xAA && last <= 0xAE
                            : last >= 0xA6 && last <= 0xA9;
}

// Printable leaves the treacherous characters as they are; this does not.
std::string Defused(std::string_view bytes) {
  const std::string text = Printable(bytes, std::string::npos);
  std::string defused;
  for (size_t at = 0; at < text.size();) {
    const std::string_view three = std::string_view(text).substr(at, 3);
    if (three.size() == 3 && IsTreacherous(three)) {
      for (const char c : three) {
        defused += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
      }
      at += 3;
    } else {
      defused += text[at++];
    }
  }
  return defused;
}

// Marked ends `text` in `mark`, within `max_len` bytes, and cuts no character
// in two.
std::string Marked(std::string text, size_t max_len, std::string_view mark) {
  size_t end = std::min(text.size(), max_len - std::min(mark.size(), max_len));
  while (end > 0 && end < text.size() && IsContinuation(text[end])) --end;
  text.resize(end);
  return text.append(mark);
}

}  // namespace

std::string SafeText(std::string_view bytes, size_t max_len) {
  std::string text;
  bool first = true;
  // No output is shorter than its input by more than the CRs, so what lies far
  // behind the limit need not be looked at.
  const std::string_view seen = bytes.substr(0, 2 * max_len);
  for (std::string_view line : Split(seen, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!first) text += '\n';
    first = false;
    bool first_part = true;
    for (const std::string_view part : Split(line, '\t')) {
      if (!first_part) text += "    ";
      first_part = false;
      text += Defused(part);
    }
    if (text.size() > max_len) break;
  }
  if (text.size() <= max_len && seen.size() == bytes.size()) return text;
  return Marked(std::move(text), max_len,
                fmt::format("\n… ({} bytes in all)", bytes.size()));
}

std::string SafeLine(std::string_view bytes, size_t max_len) {
  std::string text = Defused(bytes.substr(0, max_len + 1));
  if (text.size() <= max_len && bytes.size() <= max_len) return text;
  return Marked(std::move(text), max_len,
                fmt::format("… ({} bytes)", bytes.size()));
}

std::string Markup(std::string_view safe) {
  std::string markup;
  markup.reserve(safe.size());
  for (const char c : safe) {
    switch (c) {
      case '&':
        markup += "&amp;";
        break;
      case '<':
        markup += "&lt;";
        break;
      case '>':
        markup += "&gt;";
        break;
      case '"':
        markup += "&quot;";
        break;
      case '\'':
        markup += "&#39;";
        break;
      default:
        markup += c;
    }
  }
  return markup;
}

size_t Columns(std::string_view safe) {
  return static_cast<size_t>(std::count_if(
      safe.begin(), safe.end(), [](char c) { return !IsContinuation(c); }));
}

std::string Wrapped(std::string_view safe, size_t width, size_t indent) {
  std::string text;
  size_t column = indent;
  for (const std::string_view word : Split(safe, ' ')) {
    const size_t length = Columns(word);
    if (!text.empty()) {
      if (column + 1 + length > width) {
        text.append("\n").append(indent, ' ');
        column = indent;
      } else {
        text += ' ';
        ++column;
      }
    }
    text += word;
    column += length;
  }
  return text;
}

}  // namespace mdmock::conformance
