#include "mocks/journal/private_fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "mocks/journal/private_keys.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::journal {
namespace {

constexpr std::string_view kBlanks = " \t";

// What a finding may say of a scheme that nobody knows.
constexpr size_t kShownOfScheme = 40;

constexpr std::string_view kPrivateKeySent = "cmsurl.private-key.sent";

// Lower case.
constexpr std::array<std::string_view, 7> kNames{
    "client_secret", "consumer_secret", "access_secret", "oauth_token_secret",
    "password",      "authtoken",       "aw-tenant-code"};

struct Piece {
  size_t begin = 0;
  size_t end = 0;
};

bool IsPrivate(std::string_view header) {
  return EqualsIgnoreCase(header, "Authorization") ||
         EqualsIgnoreCase(header, "Proxy-Authorization") ||
         EqualsIgnoreCase(header, "aw-tenant-code");
}

bool StartsWithIgnoringCase(std::string_view text, std::string_view with) {
  return EqualsIgnoreCase(text.substr(0, with.size()), with);
}

// What a member of a JSON object has for a value; `at` is behind its name.
Piece ValueOfMember(std::string_view text, size_t at) {
  constexpr std::string_view kWhite = " \t\r\n";
  const size_t colon = text.find_first_not_of(kWhite, at);
  if (colon == std::string_view::npos || text[colon] != ':') return {};
  size_t begin = text.find_first_not_of(kWhite, colon + 1);
  if (begin == std::string_view::npos) return {};
  if (text[begin] != '"') {
    constexpr std::string_view kNoValue = "{[ntf";  // null, true, false
    if (kNoValue.find(text[begin]) != std::string_view::npos) return {};
    return {begin,
            std::min(text.find_first_of(",}] \t\r\n", begin), text.size())};
  }
  size_t end = ++begin;
  while (end < text.size() && text[end] != '"') {
    end += text[end] == '\\' ? size_t{2} : size_t{1};
  }
  return {begin, std::min(end, text.size())};
}

// The value of the field whose name is from `begin` to before `end`, if it is
// one of a form, a query or a JSON object; else an empty piece.
Piece ValueOf(std::string_view text, size_t begin, size_t end) {
  if (end >= text.size()) return {};
  const char before = begin == 0 ? '&' : text[begin - 1];
  if (before == '"' && text[end] == '"') return ValueOfMember(text, end + 1);
  constexpr std::string_view kBefore = "?&; \t\r\n";
  if (text[end] != '=' || kBefore.find(before) == std::string_view::npos) {
    return {};
  }
  return {end + 1,
          std::min(text.find_first_of("& \t\r\n", end + 1), text.size())};
}

// Hider goes through the parts of one request.
class Hider {
 public:
  Hider(const Entry& entry, const Redactor& known)
      : known_(known), key_was_sent_(entry.verdict.Has(kPrivateKeySent)) {}

  std::string InHeader(std::string_view name, std::string_view value);
  std::string InText(std::string_view text);  // A target, or a body.
  std::string InRaw(std::string_view raw);
  std::vector<std::string> TakeFound() { return std::move(found_); }

 private:
  std::string InLine(std::string_view line);
  std::string InAuthorization(std::string_view value);
  std::string InScheme(std::string_view scheme, std::string_view blanks,
                       std::string_view rest);
  std::string InOAuth(std::string_view value);
  void Note(std::string_view secret);

  const Redactor& known_;
  const bool key_was_sent_;
  std::vector<std::string> found_;
};

void Hider::Note(std::string_view secret) {
  constexpr size_t kShortest = 8;
  if (secret.size() < kShortest || known_.Redact(secret) != secret) return;
  if (std::find(found_.begin(), found_.end(), secret) == found_.end()) {
    found_.emplace_back(secret);
  }
}

std::string Hider::InHeader(std::string_view name, std::string_view value) {
  if (value.empty()) return "";
  if (EqualsIgnoreCase(name, "aw-tenant-code")) return "[aw-tenant-code]";
  return IsPrivate(name) ? InAuthorization(value) : InText(value);
}

std::string Hider::InAuthorization(std::string_view value) {
  // Several that somebody has joined.
  for (const std::string_view scheme : {", Basic ", ", Bearer "}) {
    const size_t at = ToLower(value).find(ToLower(scheme));
    if (at == std::string_view::npos) continue;
    return InAuthorization(value.substr(0, at)) + ", " +
           InAuthorization(value.substr(at + 2));
  }
  constexpr std::string_view kWhite = " \t\r\n";
  const size_t end = std::min(value.find_first_of(kWhite), value.size());
  const size_t begin =
      std::min(value.find_first_not_of(kWhite, end), value.size());
  return InScheme(value.substr(0, end), value.substr(end, begin - end),
                  value.substr(begin));
}

std::string Hider::InScheme(std::string_view scheme, std::string_view blanks,
                            std::string_view rest) {
  const std::string before = std::string(scheme) + std::string(blanks);
  const std::string value = before + std::string(rest);
  if (EqualsIgnoreCase(scheme, "OAuth")) return InOAuth(value);
  if (StartsWithIgnoringCase(scheme, "CMS")) {
    if (!key_was_sent_) return WithoutBase64Keys(WithoutPemKeys(value));
    return rest.empty() ? "CMS[private key]" : before + "[private key]";
  }
  // A message without its scheme.
  if (scheme.starts_with("MI") && rest.empty()) {
    return WithoutBase64Keys(value);
  }
  if (rest.empty()) {
    if (value.empty()) return "";
    for (const std::string_view one : {"Basic", "Bearer"}) {
      if (EqualsIgnoreCase(scheme, one)) return value;
    }
    Note(scheme);
    Note(scheme.substr(0, kShownOfScheme));
    return "[credentials]";
  }
  if (EqualsIgnoreCase(scheme, "Basic")) {
    Note(rest);
    if (const auto pair = ReadBase64Loosely(rest)) {
      Note(*pair);
      Note(pair->substr(pair->find(':') + 1));
    }
    return before + "[user:password]";
  }
  const bool is_bearer = EqualsIgnoreCase(scheme, "Bearer");
  if (is_bearer && known_.Redact(rest) != rest) return value;
  Note(rest);
  return before + (is_bearer ? "[token]" : "[credentials]");
}

// Under PLAINTEXT the signature is the secrets.
std::string Hider::InOAuth(std::string_view value) {
  constexpr std::string_view kName = "oauth_signature=";
  std::string shown(value);
  if (ToUpper(value).find("PLAINTEXT") == std::string::npos) return shown;
  for (size_t at = 0; (at = shown.find(kName, at)) != std::string::npos;) {
    at += kName.size();
    if (at < shown.size() && shown[at] == '"') ++at;
    const size_t end =
        std::min(shown.find_first_of("\", \t\r\n", at), shown.size());
    Note(std::string_view(shown).substr(at, end - at));
    shown.replace(at, end - at, "[secrets]");
  }
  return shown;
}

std::string Hider::InText(std::string_view text) {
  const std::string lower = ToLower(text);
  std::vector<Piece> values;
  for (const std::string_view name : kNames) {
    for (size_t at = 0; (at = lower.find(name, at)) != std::string::npos;) {
      const size_t end = at + name.size();
      const Piece value = ValueOf(text, at, end);
      if (value.begin < value.end) values.push_back(value);
      at = end;
    }
  }
  std::sort(values.begin(), values.end(),
            [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
  std::string shown;
  size_t done = 0;
  for (const Piece& value : values) {
    if (value.begin < done) continue;
    Note(text.substr(value.begin, value.end - value.begin));
    shown.append(text.substr(done, value.begin - done)).append("[secret]");
    done = value.end;
  }
  shown.append(text.substr(done));
  return WithoutBase64Keys(WithoutPemKeys(shown));
}

// Line by line, whatever else may be wrong with the request: a line that begins
// with a blank goes on with the one before it.
std::string Hider::InRaw(std::string_view raw) {
  std::string shown;
  for (size_t at = 0; at < raw.size();) {
    size_t end = raw.find('\n', at);
    while (end < raw.size() - 1 &&
           kBlanks.find(raw[end + 1]) != std::string_view::npos) {
      end = raw.find('\n', end + 1);
    }
    end = std::min(end, raw.size() - 1) + 1;
    shown += InLine(raw.substr(at, end - at));
    at = end;
  }
  return InText(shown);
}

std::string Hider::InLine(std::string_view line) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos ||
      !IsPrivate(Trim(line.substr(0, colon)))) {
    return std::string(line);
  }
  const std::string_view behind = line.substr(colon + 1);
  const std::string_view value = Trim(behind, " \t\r\n");
  if (value.empty()) return std::string(line);
  const size_t begin =
      colon + 1 + static_cast<size_t>(value.data() - behind.data());
  return std::string(line.substr(0, begin)) +
         InHeader(Trim(line.substr(0, colon)), value) +
         std::string(line.substr(begin + value.size()));
}

}  // namespace

Shown ShowRequest(const Entry& entry, const Redactor& known) {
  Hider hider(entry, known);
  Shown shown{.raw = hider.InRaw(entry.raw),
              .target = hider.InText(entry.request.target),
              .headers = {},
              .body = hider.InText(entry.request.body),
              .found = {}};
  for (const http::Header& one : entry.request.headers) {
    shown.headers.push_back({one.name, hider.InHeader(one.name, one.value)});
  }
  shown.found = hider.TakeFound();
  return shown;
}

}  // namespace mdmock::journal
