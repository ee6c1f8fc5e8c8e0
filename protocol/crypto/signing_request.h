#ifndef MDMOCK_PROTOCOL_CRYPTO_SIGNING_REQUEST_H_
#define MDMOCK_PROTOCOL_CRYPTO_SIGNING_REQUEST_H_

#include <string>
#include <string_view>
#include <utility>

#include "protocol/base/result.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/openssl_handle.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// SigningRequest is a PKCS#10 certification request (RFC 2986).
class SigningRequest {
 public:
  // Read takes DER, and nothing behind it.
  static Result<SigningRequest> Read(std::string_view der);

  // Whether it is signed by the key that it asks a certificate for.
  bool SignatureFits() const;

  std::string digest_name() const;  // "SHA256"; "" where there is none.
  std::string key_name() const;     // "RSA-2048", "EC-256", "unreadable"
  int key_bits() const;             // 0 where the key is unreadable.
  EVP_PKEY* public_key() const;     // Lent; null where it is unreadable.
  std::string Subject() const;      // As RFC 2253 writes names.

 private:
  explicit SigningRequest(Handle<X509_REQ> handle)
      : handle_(std::move(handle)) {}

  Handle<X509_REQ> handle_;
};

// MakeSigningRequest gives a request, DER, for a certificate of `key`, without
// a name in it. It is signed by `signer`: the same key, if it is to be right.
Result<std::string> MakeSigningRequest(
    const PrivateKey& key, const PrivateKey& signer,
    DigestAlgorithm digest = DigestAlgorithm::kSha256);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_SIGNING_REQUEST_H_
