#ifndef MDMOCK_PROTOCOL_CRYPTO_ISSUE_H_
#define MDMOCK_PROTOCOL_CRYPTO_ISSUE_H_

#include <string>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/openssl_handle.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// What a certificate is for.
enum class IssuedUse {
  kAuthority,             // Signs certificates and revocation lists.
  kClientAuthentication,  // Signs and opens keys, for a client of TLS, only.
  kClientSignature        // Signs, for a client of TLS, only: for any key.
};

// What an issued certificate is to say.
struct Issued {
  std::string common_name;
  std::string serial = "\x01";      // The bytes of a positive INTEGER.
  bool serial_is_negative = false;  // It is minus that, which is not allowed.
  SystemTime not_before;
  SystemTime not_after;
  IssuedUse use = IssuedUse::kClientAuthentication;

  // Of subjectAltName; "" is none. `mail` is ASCII, `principal` is UTF-8 and
  // stands under Microsoft's userPrincipalName.
  std::string mail;
  std::string principal;
  DigestAlgorithm digest = DigestAlgorithm::kSha512;  // Of the signature.
};

// Issuer is who signs a certificate. What it refers to must outlive it.
struct Issuer {
  const PrivateKey& key;
  const Certificate& certificate;
};

// Issue makes the certificate of `key`, signed by `issuer`; null makes one that
// signs itself. The authorityKeyIdentifier names the issuer by
// its key, and by its own issuer and serial number.
Result<Certificate> Issue(const PrivateKey& key, const Issued& contents,
                          const Issuer* issuer);

// IssueFor is the same for a key of which nothing but the public half is there.
Result<Certificate> IssueFor(EVP_PKEY& public_key, const Issued& contents,
                             const Issuer& issuer);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_ISSUE_H_
