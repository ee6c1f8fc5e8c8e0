// The base string: method, URI, parameters, and how they are put together.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <forward_list>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/signer.h"

namespace mdmock::oauth1 {
namespace {

using Values = ParameterHabits::Values;

std::string Capitalised(std::string_view path) {
  std::string text(path);
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i - 1] == '/') text[i] = ToUpper(text.substr(i, 1))[0];
  }
  return text;
}

std::string CasedPath(std::string_view path, UriHabits::Path habit) {
  using Path = UriHabits::Path;
  switch (habit) {
    case Path::kAsSent:
      return path.empty() ? "/" : std::string(path);
    case Path::kLower:
      return ToLower(path);
    case Path::kUpper:
      return ToUpper(path);
    case Path::kCapital:
      return Capitalised(path);
    case Path::kRoot:
      return "/";
    case Path::kEmpty:
      return "";
  }
  return "";
}

std::string SignedPath(std::string_view path, const UriHabits& habits) {
  using Slash = UriHabits::Slash;
  std::string text = CasedPath(path, habits.path);
  const bool has_slash = text.ends_with('/');
  if (habits.slash == Slash::kAdded && !has_slash) text += '/';
  if (habits.slash == Slash::kRemoved && has_slash) text.pop_back();
  return text;
}

std::string SignedPort(const Base& base, std::string_view signed_scheme,
                       UriHabits::Port habit) {
  using Port = UriHabits::Port;
  const int default_port = http::DefaultPort(base.scheme);
  const int port = base.authority.port.value_or(default_port);
  switch (habit) {
    case Port::kAsRfc:
      return port == default_port ? "" : ":" + std::to_string(port);
    case Port::kDefaultWritten:
      return ":" + std::to_string(port);
    case Port::kDefaultOfSignedScheme:
      return ":" + std::to_string(base.authority.port.value_or(
                       http::DefaultPort(signed_scheme)));
    case Port::kLeftOut:
      return "";
  }
  return "";
}

// What a parameter stage joins: the text of each name and value after encoding.
struct Encoded {
  std::string_view name;
  std::string_view value;
  bool plain = false;  // Known to need no percent-encoding.
};

// Encoder turns decoded text into the text of a parameter, and keeps what it
// had to make. Most names and values need no encoding and cost nothing.
class Encoder {
 public:
  explicit Encoder(const ParameterHabits& habits) : habits_(habits) {}

  std::string_view Encode(std::string_view text) {
    if (habits_.values == Values::kRaw || http::IsPlain(text)) return text;
    const HexCase digits =
        habits_.lower_hex ? HexCase::kLower : HexCase::kUpper;
    std::string encoded = http::PercentEncode(text, digits);
    if (habits_.plus_for_space) ReplaceAll(encoded, "%20", "+");
    if (habits_.values == Values::kTwice) {
      encoded = http::PercentEncode(encoded, digits);
    }
    return Keep(std::move(encoded));
  }

  std::string_view Keep(std::string text) {
    texts_.push_front(std::move(text));
    return texts_.front();
  }

 private:
  const ParameterHabits& habits_;
  std::forward_list<std::string> texts_;  // Views into these must not move.
};

std::string Shifted(std::string_view timestamp, int shift) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(
      timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (error != std::errc() || end != timestamp.data() + timestamp.size() ||
      seconds > INT64_MAX - 100 || seconds < INT64_MIN + 100) {
    return std::string(timestamp);
  }
  return std::to_string(seconds + shift);
}

bool IsSigned(std::string_view name, const ParameterHabits& habits) {
  if (name == "oauth_signature") return false;
  if (name == "realm") return habits.realm_included;
  if (name == "oauth_version") return !habits.version_left_out;
  if (name == "oauth_signature_method") {
    return !habits.signature_method_left_out;
  }
  return true;
}

bool HasVersion(const Message& message) {
  return std::any_of(
      message.header.begin(), message.header.end(),
      [](const Pair& pair) { return pair.name == "oauth_version"; });
}

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

size_t MaxPairs(const Message& message) {
  return message.header.size() + 1 + message.in_query.size() +
         message.in_body.size();
}

// The pairs that are signed, encoded and in order. What had to be made for them
// is kept by `encoder`.
std::vector<Encoded> SignedPairs(const Message& message,
                                 const ParameterHabits& habits,
                                 Encoder& encoder) {
  std::vector<Encoded> pairs;
  pairs.reserve(MaxPairs(message));
  const auto add = [&](std::string_view name, std::string_view value) {
    pairs.push_back({encoder.Encode(name), encoder.Encode(value)});
  };
  for (const Pair& pair : message.header) {
    if (!IsSigned(pair.name, habits)) continue;
    if (habits.timestamp_shift != 0 && pair.name == "oauth_timestamp") {
      add(pair.name, encoder.Keep(Shifted(pair.value, habits.timestamp_shift)));
      continue;
    }
    if (pair.plain) {
      pairs.push_back({pair.name, pair.value, true});
    } else {
      add(pair.name, pair.value);
    }
  }
  if (habits.version_added && !HasVersion(message)) {
    add("oauth_version", "1.0");
  }
  if (!habits.query_left_out) {
    for (const http::Parameter& one : message.in_query) {
      add(one.name, one.value);
    }
  }
  const bool body_signed =
      message.body_is_form ? !habits.body_left_out : habits.body_included;
  if (body_signed) {
    for (const http::Parameter& one : message.in_body) add(one.name, one.value);
  }
  if (!habits.unsorted) {
    std::sort(pairs.begin(), pairs.end(),
              [](const Encoded& a, const Encoded& b) {
                const int order = a.name.compare(b.name);
                return order != 0 ? order < 0 : a.value < b.value;
              });
  }
  return pairs;
}

}  // namespace

std::string SignedMethod(const Message& message, const MethodHabits& habits) {
  const std::string_view method =
      habits.instead.empty() ? message.method : habits.instead;
  return habits.lower_case ? ToLower(method) : ToUpper(method);
}

std::string SignedUri(const Message& message, const std::vector<Base>& others,
                      const UriHabits& habits) {
  const Base& base = habits.other_base < 0
                         ? message.base
                         : others[static_cast<size_t>(habits.other_base)];
  std::string uri;
  uri.reserve(base.authority.host.size() + message.path.size() + 32);
  uri = base.scheme;
  if (habits.other_scheme) uri = base.scheme == "http" ? "https" : "http";
  const std::string port = SignedPort(base, uri, habits.port);
  uri += "://";
  switch (habits.host) {
    case UriHabits::Host::kLower:
      uri += ToLower(base.authority.host);
      break;
    case UriHabits::Host::kAsSent:
      uri += base.authority.host;
      break;
    case UriHabits::Host::kUpper:
      uri += ToUpper(base.authority.host);
      break;
  }
  uri += port;
  uri += SignedPath(message.path, habits);
  if (habits.query_kept && message.query)
    uri.append("?").append(*message.query);
  return uri;
}

std::string SignedParameters(const Message& message,
                             const ParameterHabits& habits) {
  Encoder encoder(habits);
  const std::vector<Encoded> pairs = SignedPairs(message, habits, encoder);
  size_t length = 0;
  for (const Encoded& pair : pairs) {
    length += pair.name.size() + pair.value.size() + 2;
  }
  std::string joined;
  joined.reserve(length);
  for (const Encoded& pair : pairs) {
    if (!joined.empty()) joined += '&';
    joined.append(pair.name).append("=").append(pair.value);
  }
  if (!habits.string_twice) return joined;
  return http::PercentEncode(
      joined, habits.lower_hex ? HexCase::kLower : HexCase::kUpper);
}

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

// What every request takes, so it goes around the habits' many ways: names and
// values are encoded twice where they stand, without a string in between.
std::string BaseString(const Message& message) {
  const ParameterHabits standard;
  Encoder encoder(standard);
  const std::vector<Encoded> pairs = SignedPairs(message, standard, encoder);
  size_t length = 128 + message.path.size() * 3;
  for (const Encoded& pair : pairs) {
    length += pair.name.size() + pair.value.size() + 6;
  }
  std::string text = SignedMethod(message, {});
  text.reserve(length);
  text += '&';
  http::AppendPercentEncoded(text, SignedUri(message, {}, {}));
  text += '&';
  bool first = true;
  for (const Encoded& pair : pairs) {
    if (!first) text += "%26";
    first = false;
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
