#ifndef MDMOCK_PROTOCOL_PKCS12_CERTIFICATE_FACTS_H_
#define MDMOCK_PROTOCOL_PKCS12_CERTIFICATE_FACTS_H_

#include <string>
#include <vector>

#include "protocol/crypto/certificate.h"

namespace mdmock::pkcs12 {

// IsCa says whether basicConstraints has cA TRUE, whatever keyUsage says.
bool IsCa(const crypto::Certificate& certificate);

// SignatureDigest gives "SHA256" for what a certificate is signed with; "" for
// schemes that have a digest of their own.
std::string SignatureDigest(const crypto::Certificate& certificate);

// ClientUseDenied says why the certificate's usages keep a TLS client from
// authenticating with it; "" where they do not.
std::string ClientUseDenied(const crypto::Certificate& certificate);

// Identities gives whom a certificate is for: rfc822Names, user principal
// names, common names, e-mail addresses in the subject; in UTF-8.
std::vector<std::string> Identities(const crypto::Certificate& certificate);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_CERTIFICATE_FACTS_H_
