#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_CHECKS_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_CHECKS_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signature.h"
#include "protocol/cms/signed_data.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

// The parts of a judgement that do not depend on what is signed. Each adds what
// it finds to a verdict.
namespace mdmock::cms {

// CheckForm looks at the message without its signer: versions, what is
// attached, what follows.
void CheckForm(const SignedData& message, std::string_view should_sign,
               Verdict& verdict);

// CheckAlgorithms looks at what digest and signature are said to be.
void CheckAlgorithms(const SignedData& message, const SignerInfo& signer,
                     Verdict& verdict);

// CheckAttributes looks at the signed attributes but for messageDigest's value.
void CheckAttributes(const SignedData& message, const SignerInfo& signer,
                     Verdict& verdict);

// CheckSigningTime holds signingTime against the window around `now`.
void CheckSigningTime(const SignerInfo& signer, std::chrono::seconds window,
                      SystemTime now, Verdict& verdict);

// Embedded is what was found among a message's certificates.
struct Embedded {
  SharedCertificate signer;  // Null where none is the signer's.
  std::vector<SharedCertificate> others;
};

// ReadCertificates reads those in the message; the known ones are not read
// anew.
Embedded ReadCertificates(const SignedData& message,
                          const KnownCertificates* known, Verdict& verdict);

// CheckCertificate looks at validity, chain and administrator.
void CheckCertificate(const SignerCertificate& signer,
                      const std::vector<SharedCertificate>& others,
                      const CmsUrlOptions& options, SystemTime now,
                      Verdict& verdict);

// CheckTenantCode looks at aw-tenant-code.
void CheckTenantCode(const http::Request& request, const CmsUrlOptions& options,
                     Verdict& verdict);

// SignedTime gives the signing time, where there is one that can be read.
std::optional<SystemTime> SignedTime(const SignerInfo& signer);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_CHECKS_H_
