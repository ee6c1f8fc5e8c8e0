#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_RENEWAL_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_RENEWAL_H_

#include <optional>
#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::conformance::pki {

// Renewal is what a device signs to have its certificate renewed.
struct Renewal {
  const crypto::PrivateKey& key;           // Of the old certificate.
  const crypto::Certificate& certificate;  // The old one.
  std::string req_id;
  SystemTime signing_time;
  crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::kSha256;
  bool detached = false;
  int rsa_bits = 0;            // Of the new key; 0: P-256.
  bool proves_new_key = true;  // Or the request for it is signed by another.
};

// MakeRenewal gives a SignedData around a CertRequest for a new key, DER.
Result<std::string> MakeRenewal(const Renewal& renewal);

// Attached puts the content into a SignedData, DER, that was made without;
// nothing where that is none of ours.
std::optional<std::string> Attached(std::string_view message,
                                    std::string_view content);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_RENEWAL_H_
