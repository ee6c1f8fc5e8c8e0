#include "protocol/crypto/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <cassert>

namespace mdmock::crypto {
namespace {

const EVP_MD* Evp(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kSha1:
      return EVP_sha1();
    case DigestAlgorithm::kSha256:
      return EVP_sha256();
    case DigestAlgorithm::kSha384:
      return EVP_sha384();
    case DigestAlgorithm::kSha512:
      return EVP_sha512();
  }
  return nullptr;
}

}  // namespace

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
