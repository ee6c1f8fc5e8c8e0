#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_VERIFY_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_VERIFY_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocol/base/time.h"
#include "protocol/cms/cmsurl_facts.h"
#include "protocol/cms/cmsurl_header.h"
#include "protocol/cms/signature.h"
#include "protocol/crypto/trust.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::cms {

// CmsUrlOptions is what a verifier knows besides the request. A check whose
// option is absent is left out.
struct CmsUrlOptions {
  Base base;             // Where the request was addressed to.
  HeaderOptions header;  // Which separator.
  // The administrators that are known: a header by any other is refused, and
  // their keys serve a header that carries no certificate.
  std::shared_ptr<const KnownCertificates> known;
  std::shared_ptr<const crypto::Trust> trust;
  std::optional<std::string> tenant_code;  // Absent: any that is not blank.
  bool only_authorization = false;         // The other headers are not known.
  std::chrono::seconds window{300};
  Verdict::Strictness strictness = Verdict::Strictness::kLenient;
  std::vector<std::string> earlier_paths;  // Of other requests, oldest first.
  std::vector<std::string> api_paths;      // That the server has.

  enum class Cause { kSearch, kDoNotSearch };
  Cause cause = Cause::kSearch;
};

// Judgement is a verdict, and who has signed.
struct Judgement {
  Verdict verdict{"cmsurl"};
  // The signer's certificate, where one is at hand; what it says is to be
  // believed only where `authentic`.
  SharedCertificate signer;
  bool authentic = false;  // The signature fits the request, under its key.
};

// JudgeCmsUrl judges a request under a CMSURL header, or a CMS one, as the UEM
// REST API may do it. What is signed is compared with the request's path as it
// came, up to '?' (under CMS, on anything but GET, with the body), never with
// what is attached to the message. Everything is checked that still can be.
Judgement JudgeCmsUrl(const http::Request& request,
                      const CmsUrlOptions& options, SystemTime now);

inline Verdict VerifyCmsUrl(const http::Request& request,
                            const CmsUrlOptions& options, SystemTime now) {
  return JudgeCmsUrl(request, options, now).verdict;
}

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_VERIFY_H_
