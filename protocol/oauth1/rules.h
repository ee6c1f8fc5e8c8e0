#ifndef MDMOCK_PROTOCOL_OAUTH1_RULES_H_
#define MDMOCK_PROTOCOL_OAUTH1_RULES_H_

#include <array>

#include "protocol/verdict/finding.h"

// Everything that can be wrong with an OAuth 1.0a request to Apple's ADE
// service, one constant a rule. "Apple error codes" is Apple's page
// "Interpreting Automated Device Enrollment program error codes"; "Apple
// authentication" its page "Authenticating with the Automated Device Enrollment
// program".
namespace mdmock::oauth1::rules {

// What Apple's documentation answers with 400 …

inline constexpr Rule kAuthorizationMissing{
    "oauth1.authorization.missing", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes; RFC 5849, 3.5.1",
    "A request for a session carries an Authorization header."};
inline constexpr Rule kAuthorizationRepeated{
    "oauth1.authorization.repeated", Severity::kRefusal, Provenance::kChosen,
    "RFC 9110, 5.3", "There is one Authorization header, not several."};
inline constexpr Rule kAuthorizationScheme{
    "oauth1.authorization.scheme", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5849, 3.5.1", "The authorization scheme is OAuth."};
inline constexpr Rule kAuthorizationSyntax{
    "oauth1.authorization.syntax", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5849, 3.5.1",
    "The header is a comma-separated list of name=\"value\" pairs."};
inline constexpr Rule kValueUnquoted{
    "oauth1.value.unquoted", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5849, 3.5.1", "Each value stands between double quotes."};
inline constexpr Rule kValueEscape{
    "oauth1.value.escape", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5849, 3.6", "A '%' is followed by two hexadecimal digits."};
inline constexpr Rule kValueUtf8{
    "oauth1.value.utf8", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5849, 3.6", "Values are UTF-8 before they are percent-encoded."};
inline constexpr Rule kParameterMissing{
    "oauth1.parameter.missing", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes; RFC 5849, 3.1",
    "Every required oauth_ parameter is there."};
inline constexpr Rule kParameterEmpty{
    "oauth1.parameter.empty", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes; RFC 5849, 3.1", "No oauth_ parameter is empty."};
inline constexpr Rule kParameterDuplicate{
    "oauth1.parameter.duplicate", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes; RFC 5849, 3.1", "No oauth_ parameter is there twice."};
inline constexpr Rule kParameterUnsupported{
    "oauth1.parameter.unsupported", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes", "Only the parameters of a /session request are used."};
inline constexpr Rule kParameterTransport{
    "oauth1.parameter.transport", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5849, 3.5; Apple authentication",
    "The oauth_ parameters travel in the Authorization header only."};
inline constexpr Rule kParameterTooMany{
    "oauth1.parameter.too-many", Severity::kRefusal, Provenance::kChosen,
    "mdmock", "The header holds no more than 64 parameters."};
inline constexpr Rule kSignatureMethod{
    "oauth1.signature-method.unsupported", Severity::kRefusal,
    Provenance::kDocumented, "Apple authentication; Apple error codes",
    "The signature method is HMAC-SHA1, in this spelling."};
inline constexpr Rule kVersionUnsupported{
    "oauth1.version.unsupported", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5849, 3.1", "oauth_version, where it is there, is 1.0."};
inline constexpr Rule kTimestampForm{
    "oauth1.timestamp.form", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5849, 3.3; Apple authentication",
    "The timestamp is a positive whole number of seconds since 1970."};

// … and what it answers with 401.

inline constexpr Rule kConsumerKeyUnknown{
    "oauth1.consumer-key.unknown", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes", "The consumer key is one that was issued."};
inline constexpr Rule kTokenUnknown{
    "oauth1.token.unknown", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes",
    "The access token is the one that was issued with the consumer key."};
inline constexpr Rule kTokenReplaced{
    "oauth1.token.replaced", Severity::kRefusal, Provenance::kObserved,
    "Apple error codes; field reports",
    "The server token is the newest: a new download ends the one before."};
inline constexpr Rule kTokenExpired{
    "oauth1.token.expired", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes", "The server token has not expired."};
inline constexpr Rule kTimestampStale{
    "oauth1.timestamp.stale", Severity::kRefusal, Provenance::kChosen,
    "RFC 5849, 3.2 and 3.3 (Apple's window is not documented)",
    "The timestamp is not older than the window allows."};
inline constexpr Rule kTimestampAhead{
    "oauth1.timestamp.ahead", Severity::kRefusal, Provenance::kChosen,
    "RFC 5849, 3.2 and 3.3 (Apple's window is not documented)",
    "The timestamp is not further in the future than the window allows."};
inline constexpr Rule kNonceUsed{
    "oauth1.nonce.used", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes; RFC 5849, 3.3",
    "A nonce is used once with the same timestamp, consumer key and token."};
inline constexpr Rule kSignatureMismatch{
    "oauth1.signature.mismatch", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5849, 3.2; Apple error codes",
    "The signature is that of the request under the two secrets."};

// Doubts: a careful client does better, a lenient server lets it pass.

inline constexpr Rule kSignatureNotEncoded{
    "oauth1.signature.not-encoded", Severity::kDoubt, Provenance::kDocumented,
    "RFC 5849, 3.5.1 and 3.6",
    "The '/' and '=' of a signature are percent-encoded."};
inline constexpr Rule kValueNotEncoded{
    "oauth1.value.not-encoded", Severity::kDoubt, Provenance::kDocumented,
    "RFC 5849, 3.5.1 and 3.6",
    "Everything in a value but letters, digits and -._~ is percent-encoded."};
inline constexpr Rule kEscapeLowerCase{
    "oauth1.value.lower-case-escape", Severity::kDoubt, Provenance::kDocumented,
    "RFC 5849, 3.6", "The digits of percent-encoding are upper-case."};
inline constexpr Rule kRealmOther{
    "oauth1.realm.other", Severity::kDoubt, Provenance::kObserved,
    "Apple authentication (example)", "The realm, where there is one, is ADM."};
inline constexpr Rule kParameterForeign{
    "oauth1.parameter.foreign", Severity::kDoubt, Provenance::kChosen,
    "Apple authentication",
    "The header holds realm and oauth_ parameters, and nothing else."};
inline constexpr Rule kSecretSent{"oauth1.secret.sent", Severity::kDoubt,
                                  Provenance::kDocumented, "RFC 5849, 4.5",
                                  "The secrets sign; they are never sent."};

// Remarks.

inline constexpr Rule kVersionAbsent{
    "oauth1.version.absent", Severity::kRemark, Provenance::kDocumented,
    "RFC 5849, 3.1", "oauth_version is optional; every known client sends it."};
inline constexpr Rule kDocumentationPasted{
    "oauth1.documentation.pasted", Severity::kRemark, Provenance::kObserved,
    "Apple authentication (example); OAuth Core 1.0a, 5.4.1",
    "Values are one's own, not those of Apple's documented example."};
inline constexpr Rule kPathOther{
    "oauth1.path.other", Severity::kRemark, Provenance::kDocumented,
    "Apple authentication",
    "OAuth is for /session; other requests carry X-ADM-Auth-Session."};
inline constexpr Rule kSearchCutShort{
    "oauth1.search.cut-short", Severity::kRemark, Provenance::kChosen, "mdmock",
    "The request is small enough for every known mistake to be tried."};

inline constexpr std::array kAll{&kAuthorizationMissing,
                                 &kAuthorizationRepeated,
                                 &kAuthorizationScheme,
                                 &kAuthorizationSyntax,
                                 &kValueUnquoted,
                                 &kValueEscape,
                                 &kValueUtf8,
                                 &kParameterMissing,
                                 &kParameterEmpty,
                                 &kParameterDuplicate,
                                 &kParameterUnsupported,
                                 &kParameterTransport,
                                 &kParameterTooMany,
                                 &kSignatureMethod,
                                 &kVersionUnsupported,
                                 &kTimestampForm,
                                 &kConsumerKeyUnknown,
                                 &kTokenUnknown,
                                 &kTokenReplaced,
                                 &kTokenExpired,
                                 &kTimestampStale,
                                 &kTimestampAhead,
                                 &kNonceUsed,
                                 &kSignatureMismatch,
                                 &kSignatureNotEncoded,
                                 &kValueNotEncoded,
                                 &kEscapeLowerCase,
                                 &kRealmOther,
                                 &kParameterForeign,
                                 &kSecretSent,
                                 &kVersionAbsent,
                                 &kDocumentationPasted,
                                 &kPathOther,
                                 &kSearchCutShort};

}  // namespace mdmock::oauth1::rules

#endif  // MDMOCK_PROTOCOL_OAUTH1_RULES_H_
