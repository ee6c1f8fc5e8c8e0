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

// Protection is what a PKCS#12 file is encrypted with.
enum class Protection {
  kUsual,      // AES-256, as OpenSSL does it now.
  kTripleDes,  // 3DES for both, as many tools did it.
  kRc2         // RC2 with 40 bits for certificates, as Windows did it.
};

// MakeIdentityFile is the reverse.
Result<std::string> MakeIdentityFile(
    const Identity& identity, const std::string& password,
    Protection protection = Protection::kUsual);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_IDENTITY_H_
