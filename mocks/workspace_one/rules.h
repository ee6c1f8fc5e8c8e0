#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_RULES_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_RULES_H_

#include <array>

#include "protocol/verdict/finding.h"

// What Workspace ONE UEM's REST API asks of a request besides a CMSURL header
// (cms/cmsurl_rules.h). "The API's descriptions" are the OpenAPI files that the
// vendor publishes.
namespace mdmock::workspace_one::rules {

// … who asks …

inline constexpr Rule kAccountLocked{
    "ws1.account.locked", Severity::kRefusal, Provenance::kObserved,
    "clients in the field (1022); the status is not known",
    "The administrator's account is not locked."};
inline constexpr Rule kAccountDeleted{
    "ws1.account.deleted", Severity::kRefusal, Provenance::kObserved,
    "clients in the field (1005, user not found)",
    "The administrator still has an account."};
inline constexpr Rule kCertificateRevoked{
    "ws1.certificate.revoked", Severity::kRefusal, Provenance::kChosen,
    "what a revoked certificate is answered is not known",
    "The certificate was not revoked in the console."};
inline constexpr Rule kBasicForm{
    "ws1.basic.form", Severity::kRefusal, Provenance::kDocumented,
    "RFC 7617, 2", "Basic credentials are base64 of user:password."};
inline constexpr Rule kBasicWrong{
    "ws1.basic.wrong", Severity::kRefusal, Provenance::kObserved,
    "clients in the field (1005)",
    "User name and password are an administrator's."};
inline constexpr Rule kBearerUnknown{
    "ws1.bearer.unknown", Severity::kRefusal, Provenance::kChosen,
    "the answer to an unknown token is not known",
    "The access token is one that /connect/token gave, and not too old."};
inline constexpr Rule kTokenRequest{
    "ws1.token-request.refused", Severity::kRefusal, Provenance::kDocumented,
    "RFC 6749, 4.4 and 5.2",
    "A token is asked for with grant_type client_credentials, client_id and "
    "client_secret."};

// … for what …

inline constexpr Rule kPathUnknown{
    "ws1.path.unknown", Severity::kRefusal, Provenance::kObserved,
    "the API's descriptions; clients in the field",
    "The path is one of the API's, under /API or /api."};
inline constexpr Rule kResourceUnknown{
    "ws1.resource.unknown", Severity::kRefusal, Provenance::kDocumented,
    "the API's descriptions", "What is asked for exists."};
inline constexpr Rule kMethodNotAllowed{
    "ws1.method.not-allowed", Severity::kRefusal, Provenance::kDocumented,
    "the API's descriptions; RFC 9110, 15.5.6",
    "The method is one that the path has."};
inline constexpr Rule kRoleInsufficient{
    "ws1.role.insufficient", Severity::kRefusal, Provenance::kDocumented,
    "the vendor's SDK, troubleshooting (403); the errorCode is not known",
    "The administrator's role allows what is asked for."};
inline constexpr Rule kProfileUnknown{
    "ws1.profile.unknown", Severity::kRefusal, Provenance::kObserved,
    "the vendor's SDK: answers of a tenant (400, Invalid Profile)",
    "The profile exists."};
inline constexpr Rule kApplicationUnknown{
    "ws1.application.unknown", Severity::kRefusal, Provenance::kObserved,
    "the vendor's SDK: answers of a tenant (401, errorCode 7000)",
    "The application exists."};
inline constexpr Rule kNotAcceptable{
    "ws1.accept.none", Severity::kRefusal, Provenance::kChosen,
    "clients in the field read 406 as a version that the path has not",
    "Accept takes JSON or XML, in a version that the path has."};
inline constexpr Rule kAcceptAbsent{
    "ws1.accept.absent", Severity::kRemark, Provenance::kChosen,
    "what the server sends without Accept is not known",
    "Accept says which representation is wanted."};
inline constexpr Rule kVersionPlace{
    "ws1.version.place", Severity::kRemark, Provenance::kObserved,
    "clients in the field", "The version that is wanted stands in Accept."};
inline constexpr Rule kContentType{
    "ws1.content-type.unsupported", Severity::kRefusal, Provenance::kDocumented,
    "the API's descriptions",
    "A body is JSON or XML, and Content-Type says so."};
inline constexpr Rule kBodySyntax{
    "ws1.body.syntax", Severity::kRefusal, Provenance::kObserved,
    "clients in the field",
    "A body is the JSON or the XML that its Content-Type says."};
inline constexpr Rule kBodyValue{
    "ws1.body.value", Severity::kRefusal, Provenance::kChosen,
    "clients in the field see 400 for such bodies, for which ones is not known",
    "A body has the fields that the endpoint needs, with values of their "
    "kind."};
inline constexpr Rule kNoRoom{"ws1.tenant.full", Severity::kRefusal,
                              Provenance::kChosen, "mdmock",
                              "No more is written than the mock keeps."};
inline constexpr Rule kQueryValue{
    "ws1.query.value", Severity::kRefusal, Provenance::kChosen,
    "what the server makes of such values is not known",
    "Page numbers and sizes are whole numbers; searchby is one that there is."};
inline constexpr Rule kPageSize{
    "ws1.page-size.capped", Severity::kRemark, Provenance::kDocumented,
    "the API's descriptions",
    "No more than 500 records are asked for at once."};
inline constexpr Rule kRateLimited{
    "ws1.rate.limited", Severity::kRefusal, Provenance::kChosen,
    "the server's limits and headers are not documented",
    "The quota of calls is not used up."};

// … and how it is answered.

inline constexpr Rule kAnswerChosen{
    "ws1.answer.chosen", Severity::kRemark, Provenance::kChosen,
    "no answer of the server to such a request is known",
    "Status and errorCode of a refusal are the real server's."};
inline constexpr Rule kSearchSkipped{
    "ws1.search.skipped", Severity::kRemark, Provenance::kChosen, "mdmock",
    "Refusals come slowly enough for the cause of each to be searched."};
inline constexpr Rule kScenario{
    "ws1.scenario.played", Severity::kRemark, Provenance::kChosen, "mdmock",
    "The answer is the service's own and not made by a scenario."};

inline constexpr std::array kAll{
    &kAccountLocked,      &kAccountDeleted,   &kCertificateRevoked,
    &kBasicForm,          &kBasicWrong,       &kBearerUnknown,
    &kTokenRequest,       &kPathUnknown,      &kResourceUnknown,
    &kMethodNotAllowed,   &kRoleInsufficient, &kProfileUnknown,
    &kApplicationUnknown, &kNotAcceptable,    &kAcceptAbsent,
    &kVersionPlace,       &kContentType,      &kBodySyntax,
    &kBodyValue,          &kNoRoom,           &kQueryValue,
    &kPageSize,           &kRateLimited,      &kAnswerChosen,
    &kSearchSkipped,      &kScenario};

}  // namespace mdmock::workspace_one::rules

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_RULES_H_
