#ifndef MDMOCK_PROTOCOL_CRYPTO_ISSUE_H_
#define MDMOCK_PROTOCOL_CRYPTO_ISSUE_H_

#include <string>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// What a certificate is for.
enum class IssuedUse {
  kAuthority,            // Signs certificates and revocation lists.
  kClientAuthentication  // Signs and opens keys, for a client of TLS, only.
};

// What an issued certificate is to say.
struct Issued {
  std::string common_name;
  std::string serial = "\x01";      // The bytes of a positive INTEGER.
  bool serial_is_negative = false;  // It is minus that, which is not allowed.
  SystemTime not_before;
  SystemTime not_after;
  IssuedUse use = IssuedUse::kClientAuthentication;
};

// Issuer is who signs a certificate. What it refers to must outlive it.
struct Issuer {
  const PrivateKey& key;
  const Certificate& certificate;
};

// Issue makes the certificate of `key`, signed with SHA-512 by `issuer`; null
// makes one that signs itself. The authorityKeyIdentifier names the issuer by
// its key, and by its own issuer and serial number.
Result<Certificate> Issue(const PrivateKey& key, const Issued& contents,
                          const Issuer* issuer);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_ISSUE_H_
