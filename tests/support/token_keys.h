#ifndef MDMOCK_TESTS_SUPPORT_TOKEN_KEYS_H_
#define MDMOCK_TESTS_SUPPORT_TOKEN_KEYS_H_

#include <cstdint>
#include <string>

#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::test_support {

// The committed keys of vectors/keys, by file name.
std::string KeyPath(const std::string& name);
crypto::PrivateKey KeyNamed(const std::string& name);
crypto::Certificate CertificateNamed(const std::string& name);

// CountingBytes is a source of bytes that look random and are the same for the
// same seed. Copies go on where the original stands.
class CountingBytes {
 public:
  explicit CountingBytes(std::uint32_t seed) : state_(seed) {}

  std::string operator()(size_t count) {
    std::string bytes(count, '\0');
    for (char& byte : bytes) {
      state_ = state_ * 1664525U + 1013904223U;
      byte = static_cast<char>(state_ >> 24);
    }
    return bytes;
  }

 private:
  std::uint32_t state_;
};

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_SUPPORT_TOKEN_KEYS_H_
