#include "protocol/base/encoding.h"

#include <array>
#include <cstdint>

namespace mdmock {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string Encode(std::string_view bytes, std::string_view alphabet,
                   bool padded) {
  const auto byte = [&](size_t at) {
    return std::uint32_t{static_cast<unsigned char>(bytes[at])};
  };
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  char* end = text.data();
  const auto put = [&](std::uint32_t group, int num_digits) {
    for (int i = 0; i < num_digits; ++i) {
      *end++ = alphabet[group >> (18 - 6 * i) & 63];
    }
  };
  size_t at = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    put(byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2), 4);
  }
  if (bytes.size() - at == 1) put(byte(at) << 16, 2);
  if (bytes.size() - at == 2) put(byte(at) << 16 | byte(at + 1) << 8, 3);
  if (!padded) text.resize(static_cast<size_t>(end - text.data()));
  return text;
}

constexpr std::array<std::int8_t, 256> MakeValues(bool both_alphabets) {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (size_t i = 0; i < 64; ++i) {
    values[static_cast<unsigned char>(kStandard[i])] =
        static_cast<std::int8_t>(i);
    if (both_alphabets) {
      values[static_cast<unsigned char>(kUrl[i])] = static_cast<std::int8_t>(i);
    }
  }
  return values;
}

constexpr auto kStandardValues = MakeValues(false);
constexpr auto kLooseValues = MakeValues(true);

// Decodes digits without padding. A last group of one digit, or one whose
// unused bits are not zero (where `strict`), is no base64.
std::optional<std::string> Decode(std::string_view digits,
                                  const std::array<std::int8_t, 256>& values,
                                  bool strict) {
  if (digits.size() % 4 == 1) return std::nullopt;
  std::string bytes(digits.size() * 3 / 4, '\0');
  char* end = bytes.data();
  const auto value_at = [&](size_t at) {
    return int{values[static_cast<unsigned char>(digits[at])]};
  };
  size_t at = 0;
  for (; at + 4 <= digits.size(); at += 4) {
    const int group = value_at(at) << 18 | value_at(at + 1) << 12 |
                      value_at(at + 2) << 6 | value_at(at + 3);
    if (group < 0) return std::nullopt;
    *end++ = static_cast<char>(group >> 16);
    *end++ = static_cast<char>(group >> 8 & 0xFF);
    *end++ = static_cast<char>(group & 0xFF);
  }
  std::uint32_t bits = 0;
  int num_bits = 0;
  for (; at < digits.size(); ++at) {
    const int value = value_at(at);
    if (value < 0) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    num_bits += 6;
    if (num_bits < 8) continue;
    num_bits -= 8;
    *end++ = static_cast<char>(bits >> num_bits & 0xFF);
  }
  const std::uint32_t unused = bits & ((1U << num_bits) - 1);
  if (strict && unused != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string Hex(std::string_view bytes, HexCase digits) {
  const char* alphabet =
      digits == HexCase::kLower ? "0123456789abcdef" : "0123456789ABCDEF";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += alphabet[byte >> 4];
    text += alphabet[byte & 15];
  }
  return text;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> ReadHex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (size_t at = 0; at < text.size(); at += 2) {
    const int high = HexDigit(text[at]);
    const int low = HexDigit(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

std::string Base64(std::string_view bytes) {
  return Encode(bytes, kStandard, true);
}

std::string Base64Url(std::string_view bytes, bool padded) {
  return Encode(bytes, kUrl, padded);
}

std::optional<std::string> ReadBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.ends_with("==")) {
    text.remove_suffix(2);
  } else if (text.ends_with('=')) {
    text.remove_suffix(1);
  }
  return Decode(text, kStandardValues, true);
}

std::optional<std::string> ReadBase64Loosely(std::string_view text) {
  std::string digits;
  digits.reserve(text.size());
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') digits += c;
  }
  for (int i = 0; i < 2 && digits.ends_with('='); ++i) digits.pop_back();
  return Decode(digits, kLooseValues, false);
}

}  // namespace mdmock
