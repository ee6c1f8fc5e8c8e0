#include "protocol/token/plaintext.h"

#include <algorithm>

#include "protocol/base/text.h"

namespace mdmock::token {
namespace {

constexpr std::string_view kBegin = "-----BEGIN MESSAGE-----";
constexpr std::string_view kEnd = "-----END MESSAGE-----";
constexpr std::string_view kWhite = " \t\r\n";

bool IsHeaderName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

// The length of the header block and the blank line after it; 0 without one.
size_t HeadersLength(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = text.find('\n', at);
    if (end == std::string_view::npos) return 0;
    const std::string_view line = Trim(text.substr(at, end - at), "\r");
    if (line.empty()) return at == 0 ? 0 : end + 1;
    const bool folded = at > 0 && (line[0] == ' ' || line[0] == '\t');
    const size_t colon = line.find(':');
    if (!folded && (colon == std::string_view::npos ||
                    !IsHeaderName(line.substr(0, colon)))) {
      return 0;
    }
    at = end + 1;
  }
  return 0;
}

}  // namespace

std::string MakePlaintext(std::string_view json) {
  std::string text =
      "Content-Type: text/plain;charset=UTF-8\r\n"
      "Content-Transfer-Encoding: 7bit\r\n"
      "\r\n";
  text.append(kBegin).append("\n").append(json).append("\n");
  return text.append(kEnd).append("\n");
}

Plaintext ReadPlaintext(std::string_view text) {
  Plaintext plaintext;
  size_t from = HeadersLength(text);
  size_t to = text.size();
  plaintext.headers = text.substr(0, from);
  const size_t begin = text.find(kBegin, from);
  if (begin != std::string_view::npos) {
    plaintext.begins = true;
    from = begin + kBegin.size();
  }
  const size_t end = text.find(kEnd, from);
  if (end != std::string_view::npos) {
    plaintext.ends = true;
    to = end;
  }
  while (from < to && kWhite.find(text[from]) != std::string_view::npos) ++from;
  plaintext.json_offset = from;
  plaintext.json = Trim(text.substr(from, to - from), kWhite);
  return plaintext;
}

}  // namespace mdmock::token
