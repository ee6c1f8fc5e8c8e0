#include "mocks/ade/refusals.h"

#include <cassert>
#include <cstdint>
#include <iterator>

#include "mocks/ade/rules.h"
#include "protocol/oauth1/rules.h"
#include "protocol/oauth1/verify.h"

namespace mdmock::ade {
namespace {

namespace oauth = oauth1::rules;

// Which answer a refusal gets; what stands higher is noticed first.
struct Line {
  const Rule* rule;
  std::string_view answer;
};
constexpr Line kOwn[] = {
    {&rules::kPathUnknown, "not_found"},
    {&rules::kMethodNotAllowed, "method_not_allowed"},
    {&rules::kHostMissing, "bad_request"},
    {&rules::kUserAgentMissing, "USER_AGENT_MISSING"},
    {&rules::kUserAgentInvalid, "USER_AGENT_INVALID"},
    {&rules::kContentTypeDepsim, "bad_request"},
    {&rules::kSessionMissing, "session_missing"},
    {&rules::kSessionRepeated, "session_unknown"},
    {&rules::kSessionUnknown, "session_unknown"},
    {&rules::kSessionExpired, "session_expired"},
    {&rules::kSessionReplaced, "session_replaced"},
};
constexpr Line kOauth[] = {
    {&oauth::kConsumerKeyUnknown, "unauthorized"},
    {&oauth::kTokenUnknown, "unauthorized"},
    {&oauth::kTokenReplaced, "token_rejected"},
    {&oauth::kSignatureMismatch, "unauthorized"},
    {&oauth::kTimestampStale, "unauthorized"},
    {&oauth::kTimestampAhead, "unauthorized"},
    {&oauth::kNonceUsed, "unauthorized"},
    {&oauth::kTokenExpired, "token_expired"},
    {&rules::kTokenRejected, "token_rejected"},
    {&rules::kUserDeleted, "FORBIDDEN"},
    {&rules::kServerInactive, "SERVER_INACTIVE"},
    {&rules::kAccessDenied, "ACCESS_DENIED"},
    {&rules::kTermsNotSigned, "T_C_NOT_SIGNED"},
};
// What a body is refused for: noticed last, and in this order.
constexpr Line kBodies[] = {
    {&rules::kOrgNotSupported, "ORG_NOT_SUPPORTED"},
    {&rules::kSeedOff, "APPLE_SEED_FOR_IT_TURNED_OFF"},
    {&rules::kBodyMalformed, "MALFORMED_REQUEST_BODY"},
    {&rules::kCursorRequired, "CURSOR_REQUIRED"},
    {&rules::kCursorInvalid, "INVALID_CURSOR"},
    {&rules::kCursorExhausted, "EXHAUSTED_CURSOR"},
    {&rules::kCursorExpired, "EXPIRED_CURSOR"},
    {&rules::kProfileUuidRequired, "PROFILE_UUID_REQUIRED"},
    {&rules::kDevicesRequired, "DEVICE_ID_REQUIRED"},
    {&rules::kDeviceRequired, "DEVICE_ID_REQUIRED"},
    {&rules::kProfileUnknown, "PROFILE_NOT_FOUND"},
    {&rules::kProfileNotFound, "NOT_FOUND"},
    {&rules::kDeviceNotFound, "DEVICE_NOT_FOUND"},
    {&rules::kNameRequired, "CONFIG_NAME_REQUIRED"},
    {&rules::kNameInvalid, "CONFIG_NAME_INVALID"},
    {&rules::kUrlRequired, "CONFIG_URL_REQUIRED"},
    {&rules::kUrlInvalid, "CONFIG_URL_INVALID"},
    {&rules::kDepartmentRequired, "DEPARTMENT_REQUIRED"},
    {&rules::kDepartmentInvalid, "DEPARTMENT_INVALID"},
    {&rules::kFlagsInvalid, "FLAGS_INVALID"},
    {&rules::kLocaleInvalid, "LOCALE_INVALID"},
    {&rules::kMagicInvalid, "MAGIC_INVALID"},
    {&rules::kEmailInvalid, "SUPPORT_EMAIL_INVALID"},
    {&rules::kPhoneRequired, "SUPPORT_PHONE_REQUIRED"},
    {&rules::kPhoneInvalid, "SUPPORT_PHONE_INVALID"},
    {&rules::kDiscoveryUrlRequired, "MDM_SERVICE_DISCOVERY_URL_REQUIRED"},
    {&rules::kDiscoveryUrlNotValid, "MDM_SERVICE_DISCOVERY_URL_NOT_VALID"},
    {&rules::kDiscoveryNotFound, "DISCOVERY_NOT_FOUND"},
};

// The place of a rule in the order, and its answer. A doubt that only a strict
// service refuses is a bad request, like everything else about the form.
struct Place {
  size_t rank;
  std::string_view answer;
};
Place PlaceOf(const Rule& rule) {
  for (size_t i = 0; i < std::size(kOwn); ++i) {
    if (kOwn[i].rule->code == rule.code) return {i, kOwn[i].answer};
  }
  for (size_t i = 0; i < std::size(kOauth); ++i) {
    if (kOauth[i].rule->code == rule.code) {
      return {std::size(kOwn) + 1 + i, kOauth[i].answer};
    }
  }
  for (size_t i = 0; i < std::size(kBodies); ++i) {
    if (kBodies[i].rule->code == rule.code) {
      return {std::size(kOwn) + 1 + std::size(kOauth) + i, kBodies[i].answer};
    }
  }
  return {std::size(kOwn), "bad_request"};
}

}  // namespace

Refusal FirstRefusal(const Verdict& verdict) {
  Refusal first{nullptr, ""};
  size_t best = SIZE_MAX;
  for (const Finding& finding : verdict.findings()) {
    if (verdict.SeverityOf(finding) != Severity::kRefusal) continue;
    const Place place = PlaceOf(*finding.rule);
    if (place.rank >= best) continue;
    best = place.rank;
    first = {finding.rule, place.answer};
  }
  assert(first.rule != nullptr);
  return first;
}

std::string Explanation(const Rule& rule, const Verdict& verdict) {
  std::string text(rule.code);
  const Cause& cause = verdict.cause();
  if (cause.status == Cause::Status::kNone) return text;
  text.append("; ").append(Name(cause.status));
  for (const Mistake* one : cause.mistakes) {
    text.append(" ").append(one->id);
  }
  return text;
}

void AddScene(std::string_view id, Verdict& verdict) {
  verdict.Add({&rules::kScenario, "the mock", "no scenario", std::string(id)});
}

}  // namespace mdmock::ade
