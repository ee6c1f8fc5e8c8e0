// How the three parts of the base string are put together.

#include <algorithm>
#include <array>
#include <cstdint>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/signed_pairs.h"
#include "protocol/oauth1/signer.h"

namespace mdmock::oauth1 {
namespace {

void AppendUtf16(std::string& out, std::uint32_t unit, bool big_endian) {
  const char high = static_cast<char>(unit >> 8 & 0xFF);
  const char low = static_cast<char>(unit & 0xFF);
  out += big_endian ? high : low;
  out += big_endian ? low : high;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

// Utf16 converts UTF-8; where the text is none, each byte becomes one unit.
std::string Utf16(std::string_view text, FrameHabits::Utf16 habit) {
  using Form = FrameHabits::Utf16;
  const bool big_endian = habit == Form::kBe || habit == Form::kBeBom;
  std::string out;
  out.reserve(text.size() * 2 + 2);
  if (habit == Form::kLeBom || habit == Form::kBeBom) {
    AppendUtf16(out, 0xFEFF, big_endian);
  }
  if (IsAscii(text)) {  // Nearly always, and tried often.
    const size_t begin = out.size();
    out.resize(begin + text.size() * 2);
    for (size_t i = 0; i < text.size(); ++i) {
      out[begin + 2 * i + (big_endian ? 1 : 0)] = text[i];
    }
    return out;
  }
  const bool utf8 = IsUtf8(text);
  for (size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    size_t length = 1;
    std::uint32_t code = first;
    if (utf8 && first >= 0xC0) {
      length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
      code = first & (0xFFU >> (length + 1));
      for (size_t i = 1; i < length; ++i) {
        code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
      }
    }
    if (code >= 0x10000) {
      AppendUtf16(out, 0xD800 + ((code - 0x10000) >> 10), big_endian);
      code = 0xDC00 + ((code - 0x10000) & 0x3FF);
    }
    AppendUtf16(out, code, big_endian);
    at += length;
  }
  return out;
}

}  // namespace

std::string FramePart(std::string_view part, FramePartForm form) {
  using Form = FramePartForm;
  if (form == Form::kRaw) return std::string(part);
  const bool upper = form == Form::kUpperHex || form == Form::kUpperHexPlus;
  const bool plus = form == Form::kUpperHexPlus || form == Form::kLowerHexPlus;
  std::string text =
      http::PercentEncode(part, upper ? HexCase::kUpper : HexCase::kLower);
  if (plus) ReplaceAll(text, "%20", "+");
  return text;
}

FrameForms FormsOf(const FrameHabits& habits) {
  using Form = FramePartForm;
  const Form encoded =
      habits.plus_for_space
          ? (habits.lower_hex ? Form::kLowerHexPlus : Form::kUpperHexPlus)
          : (habits.lower_hex ? Form::kLowerHex : Form::kUpperHex);
  return {.uri = habits.raw == FrameHabits::Raw::kAll ? Form::kRaw : encoded,
          .parameters =
              habits.raw == FrameHabits::Raw::kNone ? encoded : Form::kRaw};
}

void JoinFrame(std::string& out, std::string_view method,
               std::string_view uri_part, std::string_view parameters_part,
               const FrameHabits& habits) {
  out.assign(method).append("&").append(uri_part).append("&").append(
      parameters_part);
  if (habits.new_line == FrameHabits::NewLine::kLf) out += "\n";
  if (habits.new_line == FrameHabits::NewLine::kCrLf) out += "\r\n";
  if (habits.utf16 != FrameHabits::Utf16::kNone) out = Utf16(out, habits.utf16);
}

// Nearly every request has its parameters in the header and nothing in them to
// encode: they are sorted and joined where they stand.
std::string BaseString(const http::Request& request, const Base& base,
                       const Authorization& authorization) {
  std::array<const Field*, Authorization::kMaxFields> fields;
  auto end = fields.begin();
  size_t length = 0;
  const http::Target target = http::SplitTarget(request.target);
  bool plain = !target.query && request.body.empty();
  for (const Field& field : authorization.fields()) {
    if (field.name == "oauth_signature" || field.name == "realm") continue;
    plain = plain && field.plain;
    length += field.name.size() + field.value.size() + 6;
    *end++ = &field;
  }
  if (!plain) return BaseString(MakeMessage(request, base, authorization));
  std::sort(fields.begin(), end, [](const Field* a, const Field* b) {
    return Precedes(a->name, a->value, b->name, b->value);
  });
  const std::string uri = SignedUri(base, target.path, {});
  std::string text = ToUpper(request.method);
  text.reserve(text.size() + 2 * uri.size() + length + 2);
  text += '&';
  http::AppendPercentEncoded(text, uri);
  std::string_view between = "&";
  for (auto field = fields.begin(); field != end; ++field) {
    text.append(between).append((*field)->name).append("%3D");
    text.append((*field)->value);
    between = "%26";
  }
  return text;
}

// What every message takes, so it goes around the habits' many ways: names and
// values are encoded twice where they stand, without a string in between.
std::string BaseString(const Message& message) {
  const ParameterHabits standard;
  const SignedPairs pairs(message, standard);
  const std::string uri = SignedUri(message, {}, {});
  std::string text = SignedMethod(message, {});
  // Each '=' and '&' becomes three characters; a URI has few more to encode.
  text.reserve(text.size() + uri.size() + 3 * pairs.Length() / 2 + 64);
  text += '&';
  http::AppendPercentEncoded(text, uri);
  std::string_view between = "&";
  for (const Pair& pair : pairs) {
    text += between;
    between = "%26";
    if (pair.plain) {
      text.append(pair.name).append("%3D").append(pair.value);
      continue;
    }
    http::AppendPercentEncoded(text, pair.name);
    text += "%3D";
    http::AppendPercentEncoded(text, pair.value);
  }
  return text;
}

std::string BaseString(const Message& message, const std::vector<Base>& others,
                       const Habits& habits) {
  const FrameForms forms = FormsOf(habits.frame);
  std::string text;
  JoinFrame(
      text, SignedMethod(message, habits.method),
      FramePart(SignedUri(message, others, habits.uri), forms.uri),
      FramePart(SignedParameters(message, habits.parameters), forms.parameters),
      habits.frame);
  return text;
}

}  // namespace mdmock::oauth1
