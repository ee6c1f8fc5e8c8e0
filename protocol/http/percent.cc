#include "protocol/http/percent.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace mdmock::http {
namespace {

constexpr std::array<bool, 256> MakeUnreserved() {
  std::array<bool, 256> unreserved{};
  for (unsigned char c = '0'; c <= '9'; ++c) unreserved[c] = true;
  for (unsigned char c = 'a'; c <= 'z'; ++c) unreserved[c] = true;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) unreserved[c] = true;
  for (const char c : std::string_view("-._~")) {
    unreserved[static_cast<unsigned char>(c)] = true;
  }
  return unreserved;
}

constexpr auto kUnreserved = MakeUnreserved();

// The byte that `text` escapes at `at` (a '%'), or -1.
int Escaped(std::string_view text, size_t at) {
  if (at + 2 >= text.size()) return -1;
  const int high = HexDigit(text[at + 1]);
  const int low = HexDigit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

}  // namespace

bool IsUnreserved(char c) { return kUnreserved[static_cast<unsigned char>(c)]; }

// Sixteen bytes at a time: every name and value of a request is looked at,
// several times over, and nearly all are plain.
bool IsPlain(std::string_view text) {
  using Bytes [[gnu::vector_size(16)]] = unsigned char;
  Bytes others{};
  const auto look_at = [&others](const Bytes& bytes) {
    const Bytes letter = (bytes | 0x20) - 'a';
    const Bytes digit = bytes - '0';
    others |= ~Bytes((letter < 26) | (digit < 10) | (bytes == '-') |
                     (bytes == '.') | (bytes == '_') | (bytes == '~'));
  };
  Bytes bytes;
  size_t at = 0;
  for (; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    look_at(bytes);
  }
  if (at < text.size()) {
    std::memset(&bytes, 'a', sizeof bytes);
    std::memcpy(&bytes, text.data() + at, text.size() - at);
    look_at(bytes);
  }
  std::array<std::uint64_t, 2> found{};
  std::memcpy(found.data(), &others, sizeof others);
  return (found[0] | found[1]) == 0;
}

void AppendPercentEncoded(std::string& out, std::string_view bytes,
                          HexCase digits) {
  if (IsPlain(bytes)) {
    out.append(bytes);
    return;
  }
  const char* alphabet =
      digits == HexCase::kUpper ? "0123456789ABCDEF" : "0123456789abcdef";
  size_t plain_from = 0;
  for (size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (kUnreserved[byte]) continue;
    out.append(bytes, plain_from, at - plain_from);
    plain_from = at + 1;
    const char escape[] = {'%', alphabet[byte >> 4], alphabet[byte & 15]};
    out.append(escape, sizeof escape);
  }
  out.append(bytes, plain_from, bytes.size() - plain_from);
}

std::string PercentEncode(std::string_view bytes, HexCase digits) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  AppendPercentEncoded(text, bytes, digits);
  return text;
}

bool AppendPercentDecoded(std::string& out, std::string_view text) {
  const size_t before = out.size();
  size_t plain_from = 0;
  for (size_t at = text.find('%'); at != std::string_view::npos;
       at = text.find('%', plain_from)) {
    const int byte = Escaped(text, at);
    if (byte < 0) {
      out.resize(before);
      return false;
    }
    out.append(text, plain_from, at - plain_from);
    out += static_cast<char>(byte);
    plain_from = at + 3;
  }
  out.append(text, plain_from);
  return true;
}

std::optional<std::string> PercentDecode(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  if (!AppendPercentDecoded(bytes, text)) return std::nullopt;
  return bytes;
}

std::string PercentDecodeLoosely(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    const int byte = text[at] == '%' ? Escaped(text, at) : -1;
    if (byte < 0) {
      bytes += text[at];
      continue;
    }
    bytes += static_cast<char>(byte);
    at += 2;
  }
  return bytes;
}

}  // namespace mdmock::http
