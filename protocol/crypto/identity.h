#ifndef MDMOCK_PROTOCOL_CRYPTO_IDENTITY_H_
#define MDMOCK_PROTOCOL_CRYPTO_IDENTITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// Identity is a private key, its certificate, and those that came with it.
struct Identity {
  PrivateKey key;
  Certificate certificate;
  std::vector<Certificate> others;  // Issuers, mostly.
};

// ReadIdentity opens a PKCS#12 file, also one that is protected with RC2-40 or
// 3DES as Windows and older tools write them. The certificate is the one that
// fits the key, wherever it stands in the file.
Result<Identity> ReadIdentity(std::string_view pkcs12,
                              const std::string& password);

// MakeIdentityFile is the reverse, in OpenSSL's default protection.
Result<std::string> MakeIdentityFile(const Identity& identity,
                                     const std::string& password);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_IDENTITY_H_
