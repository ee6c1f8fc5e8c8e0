// The signature, and why it does not fit.

#include <string>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/crypto/hmac.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/diagnose.h"
#include "protocol/oauth1/hearing.h"
#include "protocol/oauth1/rules.h"
#include "protocol/oauth1/signer.h"

namespace mdmock::oauth1 {
namespace {

// Whether percent-encoding makes `raw` of base64 text.
bool IsEncoded(std::string_view raw, std::string_view base64) {
  size_t at = 0;
  for (const char c : base64) {
    if (c != '+' && c != '/' && c != '=') {
      if (at == raw.size() || raw[at++] != c) return false;
      continue;
    }
    const std::string_view escape = c == '+' ? "%2B" : c == '/' ? "%2F" : "%3D";
    if (raw.substr(at, 3) != escape) return false;
    at += 3;
  }
  return at == raw.size();
}

void FindCause(Hearing& hearing, const Field& field) {
  const Message message =
      MakeMessage(hearing.request, hearing.known.base, hearing.authorization);
  Diagnosis diagnosis = Diagnose({.message = message,
                                  .credentials = hearing.known.credentials,
                                  .previous = hearing.known.previous,
                                  .others = hearing.known.others,
                                  .signature = field.raw});
  if (diagnosis.cut_short) {
    diagnosis.cause.unknown_because =
        "the request is so large that the search was cut short: not every "
        "known mistake was tried";
  }
  hearing.verdict.Explain(std::move(diagnosis.cause));
  if (!diagnosis.cut_short) return;
  hearing.Add(rules::kSearchCutShort, "oauth_signature",
              "every explanation of up to three mistakes is tried",
              "the request is so large that some were left out");
}

// Compares the characters that were sent. Nothing is made where they are right.
bool Fits(Hearing& hearing, const Field& field, std::string_view code) {
  if (IsEncoded(field.raw, Base64(code))) return true;
  const std::string expected = SignatureText(code, {});
  if (CanonicalText(field.raw) != expected) return false;
  if (HasUnencoded(field.raw)) {
    hearing.Add(rules::kSignatureNotEncoded, "oauth_signature", expected,
                std::string(field.raw));
  }
  return true;
}

}  // namespace

void CheckSignature(Hearing& hearing) {
  const Known& known = hearing.known;
  const Field* field = hearing.first[kSignature];
  if (field == nullptr || field->raw.empty()) return;
  const std::string_view method = hearing.Value(kSignatureMethod);
  if (!method.empty() && method != "HMAC-SHA1") return;
  std::string base_string =
      BaseString(hearing.request, known.base, hearing.authorization);
  const crypto::Sha1Bytes bytes =
      known.key != nullptr
          ? known.key->Sign(base_string)
          : crypto::HmacSha1Key(SigningKey(known.credentials, {}, {}))
                .Sign(base_string);
  const std::string_view code(reinterpret_cast<const char*>(bytes.data()),
                              bytes.size());
  const bool fits = Fits(hearing, *field, code);
  const std::string expected = fits ? "" : SignatureText(code, {});
  if (!fits) {
    hearing.Add(rules::kSignatureMismatch, "oauth_signature", expected,
                std::string(field->raw.substr(0, 256)));
    if (known.cause == Known::Cause::kSearch) {
      FindCause(hearing, *field);
    }
  }
  hearing.verdict.Show("base string", std::move(base_string));
  if (!fits) hearing.verdict.Show("expected oauth_signature", expected);
}

}  // namespace mdmock::oauth1
