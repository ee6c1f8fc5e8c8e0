#ifndef MDMOCK_PROTOCOL_CRYPTO_SIGNED_DIGEST_H_
#define MDMOCK_PROTOCOL_CRYPTO_SIGNED_DIGEST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/crypto/base_point.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/openssl_handle.h"
#include "protocol/crypto/public_key.h"

// What a signature says of the digest that it is over, worked out once so that
// many digests can be held against one signature. It says neither which digest
// that is nor anything of the key; each answer is that of a verification.
namespace mdmock::crypto {

// EcdsaDigest has the base point times the digest. With the signature (r, s),
// the key Q and the point R of which r is the x, that is s * R - r * Q; as r
// belongs to two points, and rarely to four, there are as many answers.
class EcdsaDigest {
 public:
  // Open gives nothing where no digest at all can fit, or the key is not EC.
  static std::optional<EcdsaDigest> Open(const PublicKey& key,
                                         std::string_view signature);

  bool Is(std::string_view digest) const;

 private:
  explicit EcdsaDigest(const BasePoint* base) : base_(base) {}

  const BasePoint* base_;
  std::vector<Handle<EC_POINT>> products_;
};

// PssDigest has the salt, and the hash of salt and digest (RFC 8017, 9.1.2).
class PssDigest {
 public:
  // Open gives nothing where no digest at all can fit, or the key is not RSA.
  static std::optional<PssDigest> Open(const PublicKey& key,
                                       DigestAlgorithm algorithm,
                                       DigestAlgorithm mask_algorithm,
                                       int salt_len,
                                       std::string_view signature);

  bool Is(std::string_view digest) const;

 private:
  PssDigest(DigestAlgorithm algorithm, std::string salt, std::string hash);

  DigestAlgorithm algorithm_;
  std::string salt_;
  std::string hash_;
};

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_SIGNED_DIGEST_H_
