#include "mocks/connector/back_end.h"

#include <utility>

namespace mdmock::connector {
namespace {

constexpr std::string_view kUnknown = "unknown";

// PKIFailureInfo (RFC 4210, 5.2.3) in UEM's words. badRequest is not among
// them: there it is a request that the CA does not permit, here one that is not
// well formed, which it was.
struct Line {
  unsigned bit;
  std::string_view reason;
};
constexpr Line kLines[] = {
    {0, "badAlg"},
    {1, "badMessageCheck"},
    {3, "badTime"},
    {4, "unknownCert"},  // badCertId
};

}  // namespace

std::string_view ReasonOf(const cmp::Answer& answer) {
  switch (answer.outcome) {
    case cmp::Outcome::kRejected:
      for (const Line& line : kLines) {
        if ((answer.failure_bits >> line.bit & 1U) != 0) return line.reason;
      }
      return kUnknown;
    case cmp::Outcome::kOtherKey:
    case cmp::Outcome::kNotProtected:
      return "badMessageCheck";
    case cmp::Outcome::kIssued:
    case cmp::Outcome::kWaiting:  // UEM has no word for it.
    case cmp::Outcome::kUnreadable:
    case cmp::Outcome::kNoAnswer:
      return kUnknown;
  }
  return kUnknown;
}

Result<Certified> CertifyOverCmp(const crypto::PrivateKey& key,
                                 const std::string& user,
                                 const cmp::Secret& secret,
                                 const cmp::Transport& transport) {
  auto answer = cmp::AskForCertificate({.key = key, .common_name = user},
                                       secret, transport);
  if (!answer) return answer.error();
  if (answer->certificate) {
    return Certified{.certificate = std::move(answer->certificate),
                     .issuers = std::move(answer->issuers)};
  }
  return Certified{.failure_info = ReasonOf(*answer),
                   .why = std::move(answer->text)};
}

}  // namespace mdmock::connector
