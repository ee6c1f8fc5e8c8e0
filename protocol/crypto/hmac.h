#ifndef MDMOCK_PROTOCOL_CRYPTO_HMAC_H_
#define MDMOCK_PROTOCOL_CRYPTO_HMAC_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
  friend class HmacSha1Series;

  // The five words of SHA-1's state after some whole blocks.
  using State = std::array<std::uint32_t, 5>;

  State inner_;  // After the first block.
  State outer_;
};

// HmacSha1Series signs messages one after the other, and hashes what a message
// has in common with the one before it only once: many messages that differ
// near their ends cost little more than those ends.
class HmacSha1Series {
 public:
  // `key` must outlive the series.
  explicit HmacSha1Series(const HmacSha1Key& key) : key_(key) {
    states_.push_back(key.inner_);
  }

  // `num_alike` is how many bytes at its beginning the message shares with the
  // one before, as NumAlike finds them.
  Sha1Bytes Sign(std::string_view message, size_t num_alike);

 private:
  const HmacSha1Key& key_;
  std::vector<HmacSha1Key::State> states_;  // After 0, 1, … of its blocks.
};

// NumAlike gives how many bytes two messages share at their beginning, rounded
// down to whole blocks of SHA-1.
size_t NumAlike(std::string_view a, std::string_view b);

// Sha1 gives the plain digest; for what is done so often that EVP's way there
// would be half of the cost.
Sha1Bytes Sha1(std::string_view bytes);

// Hmac gives the raw authentication code under any of our digests.
std::string Hmac(DigestAlgorithm algorithm, std::string_view key,
                 std::string_view message);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_HMAC_H_
