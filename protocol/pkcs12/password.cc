#include "protocol/pkcs12/password.h"

#include <cstdint>
#include <vector>

#include "protocol/base/text.h"

namespace mdmock::pkcs12 {
namespace {

unsigned ByteAt(std::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// `text` is well-formed UTF-8.
std::vector<std::uint32_t> CodePoints(std::string_view text) {
  std::vector<std::uint32_t> points;
  for (size_t at = 0; at < text.size();) {
    const unsigned lead = ByteAt(text, at++);
    const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    std::uint32_t point = more == 0 ? lead : lead & (0x3FU >> more);
    for (int i = 0; i < more; ++i) {
      point = point << 6 | (ByteAt(text, at++) & 0x3FU);
    }
    points.push_back(point);
  }
  return points;
}

void AppendUtf8(std::string& out, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | point >> 6);
  } else if (point < 0x10000) {
    put(0xE0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3F));
  } else {
    put(0xF0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3F));
    put(0x80 | (point >> 6 & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

void AppendUnit(std::string& out, std::uint32_t unit, ByteOrder order) {
  const char high = static_cast<char>(unit >> 8);
  const char low = static_cast<char>(unit & 0xFF);
  out += order == ByteOrder::kBig ? high : low;
  out += order == ByteOrder::kBig ? low : high;
}

}  // namespace

std::optional<std::string> Utf16(std::string_view text, ByteOrder order) {
  if (!IsUtf8(text)) return std::nullopt;
  std::string out;
  for (const std::uint32_t point : CodePoints(text)) {
    if (point < 0x10000) {
      AppendUnit(out, point, order);
      continue;
    }
    AppendUnit(out, 0xD800 + ((point - 0x10000) >> 10), order);
    AppendUnit(out, 0xDC00 + ((point - 0x10000) & 0x3FF), order);
  }
  return out;
}

std::optional<std::string> FromUtf16Be(std::string_view bytes) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  std::string text;
  for (size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t unit = ByteAt(bytes, at) << 8 | ByteAt(bytes, at + 1);
    if (unit >= 0xDC00 && unit < 0xE000) return std::nullopt;
    if (unit >= 0xD800 && unit < 0xDC00) {
      at += 2;
      if (at >= bytes.size()) return std::nullopt;
      const std::uint32_t low = ByteAt(bytes, at) << 8 | ByteAt(bytes, at + 1);
      if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    AppendUtf8(text, unit);
  }
  return text;
}

std::optional<std::string> Latin1(std::string_view text) {
  if (!IsUtf8(text)) return std::nullopt;
  std::string out;
  for (const std::uint32_t point : CodePoints(text)) {
    if (point > 0xFF) return std::nullopt;
    out += static_cast<char>(point);
  }
  return out;
}

std::string FromLatin1(std::string_view bytes) {
  std::string text;
  for (size_t at = 0; at < bytes.size(); ++at) {
    AppendUtf8(text, ByteAt(bytes, at));
  }
  return text;
}

Password PasswordOf(std::string_view bytes) {
  std::optional<std::string> bmp = Utf16(bytes, ByteOrder::kBig);
  if (!bmp) bmp = Utf16(FromLatin1(bytes), ByteOrder::kBig);
  return {.bmp = bmp->append(2, '\0'), .raw = std::string(bytes)};
}

Password EmptyPassword() { return PasswordOf(""); }
Password NoPassword() { return {}; }

}  // namespace mdmock::pkcs12
