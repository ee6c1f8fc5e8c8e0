#ifndef MDMOCK_PROTOCOL_CRYPTO_DIGEST_H_
#define MDMOCK_PROTOCOL_CRYPTO_DIGEST_H_

#include <openssl/types.h>

#include <string>
#include <string_view>

namespace mdmock::crypto {

enum class DigestAlgorithm { kSha1, kSha256, kSha384, kSha512 };

std::string_view Name(DigestAlgorithm algorithm);  // "SHA-1", "SHA-256", …
size_t DigestLength(DigestAlgorithm algorithm);    // 20, 32, 48 or 64 bytes.

// Digest gives the raw digest of `bytes`.
std::string Digest(DigestAlgorithm algorithm, std::string_view bytes);

// Evp gives OpenSSL's algorithm, fetched once; lent, and there for good.
const EVP_MD* Evp(DigestAlgorithm algorithm);

// SameBytes compares in a time that depends on the lengths only.
bool SameBytes(std::string_view a, std::string_view b);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_DIGEST_H_
