#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SERVER_CERTIFICATE_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SERVER_CERTIFICATE_H_

#include <string>
#include <vector>

#include "conformance/suites/connector/said.h"
#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"

namespace mdmock::conformance::pki {

// JudgeChain holds the chain that a server sent, its own certificate first,
// against the anchors in `trust_pem`. What the connector does wrong (a
// certificate that has expired, an intermediate that is missing) is a failure
// of it; an anchor that `trust_pem` lacks is one of the configuration. `clock`
Said JudgeChain(const std::vector<crypto::Certificate>& chain,
                const std::string& trust_pem, SystemTime now);

// WhyNotNow says of the dates of a certificate "expired on …" or "is not valid
// before …"; "" where it is valid.
std::string WhyNotNow(const crypto::Certificate& certificate, SystemTime now);

// HasNames says whether a certificate has a subjectAltName.
bool HasNames(const crypto::Certificate& certificate);

// CommonName gives the subject's, or "".
std::string CommonName(const crypto::Certificate& certificate);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SERVER_CERTIFICATE_H_
