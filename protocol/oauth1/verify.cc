#include "protocol/oauth1/verify.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "protocol/oauth1/hearing.h"
#include "protocol/oauth1/rules.h"

namespace mdmock::oauth1 {

// The parameter of that name, or kNumParameters.
size_t FindParameter(std::string_view name) {
  return static_cast<size_t>(
      std::find(kParameterNames.begin(), kParameterNames.end(), name) -
      kParameterNames.begin());
}

void Hearing::Add(const Rule& rule, std::string where, std::string expected,
                  std::string actual) {
  verdict.Add(
      {&rule, std::move(where), std::move(expected), std::move(actual)});
}

std::string_view Hearing::Value(Parameter parameter) const {
  const Field* field = first[parameter];
  return field == nullptr ? std::string_view() : field->value;
}

Verdict Verify(const http::Request& request, const Authorization& authorization,
               const Known& known, SystemTime now) {
  Verdict verdict("oauth1", known.strictness);
  Hearing hearing{request, authorization, known, now, verdict};
  for (const Field& field : authorization.fields()) {
    const size_t parameter = FindParameter(field.name);
    if (parameter == kNumParameters) {
      hearing.has_others = hearing.has_others || field.name != "realm";
    } else if (hearing.counts[parameter]++ == 0) {
      hearing.first[parameter] = &field;
    }
  }
  CheckHeader(hearing);
  CheckTransport(hearing);
  if (authorization.is_oauth()) {
    CheckSyntax(hearing);
    CheckNames(hearing);
    CheckValues(hearing);
    CheckMethodAndVersion(hearing);
    CheckIdentity(hearing);
    CheckTimestamp(hearing);
    CheckNonce(hearing);
    CheckSignature(hearing);
    CheckManners(hearing);
  }
  if (!verdict.findings().empty()) HideSecrets(known).Redact(verdict);
  return verdict;
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

Base AppleBase() {
  return {"https", {"mdmenrollment.apple.com", std::nullopt}};
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

}  // namespace mdmock::oauth1
