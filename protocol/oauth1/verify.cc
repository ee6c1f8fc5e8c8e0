#include "protocol/oauth1/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/crypto/hmac.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/diagnose.h"
#include "protocol/oauth1/rules.h"
#include "protocol/oauth1/signer.h"

namespace mdmock::oauth1 {
namespace {

// The parameters of a /session request; the last one is optional.
enum Parameter {
  kConsumerKey,
  kToken,
  kSignatureMethod,
  kSignature,
  kTimestamp,
  kNonce,
  kVersion,
  kNumParameters
};
constexpr std::array<std::string_view, kNumParameters> kNames{
    "oauth_consumer_key", "oauth_token",     "oauth_signature_method",
    "oauth_signature",    "oauth_timestamp", "oauth_nonce",
    "oauth_version"};

// The parameter of that name, or kNumParameters.
size_t FindParameter(std::string_view name) {
  return static_cast<size_t>(std::find(kNames.begin(), kNames.end(), name) -
                             kNames.begin());
}

// Whether RFC 5849 wants every character of `raw` outside escapes encoded.
bool HasUnencoded(std::string_view raw) {
  return std::any_of(raw.begin(), raw.end(),
                     [](char c) { return c != '%' && !http::IsUnreserved(c); });
}

bool HasLowerCaseEscape(std::string_view raw) {
  for (size_t at = raw.find('%'); at != std::string_view::npos;
       at = raw.find('%', at + 1)) {
    for (const char c : raw.substr(at + 1, 2)) {
      if (c >= 'a' && c <= 'f') return true;
    }
  }
  return false;
}

std::string Quoted(std::string_view text) {
  return fmt::format("\"{}\"", text.substr(0, 256));
}

// Judge makes one verdict. Its members are the checks, in the order in which
// they run; each looks at one thing.
class Judge {
 public:
  Judge(const http::Request& request, const Authorization& authorization,
        const Known& known, SystemTime now)
      : request_(request),
        authorization_(authorization),
        known_(known),
        now_(now),
        verdict_("oauth1", known.strictness) {
    for (const Field& field : authorization.fields()) {
      const size_t parameter = FindParameter(field.name);
      if (parameter == kNumParameters) {
        has_others_ = has_others_ || field.name != "realm";
      } else if (counts_[parameter]++ == 0) {
        first_[parameter] = &field;
      }
    }
  }

  Verdict Run() {
    CheckHeader();
    CheckTransport();
    if (authorization_.is_oauth()) {
      CheckSyntax();
      CheckNames();
      CheckValues();
      CheckMethodAndVersion();
      CheckIdentity();
      CheckTimestamp();
      CheckNonce();
      CheckSignature();
      CheckManners();
    }
    if (!verdict_.findings().empty()) HideSecrets(known_).Redact(verdict_);
    return std::move(verdict_);
  }

 private:
  void Add(const Rule& rule, std::string where, std::string expected,
           std::string actual) {
    verdict_.Add(
        {&rule, std::move(where), std::move(expected), std::move(actual)});
  }

  // The decoded value of the first field of that name, or "".
  std::string_view Value(Parameter parameter) const {
    const Field* field = first_[parameter];
    return field == nullptr ? std::string_view() : field->value;
  }

  void CheckHeader() {
    size_t num_headers = 0;
    for (const http::Header& header : request_.headers) {
      num_headers += EqualsIgnoreCase(header.name, "Authorization");
    }
    if (num_headers == 0) {
      Add(rules::kAuthorizationMissing, "headers", "Authorization: OAuth …",
          "nothing");
      return;
    }
    if (num_headers > 1) {
      Add(rules::kAuthorizationRepeated, "headers", "one Authorization header",
          fmt::format("{} of them", num_headers));
    }
    if (!authorization_.is_oauth()) {
      Add(rules::kAuthorizationScheme, "Authorization", "OAuth",
          Printable(authorization_.scheme(), 60));
    }
  }

  void CheckTransport() {
    const http::Target target = http::SplitTarget(request_.target);
    if (target.query) CheckCarrier("query", http::ReadForm(*target.query));
    const std::string* type = request_.Find("Content-Type");
    if (type != nullptr &&
        http::MediaType(*type) == "application/x-www-form-urlencoded") {
      CheckCarrier("body", http::ReadForm(request_.body));
    }
  }

  void CheckCarrier(const char* where,
                    const std::vector<http::Parameter>& parameters) {
    for (const http::Parameter& one : parameters) {
      if (!one.name.starts_with("oauth_")) continue;
      Add(rules::kParameterTransport, where, "no oauth_ parameter",
          Printable(one.name, 60));
      return;
    }
  }

  void CheckSyntax() {
    for (const Authorization::Problem& problem : authorization_.problems()) {
      Add(rules::kAuthorizationSyntax,
          fmt::format("Authorization, byte {}", problem.offset),
          "name=\"value\" pairs with commas between", problem.what);
    }
    if (authorization_.num_fields() > Authorization::kMaxFields) {
      Add(rules::kParameterTooMany, "Authorization",
          fmt::format("at most {} parameters", Authorization::kMaxFields),
          fmt::format("{} parameters", authorization_.num_fields()));
    }
  }

  void CheckNames() {
    for (size_t i = 0; i < kNumParameters; ++i) {
      const std::string_view name = kNames[i];
      const int count = counts_[i];
      if (count == 0 && i != kVersion) {
        Add(rules::kParameterMissing, "Authorization", std::string(name),
            "nothing");
      } else if (count > 1) {
        Add(rules::kParameterDuplicate, std::string(name), "once",
            fmt::format("{} times", count));
      } else if (count == 1 && first_[i]->value.empty()) {
        Add(rules::kParameterEmpty, std::string(name), "a value", "\"\"");
      }
    }
    if (counts_[kVersion] == 0) {
      Add(rules::kVersionAbsent, "Authorization", "oauth_version=\"1.0\"",
          "nothing");
    }
    if (has_others_) ListOthers();
  }

  // Names that are not of a /session request, each kind in one finding.
  void ListOthers() {
    std::set<std::string> unsupported;
    std::set<std::string> foreign;
    for (const Field& field : authorization_.fields()) {
      const bool known = field.name == "realm" || field.name.empty() ||
                         FindParameter(field.name) != kNumParameters;
      if (known) continue;
      auto& names = field.name.starts_with("oauth_") ? unsupported : foreign;
      if (names.size() < 8) names.insert(Printable(field.name, 60));
    }
    const auto joined = [](const std::set<std::string>& names) {
      return fmt::format("{}", fmt::join(names, ", "));
    };
    if (!unsupported.empty()) {
      Add(rules::kParameterUnsupported, "Authorization",
          "consumer_key, token, signature_method, signature, timestamp, nonce "
          "and version",
          joined(unsupported));
    }
    if (!foreign.empty()) {
      Add(rules::kParameterForeign, "Authorization",
          "realm and oauth_ parameters only", joined(foreign));
    }
  }

  void CheckValues() {
    for (const Field& field : authorization_.fields()) {
      // The signature of PLAINTEXT is the secrets themselves: not to be shown.
      if (field.name == "oauth_signature" &&
          EqualsIgnoreCase(Value(kSignatureMethod), "PLAINTEXT")) {
        continue;
      }
      if (!field.quoted) {
        Add(rules::kValueUnquoted, std::string(field.name), Quoted(field.raw),
            std::string(field.raw.substr(0, 256)));
      }
      // A realm is not percent-encoded.
      if (field.plain || field.name == "realm") continue;
      if (!field.escapes_valid) {
        Add(rules::kValueEscape, std::string(field.name),
            "two hexadecimal digits after each '%'", Quoted(field.raw));
        continue;
      }
      if (!IsUtf8(field.value)) {
        Add(rules::kValueUtf8, std::string(field.name), "UTF-8",
            Quoted(field.raw));
      }
      if (HasLowerCaseEscape(field.raw)) {
        Add(rules::kEscapeLowerCase, std::string(field.name),
            http::PercentEncode(field.value), std::string(field.raw));
      }
      if (field.name != "oauth_signature" && HasUnencoded(field.raw)) {
        Add(rules::kValueNotEncoded, std::string(field.name),
            http::PercentEncode(field.value), std::string(field.raw));
      }
    }
  }

  void CheckMethodAndVersion() {
    const std::string_view method = Value(kSignatureMethod);
    if (!method.empty() && method != "HMAC-SHA1") {
      Add(rules::kSignatureMethod, "oauth_signature_method", "HMAC-SHA1",
          std::string(method));
    }
    const std::string_view version = Value(kVersion);
    if (!version.empty() && version != "1.0") {
      Add(rules::kVersionUnsupported, "oauth_version", "1.0",
          std::string(version));
    }
  }

  void CheckIdentity() {
    const Credentials& right = known_.credentials;
    const std::string_view key = Value(kConsumerKey);
    const std::string_view token = Value(kToken);
    if (!key.empty() && key != right.consumer_key) {
      const Credentials* old = Previous(&Credentials::consumer_key, key);
      Add(old != nullptr ? rules::kTokenReplaced : rules::kConsumerKeyUnknown,
          "oauth_consumer_key", right.consumer_key,
          Hint(key, right.consumer_key));
    }
    if (!token.empty() && token != right.access_token) {
      const Credentials* old = Previous(&Credentials::access_token, token);
      Add(old != nullptr ? rules::kTokenReplaced : rules::kTokenUnknown,
          "oauth_token", right.access_token, Hint(token, right.access_token));
    }
    if (right.expiry && now_ >= *right.expiry) {
      Add(rules::kTokenExpired, "access_token_expiry",
          "later than " + FormatTime(now_), FormatTime(*right.expiry));
    }
  }

  const Credentials* Previous(std::string Credentials::*member,
                              std::string_view value) const {
    for (const Credentials& one : known_.previous) {
      if (one.*member == value) return &one;
    }
    return nullptr;
  }

  // What came, and what it looks like where it is a near miss.
  std::string Hint(std::string_view actual, std::string_view expected) const {
    const Credentials& right = known_.credentials;
    std::string text(actual);
    if (Trim(actual, " \t\r\n") == expected) {
      return text + " (with white space around it)";
    }
    if (EqualsIgnoreCase(actual, expected)) {
      return text + " (in other letters' case)";
    }
    if (http::PercentDecodeLoosely(actual) == expected) {
      return text + " (percent-encoded twice)";
    }
    const bool swapped =
        (actual == right.access_token || actual == right.consumer_key);
    return swapped ? text + " (consumer key and access token are swapped)"
                   : text;
  }

  void CheckTimestamp() {
    const std::string_view text = Value(kTimestamp);
    if (text.empty()) return;
    std::int64_t seconds = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (!IsDigits(text) || error != std::errc() || seconds <= 0 ||
        seconds > 253402300799) {
      const bool milliseconds = IsDigits(text) && text.size() == 13;
      Add(rules::kTimestampForm, "oauth_timestamp",
          fmt::format("seconds since 1970, now {}", EpochSeconds(now_)),
          std::string(text) + (milliseconds ? " (milliseconds)" : ""));
      return;
    }
    // Thirteen digits are a year far ahead, or milliseconds.
    const std::int64_t skew = seconds - EpochSeconds(now_);
    if (std::abs(skew) <= known_.window.count()) return;
    const bool milliseconds = text.size() == 13;
    Add(skew < 0 ? rules::kTimestampStale : rules::kTimestampAhead,
        "oauth_timestamp",
        fmt::format("{} ± {} s", EpochSeconds(now_), known_.window.count()),
        fmt::format("{} ({} {}{})", text,
                    FormatDuration(std::chrono::seconds(skew)),
                    skew < 0 ? "behind" : "ahead",
                    milliseconds ? "; these look like milliseconds" : ""));
  }

  void CheckNonce() {
    if (!known_.nonce_seen) return;
    Add(rules::kNonceUsed, "oauth_nonce",
        "one that was not used with this timestamp before",
        std::string(Value(kNonce)));
  }

  void CheckSignature() {
    const Field* field = first_[kSignature];
    if (field == nullptr || field->raw.empty()) return;
    const std::string_view method = Value(kSignatureMethod);
    if (!method.empty() && method != "HMAC-SHA1") return;
    const Message message = MakeMessage(request_, known_.base, authorization_);
    std::string base_string = BaseString(message);
    const std::string expected = RightSignature(base_string);
    const bool fits =
        field->raw == expected || CanonicalText(field->raw) == expected;
    if (fits) {
      if (field->raw != expected) CheckSpelling(*field, expected);
    } else {
      Add(rules::kSignatureMismatch, "oauth_signature", expected,
          std::string(field->raw.substr(0, 256)));
      if (known_.cause == Known::Cause::kSearch) FindCause(message, *field);
    }
    verdict_.Show("base string", std::move(base_string));
    if (!fits) verdict_.Show("expected oauth_signature", expected);
  }

  std::string RightSignature(std::string_view base_string) const {
    const crypto::Sha1Bytes code =
        known_.key != nullptr
            ? known_.key->Sign(base_string)
            : crypto::HmacSha1Key(SigningKey(known_.credentials, {}, {}))
                  .Sign(base_string);
    return SignatureText(
        {reinterpret_cast<const char*>(code.data()), code.size()}, {});
  }

  void CheckSpelling(const Field& field, const std::string& expected) {
    if (!HasUnencoded(field.raw)) return;
    Add(rules::kSignatureNotEncoded, "oauth_signature", expected,
        std::string(field.raw));
  }

  void FindCause(const Message& message, const Field& field) {
    Diagnosis diagnosis = Diagnose({.message = message,
                                    .credentials = known_.credentials,
                                    .previous = known_.previous,
                                    .others = known_.others,
                                    .signature = field.raw});
    verdict_.Explain(std::move(diagnosis.cause));
    if (!diagnosis.cut_short) return;
    Add(rules::kSearchCutShort, "oauth_signature",
        "every explanation of up to three mistakes is tried",
        "the request is so large that some were left out");
  }

  void CheckManners() {
    if (const Field* realm = authorization_.Find("realm");
        realm != nullptr && realm->value != "ADM") {
      Add(rules::kRealmOther, "realm", "ADM, or no realm",
          Printable(realm->value, 120));
    }
    const std::string_view path = http::SplitTarget(request_.target).path;
    if (path != "/session") {
      Add(rules::kPathOther, "request target", "/session",
          Printable(path, 120));
    }
    CheckPastedDocumentation();
    CheckSecretSent();
  }

  void CheckPastedDocumentation() {
    constexpr std::array<std::pair<Parameter, std::string_view>, 3> kExample{
        {{kTimestamp, "137131200"},
         {kNonce, "4572616e48616d6d65724c61686176"},
         {kSignature, "wOJIO9A2W5mFwDgiDvZbTSMK/PY="}}};
    for (const auto& [parameter, value] : kExample) {
      if (Value(parameter) != value) continue;
      Add(rules::kDocumentationPasted, std::string(kNames[parameter]),
          "a value of one's own",
          std::string(value) +
              ", which Apple's documented example has; no secret gives that "
              "example's signature");
      return;
    }
  }

  // Looks for the secrets in what was sent; short ones would be found anywhere.
  void CheckSecretSent() {
    for (const auto& [name, secret] :
         {std::pair{"consumer_secret", &known_.credentials.consumer_secret},
          std::pair{"access_secret", &known_.credentials.access_secret}}) {
      if (secret->size() < 8) continue;
      const bool plain = http::IsPlain(*secret);
      if (Carries(*secret) ||
          (!plain && Carries(http::PercentEncode(*secret)))) {
        Add(rules::kSecretSent, "request", "no secret", name);
      }
    }
  }

  bool Carries(std::string_view secret) const {
    const auto holds = [&](std::string_view text) {
      return text.find(secret) != std::string_view::npos;
    };
    return holds(request_.target) || holds(request_.body) ||
           std::any_of(
               request_.headers.begin(), request_.headers.end(),
               [&](const http::Header& header) { return holds(header.value); });
  }

  const http::Request& request_;
  const Authorization& authorization_;
  const Known& known_;
  const SystemTime now_;
  Verdict verdict_;

  std::array<const Field*, kNumParameters> first_{};  // Null where missing.
  std::array<int, kNumParameters> counts_{};
  bool has_others_ = false;
};

}  // namespace

std::shared_ptr<const crypto::HmacSha1Key> PrepareKey(
    const Credentials& credentials) {
  return std::make_shared<const crypto::HmacSha1Key>(
      SigningKey(credentials, {}, {}));
}

Base AppleBase() {
  return {"https", {"mdmenrollment.apple.com", std::nullopt}};
}

Verdict Verify(const http::Request& request, const Authorization& authorization,
               const Known& known, SystemTime now) {
  return Judge(request, authorization, known, now).Run();
}

Verdict Verify(const http::Request& request, const Known& known,
               SystemTime now) {
  const std::string* value = request.Find("Authorization");
  return Verify(
      request,
      BorrowAuthorization(value == nullptr ? std::string_view()
                                           : std::string_view(*value)),
      known, now);
}

bool IsBadRequest(const Rule& rule) {
  constexpr std::array kBadRequests{&rules::kAuthorizationMissing,
                                    &rules::kAuthorizationRepeated,
                                    &rules::kAuthorizationScheme,
                                    &rules::kAuthorizationSyntax,
                                    &rules::kValueUnquoted,
                                    &rules::kValueEscape,
                                    &rules::kValueUtf8,
                                    &rules::kParameterMissing,
                                    &rules::kParameterEmpty,
                                    &rules::kParameterDuplicate,
                                    &rules::kParameterUnsupported,
                                    &rules::kParameterTransport,
                                    &rules::kParameterTooMany,
                                    &rules::kSignatureMethod,
                                    &rules::kVersionUnsupported,
                                    &rules::kTimestampForm};
  return std::any_of(kBadRequests.begin(), kBadRequests.end(),
                     [&](const Rule* bad) { return bad->code == rule.code; });
}

std::vector<std::string> EncodedSecrets(const Credentials& credentials) {
  const Credentials& one = credentials;
  return {Base64(one.consumer_key + ":" + one.consumer_secret),
          Base64(one.access_token + ":" + one.access_secret),
          Base64(one.consumer_secret + ":" + one.access_secret),
          Base64(one.consumer_secret + "&" + one.access_secret)};
}

Redactor HideSecrets(const Known& known) {
  Redactor redactor;
  const auto hide = [&](const Credentials& credentials) {
    redactor.Hide(credentials.consumer_secret, "[consumer_secret]");
    redactor.Hide(credentials.access_secret, "[access_secret]");
    for (const std::string& one : EncodedSecrets(credentials)) {
      redactor.Hide(one, "[secrets]");
    }
  };
  hide(known.credentials);
  for (const Credentials& one : known.previous) hide(one);
  return redactor;
}

}  // namespace mdmock::oauth1
