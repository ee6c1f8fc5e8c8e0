#ifndef MDMOCK_PROTOCOL_CRYPTO_KEY_FILE_H_
#define MDMOCK_PROTOCOL_CRYPTO_KEY_FILE_H_

#include <string>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// KeyFile is what a PKCS#12 file is to hold.
struct KeyFile {
  const PrivateKey* key;  // Null: certificates alone. Lent.
  Certificate certificate;
  std::vector<Certificate> issuers;
  std::string friendly_name;  // Of key and certificate, UTF-8.
};

// MakeKeyFile protects it as every consumer that matters reads it: key and
// certificates under PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA256, integrity
// by HMAC-SHA256, all by one password and 2,048 iterations; the localKeyID
// stands on key and certificate only.
Result<std::string> MakeKeyFile(const KeyFile& contents,
                                const std::string& password);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_KEY_FILE_H_
