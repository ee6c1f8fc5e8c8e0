// What the parameters say, each by itself.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/hearing.h"
#include "protocol/oauth1/rules.h"

namespace mdmock::oauth1 {
namespace {

bool HasLowerCaseEscape(std::string_view raw) {
  const auto is_lower = [&](size_t at) {
    return at < raw.size() && raw[at] >= 'a' && raw[at] <= 'f';
  };
  for (size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] == '%' && (is_lower(at + 1) || is_lower(at + 2))) return true;
  }
  return false;
}

std::string Quoted(std::string_view text) {
  return fmt::format("\"{}\"", text.substr(0, 256));
}

}  // namespace

bool HasUnencoded(std::string_view raw) {
  return std::any_of(raw.begin(), raw.end(),
                     [](char c) { return c != '%' && !http::IsUnreserved(c); });
}

void CheckValues(Hearing& hearing) {
  for (const Field& field : hearing.authorization.fields()) {
    // The signature of PLAINTEXT is the secrets themselves: not to be shown.
    if (field.name == "oauth_signature" &&
        EqualsIgnoreCase(hearing.Value(kSignatureMethod), "PLAINTEXT")) {
      continue;
    }
    if (!field.quoted) {
      hearing.Add(rules::kValueUnquoted, std::string(field.name),
                  Quoted(field.raw), std::string(field.raw.substr(0, 256)));
    }
    // A realm is not percent-encoded.
    if (field.plain || field.name == "realm") continue;
    if (!field.escapes_valid) {
      hearing.Add(rules::kValueEscape, std::string(field.name),
                  "two hexadecimal digits after each '%'", Quoted(field.raw));
      continue;
    }
    if (!IsUtf8(field.value)) {
      hearing.Add(rules::kValueUtf8, std::string(field.name), "UTF-8",
                  Quoted(field.raw));
    }
    if (HasLowerCaseEscape(field.raw)) {
      hearing.Add(rules::kEscapeLowerCase, std::string(field.name),
                  http::PercentEncode(field.value), std::string(field.raw));
    }
    if (field.name != "oauth_signature" && HasUnencoded(field.raw)) {
      hearing.Add(rules::kValueNotEncoded, std::string(field.name),
                  http::PercentEncode(field.value), std::string(field.raw));
    }
  }
}

void CheckMethodAndVersion(Hearing& hearing) {
  const std::string_view method = hearing.Value(kSignatureMethod);
  if (!method.empty() && method != "HMAC-SHA1") {
    hearing.Add(rules::kSignatureMethod, "oauth_signature_method", "HMAC-SHA1",
                std::string(method));
  }
  const std::string_view version = hearing.Value(kVersion);
  if (!version.empty() && version != "1.0") {
    hearing.Add(rules::kVersionUnsupported, "oauth_version", "1.0",
                std::string(version));
  }
}

void CheckTimestamp(Hearing& hearing) {
  const std::string_view text = hearing.Value(kTimestamp);
  if (text.empty()) return;
  std::int64_t seconds = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (!IsDigits(text) || error != std::errc() || seconds <= 0 ||
      seconds > 253402300799) {
    const bool milliseconds = IsDigits(text) && text.size() == 13;
    hearing.Add(
        rules::kTimestampForm, "oauth_timestamp",
        fmt::format("seconds since 1970, now {}", EpochSeconds(hearing.now)),
        std::string(text) + (milliseconds ? " (milliseconds)" : ""));
    return;
  }
  // Thirteen digits are a year far ahead, or milliseconds.
  const std::int64_t skew = seconds - EpochSeconds(hearing.now);
  if (std::abs(skew) <= hearing.known.window.count()) return;
  const bool milliseconds = text.size() == 13;
  hearing.Add(
      skew < 0 ? rules::kTimestampStale : rules::kTimestampAhead,
      "oauth_timestamp",
      fmt::format("{} ± {} s", EpochSeconds(hearing.now),
                  hearing.known.window.count()),
      fmt::format("{} ({} {}{})", text,
                  FormatDuration(std::chrono::seconds(skew)),
                  skew < 0 ? "behind" : "ahead",
                  milliseconds ? "; these look like milliseconds" : ""));
}

}  // namespace mdmock::oauth1
