#include "mocks/connector/refusals.h"

#include <algorithm>
#include <cassert>
#include <iterator>

#include "mocks/connector/rules.h"
#include "protocol/connector/request.h"

namespace mdmock::connector {
namespace {

namespace rules = service_rules;

struct Line {
  const Rule* rule;
  int status;
  std::string_view reason;
};
constexpr Line kLines[] = {
    {&rules::kPlaintext, 403, ""},
    {&rules::kPathUnknown, 404, ""},
    {&rules::kCredentialsMissing, 401, ""},
    {&rules::kAuthorizationRepeated, 401, ""},
    {&rules::kScheme, 401, ""},
    {&rules::kBasicForm, 401, ""},
    {&rules::kBasicWrong, 401, ""},
    {&rules::kCertificateRefused, 403, ""},
    {&rules::kCertificateName, 403, ""},
    {&rules::kCertificateUnused, 403, ""},
    {&rules::kMethod, 405, ""},
    {&rules::kOperationMissing, 200, "badRequest"},
    {&rules::kOperationRepeated, 200, "badRequest"},
    {&rules::kOperationUnknown, 200, "unknownRequest"},
    {&rules::kUserUnknown, 200, "unknownUser"},
    {&rules::kUserNotAllowed, 200, "unknownUser"},
    {&rules::kOtpMissing, 200, "authFailure"},
    {&rules::kOtpWrong, 200, "authFailure"},
    {&rules::kOtpExpired, 200, "authFailure"},
    {&rules::kOtpUsed, 200, "authFailure"},
    {&rules::kOtpOfAnother, 200, "authFailure"},
    {&rules::kMessageForm, 200, "badRequest"},
    {&rules::kMessageAlgorithm, 200, "badAlg"},
    {&rules::kSignerUnknown, 200, "unknownCert"},
    {&rules::kSignerOfAnother, 200, "unknownCert"},
    {&rules::kSignerExpired, 200, "unknownCert"},
    {&rules::kSignature, 200, "badMessageCheck"},
    {&rules::kSigningTime, 200, "badTime"},
    {&rules::kReplayed, 200, "badMessageCheck"},
    {&rules::kContentUnreadable, 200, "badRequest"},
    {&rules::kKeyWeak, 200, "badAlg"},
    {&rules::kRequestAlgorithm, 200, "badAlg"},
    {&rules::kPossession, 200, "badMessageCheck"},
    {&rules::kReqIdsDiffer, 200, "badRequest"},
    {&rules::kReceivedUnreadable, 200, "badRequest"},
    {&rules::kReceivedUnknown, 200, "unknownCert"},
};

}  // namespace

Refusal FirstRefusal(const Verdict& verdict) {
  for (const Finding& finding : verdict.findings()) {
    if (verdict.SeverityOf(finding) != Severity::kRefusal) continue;
    const auto* line = std::find_if(
        std::begin(kLines), std::end(kLines),
        [&](const Line& one) { return one.rule->code == finding.rule->code; });
    if (line == std::end(kLines)) {
      return {finding.rule, 200, FailureReasonOf(*finding.rule)};
    }
    return {finding.rule, line->status, line->reason};
  }
  assert(false);  // The verdict refuses.
  return {};
}

}  // namespace mdmock::connector
