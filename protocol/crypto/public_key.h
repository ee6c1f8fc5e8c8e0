#ifndef MDMOCK_PROTOCOL_CRYPTO_PUBLIC_KEY_H_
#define MDMOCK_PROTOCOL_CRYPTO_PUBLIC_KEY_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/crypto/certificate.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::crypto {

// PublicKey is a certificate's key, prepared for checking many signatures: what
// OpenSSL does before the arithmetic is done once. Nothing changes it; any
// thread may use it.
class PublicKey {
 public:
  enum class Kind {
    kRsa,
    kEc,           // P-256, P-384 or P-521.
    kNotSupported  // Any other, or a key that cannot be read.
  };

  explicit PublicKey(const Certificate& certificate);

  Kind kind() const { return kind_; }
  size_t bits() const { return bits_; }
  const std::string& name() const { return name_; }  // "RSA-2048", "EC-256"

  // RsaOpen raises a signature to the public exponent and takes no padding off,
  // so that it can be looked at. Nothing where the signature has not the
  // modulus' length or is not below it, or the key is not RSA.
  std::optional<std::string> RsaOpen(std::string_view signature) const;

  // PssVerify checks RSASSA-PSS.
  bool PssVerify(DigestAlgorithm algorithm, DigestAlgorithm mask_algorithm,
                 int salt_len, std::string_view digest,
                 std::string_view signature) const;

  // EcVerify checks ECDSA; false where the key is not EC.
  bool EcVerify(std::string_view digest, std::string_view signature) const;

  // EcPoint gives the point as SEC 1 writes it (2.3.3); "" where there is none.
  std::string EcPoint() const;

 private:
  Handle<EVP_PKEY_CTX> Use() const;  // For one operation.

  Kind kind_ = Kind::kNotSupported;
  size_t bits_ = 0;
  std::string name_ = "unreadable";
  Certificate certificate_;        // Owns the key.
  Handle<EVP_PKEY_CTX> prepared_;  // Null where the kind is not supported.
};

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_PUBLIC_KEY_H_
