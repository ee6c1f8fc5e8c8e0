#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_CAUSE_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_CAUSE_H_

#include <optional>
#include <string>
#include <vector>

#include "protocol/cms/cmsurl_facts.h"
#include "protocol/cms/signature.h"
#include "protocol/cms/signed_data.h"
#include "protocol/verdict/cause.h"

namespace mdmock::cms {

// CmsSuspect is a message of which the digest or the signature does not fit,
// and all that is known about who may have made it.
struct CmsSuspect {
  const Facts& facts;
  const SignerInfo& signer;
  const SignatureMethod& method;
  const SignerCertificate* certificate;  // Null where there is none at hand.
  const Checked& checked;                // Under its key.
  // Whose keys may have been used instead.
  std::vector<SharedCertificate> others;
  bool time_is_stale = false;  // signingTime is older than the window.
};

struct CmsDiagnosis {
  Cause cause;
  bool cut_short = false;
};

// DiagnoseCms says what was signed, and with which key. Content is proved by
// the digest that came: messageDigest where there are signed attributes, and
// otherwise what an RSA signature opens to; where that is no digest (ECDSA,
// PSS), by what it says of the digest of each candidate. Where a part of what
// is wrong stays unexplained, so does the whole.
CmsDiagnosis DiagnoseCms(const CmsSuspect& suspect);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_CAUSE_H_
