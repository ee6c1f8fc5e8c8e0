#include "protocol/crypto/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <cassert>

namespace mdmock::crypto {

// OpenSSL looks an algorithm up by name at each use, unless it was fetched:
// that costs as much as hashing a short text. Fetched once, they stay for good.
const EVP_MD* Evp(DigestAlgorithm algorithm) {
  const auto fetch = [](const char* name) {
    return EVP_MD_fetch(nullptr, name, nullptr);
  };
  static const std::array<const EVP_MD*, 4> all{
      fetch("SHA1"), fetch("SHA256"), fetch("SHA384"), fetch("SHA512")};
  return all[static_cast<size_t>(algorithm)];
}

std::string_view Name(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kSha1:
      return "SHA-1";
    case DigestAlgorithm::kSha256:
      return "SHA-256";
    case DigestAlgorithm::kSha384:
      return "SHA-384";
    case DigestAlgorithm::kSha512:
      return "SHA-512";
  }
  return "";
}

size_t DigestLength(DigestAlgorithm algorithm) {
  return static_cast<size_t>(EVP_MD_get_size(Evp(algorithm)));
}

std::string Digest(DigestAlgorithm algorithm, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int length = 0;
  // Without an ENGINE and with a built-in digest this fails only when memory
  // is exhausted.
  [[maybe_unused]] const int ok = EVP_Digest(
      bytes.data(), bytes.size(), out.data(), &length, Evp(algorithm), nullptr);
  assert(ok == 1);
  return {reinterpret_cast<const char*>(out.data()), length};
}

bool SameBytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mdmock::crypto
