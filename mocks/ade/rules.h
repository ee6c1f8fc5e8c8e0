#ifndef MDMOCK_MOCKS_ADE_RULES_H_
#define MDMOCK_MOCKS_ADE_RULES_H_

#include <array>
#include <cstddef>

#include "mocks/ade/resource_rules.h"
#include "protocol/verdict/finding.h"

// What Apple's ADE service asks of a request besides OAuth (oauth1/rules.h).
// "Apple endpoints" are Apple's pages on the service's endpoints, "Apple
// authentication" its page "Authenticating with the Automated Device Enrollment
// program", "the old reference" the MDM Protocol Reference, which the pages
// replaced. depsim is Apple's old simulator. resource_rules.h has the rules of
// the endpoints behind the session.
namespace mdmock::ade::rules {

inline constexpr Rule kPathUnknown{
    "ade.path.unknown", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints", "The path is one of the service's endpoints."};
inline constexpr Rule kMethodNotAllowed{
    "ade.method.not-allowed", Severity::kRefusal, Provenance::kDocumented,
    "the old reference; Apple endpoints",
    "The method is the one that the endpoint has."};
inline constexpr Rule kHostMissing{"ade.host.missing", Severity::kRefusal,
                                   Provenance::kDocumented, "RFC 9112, 3.2",
                                   "The Host header names what is addressed."};
inline constexpr Rule kUserAgentMissing{
    "ade.user-agent.missing", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (USER_AGENT_MISSING)",
    "Every request has a User-Agent header."};
inline constexpr Rule kUserAgentInvalid{
    "ade.user-agent.invalid", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (USER_AGENT_INVALID); which ones is not documented",
    "The User-Agent is one that the service takes."};
inline constexpr Rule kContentTypeDepsim{
    "ade.content-type.depsim", Severity::kRefusal, Provenance::kObserved,
    "depsim; clients that were made for it",
    "To depsim, a request for a session has the Content-Type "
    "application/json;charset=UTF8, in this spelling."};
inline constexpr Rule kProtocolVersionForm{
    "ade.protocol-version.form", Severity::kDoubt, Provenance::kDocumented,
    "Apple endpoints", "X-Server-Protocol-Version is a positive whole number."};
inline constexpr Rule kBodyUnexpected{"ade.body.unexpected", Severity::kRemark,
                                      Provenance::kChosen, "RFC 9110, 9.3.1",
                                      "A GET has no body."};

inline constexpr Rule kTermsNotSigned{
    "ade.terms.not-signed", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes (T_C_NOT_SIGNED)",
    "The organisation has accepted the program's terms."};
inline constexpr Rule kTokenRejected{
    "ade.token.rejected", Severity::kRefusal, Provenance::kObserved,
    "field reports (token_rejected)", "The server token was not revoked."};
inline constexpr Rule kUserDeleted{
    "ade.user.deleted", Severity::kRefusal, Provenance::kObserved,
    "field reports (FORBIDDEN)",
    "Whoever downloaded the server token still has an account."};
inline constexpr Rule kServerInactive{
    "ade.server.inactive", Severity::kRefusal, Provenance::kObserved,
    "field reports (SERVER_INACTIVE)",
    "The device management server still exists in the portal."};
inline constexpr Rule kAccessDenied{
    "ade.access.denied", Severity::kRefusal, Provenance::kDocumented,
    "Apple error codes (ACCESS_DENIED)",
    "The organisation has access to what is asked for."};

inline constexpr Rule kSessionMissing{
    "ade.session.missing", Severity::kRefusal, Provenance::kDocumented,
    "Apple authentication",
    "Every request but /session has an X-ADM-Auth-Session header."};
inline constexpr Rule kSessionRepeated{
    "ade.session.repeated", Severity::kRefusal, Provenance::kChosen,
    "RFC 9110, 5.3", "There is one X-ADM-Auth-Session header, not several."};
inline constexpr Rule kSessionUnknown{
    "ade.session.unknown", Severity::kRefusal, Provenance::kDocumented,
    "Apple authentication (401); the old reference (403)",
    "The session is one that was issued, byte for byte."};
inline constexpr Rule kSessionExpired{
    "ade.session.expired", Severity::kRefusal, Provenance::kDocumented,
    "Apple authentication; depsim answers 403",
    "The session has not expired: when it has, a new one is asked for."};
inline constexpr Rule kSessionReplaced{
    "ade.session.replaced", Severity::kRefusal, Provenance::kChosen,
    "the old reference; how long a replaced session lives is not documented",
    "The session is the newest that an answer has brought."};

inline constexpr Rule kSearchSkipped{
    "ade.search.skipped", Severity::kRemark, Provenance::kChosen, "mdmock",
    "Refusals come slowly enough for the cause of each to be searched."};
inline constexpr Rule kScenario{
    "ade.scenario.played", Severity::kRemark, Provenance::kChosen, "mdmock",
    "The answer is the service's own and not made by a scenario."};

inline constexpr std::array kDoor{
    &kPathUnknown,         &kMethodNotAllowed, &kHostMissing,
    &kUserAgentMissing,    &kUserAgentInvalid, &kContentTypeDepsim,
    &kProtocolVersionForm, &kBodyUnexpected,   &kTermsNotSigned,
    &kTokenRejected,       &kUserDeleted,      &kServerInactive,
    &kAccessDenied,        &kSessionMissing,   &kSessionRepeated,
    &kSessionUnknown,      &kSessionExpired,   &kSessionReplaced,
    &kSearchSkipped,       &kScenario};

template <size_t A, size_t B>
constexpr std::array<const Rule*, A + B> Joined(
    const std::array<const Rule*, A>& a, const std::array<const Rule*, B>& b) {
  std::array<const Rule*, A + B> all{};
  for (size_t i = 0; i < A; ++i) all[i] = a[i];
  for (size_t i = 0; i < B; ++i) all[A + i] = b[i];
  return all;
}

inline constexpr std::array kAll = Joined(kDoor, kResource);

}  // namespace mdmock::ade::rules

#endif  // MDMOCK_MOCKS_ADE_RULES_H_
