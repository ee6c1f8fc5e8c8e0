#include "protocol/http/percent.h"

#include <algorithm>
#include <array>
#include <bit>
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

using Bytes [[gnu::vector_size(16)]] = unsigned char;
using Halves [[gnu::vector_size(16)]] = std::uint64_t;

// Not zero where a byte is reserved.
Bytes Reserved(Bytes bytes) {
  const Bytes letter = (bytes | 0x20) - 'a';
  const Bytes digit = bytes - '0';
  return ~Bytes((letter < 26) | (digit < 10) | (bytes == '-') | (bytes == '.') |
                (bytes == '_') | (bytes == '~'));
}

// How many bytes in memory are zero before the first that is not.
size_t NumZeroBytes(std::uint64_t bytes) {
  const int num_bits = std::endian::native == std::endian::little
                           ? std::countr_zero(bytes)
                           : std::countl_zero(bytes);
  return static_cast<size_t>(num_bits) / 8;
}

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
  if (text.size() < sizeof(Bytes) / 2) {
    return std::all_of(text.begin(), text.end(), IsUnreserved);
  }
  const char* const end = text.data() + text.size();
  Halves others{};
  if (text.size() < sizeof(Bytes)) {  // Two halves that overlap.
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::memcpy(&first, text.data(), sizeof first);
    std::memcpy(&last, end - sizeof last, sizeof last);
    others = Halves(Reserved(Bytes(Halves{first, last})));
    return (others[0] | others[1]) == 0;
  }
  const auto look_at = [&others](const char* from) {
    Bytes bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    others |= Halves(Reserved(bytes));
  };
  const char* from = text.data();
  for (; from + sizeof(Bytes) <= end; from += sizeof(Bytes)) look_at(from);
  look_at(end - sizeof(Bytes));  // What is left, and some of it again.
  return (others[0] | others[1]) == 0;
}

size_t PlainLength(std::string_view text) {
  size_t length = 0;
  for (; length + sizeof(Bytes) <= text.size(); length += sizeof(Bytes)) {
    Bytes bytes;
    std::memcpy(&bytes, text.data() + length, sizeof bytes);
    const auto reserved = Halves(Reserved(bytes));
    if (reserved[0] != 0) return length + NumZeroBytes(reserved[0]);
    if (reserved[1] != 0) return length + 8 + NumZeroBytes(reserved[1]);
  }
  while (length < text.size() && IsUnreserved(text[length])) ++length;
  return length;
}

void AppendPercentEncoded(std::string& out, std::string_view bytes,
                          HexCase digits) {
  if (IsPlain(bytes)) {
    out.append(bytes);
    return;
  }
  const char* alphabet =
      digits == HexCase::kUpper ? "0123456789ABCDEF" : "0123456789abcdef";
  const size_t before = out.size();
  out.resize(before + 3 * bytes.size());
  char* to = out.data() + before;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (kUnreserved[byte]) {
      *to++ = c;
      continue;
    }
    *to++ = '%';
    *to++ = alphabet[byte >> 4];
    *to++ = alphabet[byte & 15];
  }
  out.resize(static_cast<size_t>(to - out.data()));
}

std::string PercentEncode(std::string_view bytes, HexCase digits) {
  std::string text;
  AppendPercentEncoded(text, bytes, digits);
  return text;
}

std::optional<size_t> PercentDecodeTo(char* out, std::string_view text) {
  char* to = out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      *to++ = text[at];
      continue;
    }
    const int byte = Escaped(text, at);
    if (byte < 0) return std::nullopt;
    *to++ = static_cast<char>(byte);
    at += 2;
  }
  return static_cast<size_t>(to - out);
}

std::optional<std::string> PercentDecode(std::string_view text) {
  std::string bytes(text.size(), '\0');
  const auto length = PercentDecodeTo(bytes.data(), text);
  if (!length) return std::nullopt;
  bytes.resize(*length);
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
