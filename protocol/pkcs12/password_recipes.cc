#include "protocol/pkcs12/password_recipes.h"

#include <algorithm>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/pkcs12/mistakes.h"

namespace mdmock::pkcs12 {
namespace {

namespace m = mistakes;

using Text = std::optional<std::string>;
using Made = std::optional<Password>;

Made As(Text text) {
  if (!text) return std::nullopt;
  return PasswordOf(*text);
}

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char Swapped(char c) { return IsLetter(c) ? static_cast<char>(c ^ 0x20) : c; }

std::string Unpadded(std::string base64) {
  while (!base64.empty() && base64.back() == '=') base64.pop_back();
  return base64;
}

Made Base64Again(const std::string& a) {
  if (const auto strict = ReadBase64(a)) return PasswordOf(*strict);
  return As(ReadBase64Loosely(a));
}

Text Without(const std::string& a, std::string_view white) {
  if (a.empty() || white.find(a.back()) == std::string_view::npos) {
    return std::nullopt;
  }
  size_t end = a.size();
  while (end > 0 && white.find(a[end - 1]) != std::string_view::npos) --end;
  return a.substr(0, end);
}

std::string Capital(std::string a) {
  a = ToLower(a);
  if (!a.empty()) a[0] = ToUpper(a.substr(0, 1))[0];
  return a;
}

std::string WithFirst(std::string a, char (*change)(char)) {
  if (!a.empty()) a[0] = change(a[0]);
  return a;
}

std::string SwappedAll(std::string a) {
  std::transform(a.begin(), a.end(), a.begin(), Swapped);
  return a;
}

// UTF-16 taken for the password's bytes, with something before and after.
Made Utf16Bytes(const std::string& a, ByteOrder order, std::string_view before,
                std::string_view after) {
  auto bytes = Utf16(a, order);
  if (!bytes) return std::nullopt;
  return PasswordOf(std::string(before) + *bytes + std::string(after));
}

// The two forms on their own, where only one of them went wrong.
Made BmpOf(const std::string& a, ByteOrder order, std::string_view after) {
  auto bytes = Utf16(a, order);
  if (!bytes) return std::nullopt;
  return Password{.bmp = *bytes + std::string(after), .raw = a};
}

constexpr std::string_view kNul2("\0\0", 2);
constexpr std::string_view kBomBig("\xFE\xFF", 2);
constexpr std::string_view kBomLittle("\xFF\xFE", 2);

std::string Reversed(std::string bytes) {
  for (size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::swap(bytes[at], bytes[at + 1]);
  }
  return bytes;
}

// The announcement is UTF-16; the file is under the text.
Text FromUtf16(std::string a, ByteOrder order) {
  if (a.size() < 2 || a.size() % 2 != 0) return std::nullopt;
  if (order == ByteOrder::kLittle) a = Reversed(std::move(a));
  if (a.substr(0, 2) == kBomBig) a.erase(0, 2);
  if (a.size() >= 2 && a.substr(a.size() - 2) == kNul2) a.resize(a.size() - 2);
  if (a.find('\0') == std::string::npos) return std::nullopt;
  return FromUtf16Be(a);
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

Made Latin1Bytes(const std::string& a) {
  if (IsAscii(a)) return std::nullopt;
  const Text bytes = Latin1(a);
  if (!bytes) return std::nullopt;
  return PasswordOf(*bytes);
}

// What a conversion leaves of letters that the character set does not have.
Made QuestionMarks(const std::string& a, bool ascii_only) {
  if (IsAscii(a) || !IsUtf8(a)) return std::nullopt;
  std::string out;
  for (size_t at = 0; at < a.size();) {
    size_t end = at + 1;
    while (end < a.size() && (a[end] & 0xC0) == 0x80) ++end;
    const std::string letter = a.substr(at, end - at);
    const Text one = ascii_only && !IsAscii(letter) ? Text() : Latin1(letter);
    out += one.value_or("?");
    at = end;
  }
  return PasswordOf(out);
}

Made Utf8AsLatin1(const std::string& a) {
  if (IsAscii(a)) return std::nullopt;
  return PasswordOf(FromLatin1(a));
}

// As OpenSSL before 1.1 did: right for PBES2, and each byte of the UTF-8 a
// character of the UTF-16 form.
Made Utf8BytesAsUnits(const std::string& a) {
  if (IsAscii(a)) return std::nullopt;
  return Password{.bmp = PasswordOf(FromLatin1(a)).bmp, .raw = a};
}

Made AnnouncedLatin1(const std::string& a) {
  if (IsAscii(a)) return std::nullopt;
  if (!IsUtf8(a)) return PasswordOf(FromLatin1(a));
  const Text bytes = Latin1(a);
  if (!bytes || !IsUtf8(*bytes)) return std::nullopt;
  return PasswordOf(*bytes);
}

using S = const std::string&;

constexpr PasswordRecipe kRecipes[] = {
    {&m::kPasswordStillBase64, "its base64", [](S a) { return As(Base64(a)); }},
    {&m::kPasswordStillBase64, "its base64 without padding",
     [](S a) { return As(Unpadded(Base64(a))); }},
    {&m::kPasswordStillBase64, "its base64 in the URL's alphabet",
     [](S a) { return As(Base64Url(a, true)); }},
    {&m::kPasswordBase64Twice, "what is left when base64 is undone once more",
     [](S a) { return Base64Again(a); }},

    {&m::kPasswordTrailingNewline, "with LF after it",
     [](S a) { return As(a + "\n"); }},
    {&m::kPasswordTrailingNewline, "with CR LF after it",
     [](S a) { return As(a + "\r\n"); }},
    {&m::kPasswordTrailingNewline, "without the line end that is announced",
     [](S a) { return As(Without(a, "\r\n")); }},

    {&m::kPasswordSurroundingSpace, "with a blank after it",
     [](S a) { return As(a + " "); }},
    {&m::kPasswordSurroundingSpace, "with a blank before it",
     [](S a) { return As(" " + a); }},
    {&m::kPasswordSurroundingSpace, "with a blank before and after it",
     [](S a) { return As(" " + a + " "); }},
    {&m::kPasswordSurroundingSpace, "with a tab after it",
     [](S a) { return As(a + "\t"); }},
    {&m::kPasswordSurroundingSpace, "with a tab before it",
     [](S a) { return As("\t" + a); }},
    {&m::kPasswordSurroundingSpace, "with a tab before and after it",
     [](S a) { return As("\t" + a + "\t"); }},
    {&m::kPasswordSurroundingSpace, "without the blanks that are announced",
     [](S a) { return As(std::string(Trim(a))); }},
    {&m::kPasswordSurroundingSpace,
     "without the blanks that are announced after it",
     [](S a) { return As(Without(a, " \t")); }},
    {&m::kPasswordSurroundingSpace,
     "without the blanks that are announced before it",
     [](S a) {
       return As(a.substr(std::min(a.find_first_not_of(" \t"), a.size())));
     }},

    {&m::kPasswordEmpty, "the empty password (RFC 7292, B.1: two zero bytes)",
     [](S) { return Made(EmptyPassword()); }},
    {&m::kPasswordAbsent, "no password at all (no bytes)",
     [](S) { return Made(NoPassword()); }},

    {&m::kPasswordOtherCase, "in small letters",
     [](S a) { return As(ToLower(a)); }},
    {&m::kPasswordOtherCase, "in capitals", [](S a) { return As(ToUpper(a)); }},
    {&m::kPasswordOtherCase, "with a capital first, and small letters",
     [](S a) { return As(Capital(a)); }},
    {&m::kPasswordOtherCase, "with the first letter in the other case",
     [](S a) { return As(WithFirst(a, Swapped)); }},
    {&m::kPasswordOtherCase, "with small letters and capitals exchanged",
     [](S a) { return As(SwappedAll(a)); }},

    {&m::kPasswordUtf16, "its UTF-16LE, as bytes",
     [](S a) { return Utf16Bytes(a, ByteOrder::kLittle, "", ""); }},
    {&m::kPasswordUtf16, "its UTF-16BE, as bytes",
     [](S a) { return Utf16Bytes(a, ByteOrder::kBig, "", ""); }},
    {&m::kPasswordUtf16, "its UTF-16LE and two zero bytes, as bytes",
     [](S a) { return Utf16Bytes(a, ByteOrder::kLittle, "", kNul2); }},
    {&m::kPasswordUtf16, "its UTF-16BE and two zero bytes, as bytes",
     [](S a) { return Utf16Bytes(a, ByteOrder::kBig, "", kNul2); }},
    {&m::kPasswordUtf16, "its UTF-16LE after a byte-order mark, as bytes",
     [](S a) { return Utf16Bytes(a, ByteOrder::kLittle, kBomLittle, ""); }},
    {&m::kPasswordUtf16, "its UTF-16BE after a byte-order mark, as bytes",
     [](S a) { return Utf16Bytes(a, ByteOrder::kBig, kBomBig, ""); }},
    {&m::kPasswordUtf16, "its UTF-16LE where RFC 7292 asks for UTF-16BE",
     [](S a) { return BmpOf(a, ByteOrder::kLittle, kNul2); }},
    {&m::kPasswordUtf16, "its UTF-16LE there, without the two zero bytes",
     [](S a) { return BmpOf(a, ByteOrder::kLittle, ""); }},
    {&m::kPasswordUtf16, "its UTF-16BE there, without the two zero bytes",
     [](S a) { return BmpOf(a, ByteOrder::kBig, ""); }},
    {&m::kPasswordUtf16, "its UTF-16LE, cut at the first zero byte",
     [](S a) {
       auto bytes = Utf16(a, ByteOrder::kLittle);
       if (!bytes || bytes->empty()) return Made();
       return As(bytes->substr(0, bytes->find('\0')));
     }},
    {&m::kPasswordUtf16, "the text, where its UTF-16LE is announced",
     [](S a) { return As(FromUtf16(a, ByteOrder::kLittle)); }},
    {&m::kPasswordUtf16, "the text, where its UTF-16BE is announced",
     [](S a) { return As(FromUtf16(a, ByteOrder::kBig)); }},

    {&m::kPasswordLatin1, "in ISO 8859-1", Latin1Bytes},
    {&m::kPasswordLatin1, "in ISO 8859-1, '?' for letters it does not have",
     [](S a) { return QuestionMarks(a, false); }},
    {&m::kPasswordLatin1, "in ASCII, '?' for letters it does not have",
     [](S a) { return QuestionMarks(a, true); }},
    {&m::kPasswordLatin1, "its UTF-8 taken for ISO 8859-1", Utf8AsLatin1},
    {&m::kPasswordLatin1,
     "its UTF-8 taken for ISO 8859-1 where RFC 7292 asks for UTF-16",
     Utf8BytesAsUnits},
    {&m::kPasswordLatin1, "in UTF-8, where its ISO 8859-1 is announced",
     AnnouncedLatin1},
};

}  // namespace

std::span<const PasswordRecipe> PasswordRecipes() { return kRecipes; }

}  // namespace mdmock::pkcs12
