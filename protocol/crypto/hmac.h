#ifndef MDMOCK_PROTOCOL_CRYPTO_HMAC_H_
#define MDMOCK_PROTOCOL_CRYPTO_HMAC_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/crypto/digest.h"

namespace mdmock::crypto {

using Sha1Bytes = std::array<unsigned char, 20>;

// HmacSha1Key is an HMAC-SHA1 key (RFC 2104) with both of its padded blocks
// hashed once, so that a message costs its own blocks and one more. The search
// for a cause computes tens of thousands of these; docs/decisions/ says why it
// does not go through EVP.
class HmacSha1Key {
 public:
  explicit HmacSha1Key(std::string_view key);

  Sha1Bytes Sign(std::string_view message) const;

 private:
  // The five words of SHA-1's state after the first block.
  using State = std::array<std::uint32_t, 5>;

  State inner_;
  State outer_;
};

// Hmac gives the raw authentication code under any of our digests.
std::string Hmac(DigestAlgorithm algorithm, std::string_view key,
                 std::string_view message);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_HMAC_H_
