#ifndef MDMOCK_PROTOCOL_CRYPTO_MISMATCHED_KEY_H_
#define MDMOCK_PROTOCOL_CRYPTO_MISMATCHED_KEY_H_

#include "protocol/base/result.h"
#include "protocol/crypto/openssl_handle.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// MakeMismatchedKey gives a key that shows the public half of one pair and
// signs with the private half of another: for those who have to notice. Nothing
// that it signs verifies under what it shows.
//
// Both pairs are RSA, or both EC on the same curve; any other is a Failure.
Result<PrivateKey> MakeMismatchedKey(const EVP_PKEY& public_half,
                                     const PrivateKey& private_half);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_MISMATCHED_KEY_H_
