#ifndef MDMOCK_PROTOCOL_CRYPTO_RAW_SIGNER_H_
#define MDMOCK_PROTOCOL_CRYPTO_RAW_SIGNER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/openssl_handle.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// RawSigner signs digests with one key and one algorithm: RSA with PKCS#1 v1.5
// padding, or ECDSA. What OpenSSL does before the arithmetic is done once.
// Nothing changes it; any thread may use it.
class RawSigner {
 public:
  // Make fails where the key is neither RSA nor EC.
  static Result<RawSigner> Make(const PrivateKey& key,
                                DigestAlgorithm algorithm);

  // Sign gives the signature of a digest of the algorithm's length.
  Result<std::string> Sign(std::string_view digest) const;

  size_t max_len() const { return max_len_; }  // Bytes of a signature.

 private:
  RawSigner(PrivateKey key, Handle<EVP_PKEY_CTX> prepared, size_t max_len)
      : key_(std::move(key)),
        prepared_(std::move(prepared)),
        max_len_(max_len) {}

  PrivateKey key_;
  Handle<EVP_PKEY_CTX> prepared_;
  size_t max_len_;
};

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_RAW_SIGNER_H_
