#include "tests/support/token_keys.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/openssl_program.h"

namespace mdmock::test_support {
namespace {

// A committed key that cannot be read leaves nothing to test.
template <typename T>
T Must(Result<T> result, const std::string& name) {
  if (result) return *std::move(result);
  ADD_FAILURE() << name << ": " << result.error().what;
  std::abort();
}

}  // namespace

std::string KeyPath(const std::string& name) {
  return std::string(MDMOCK_SOURCE_DIR) + "/vectors/keys/" + name;
}

crypto::PrivateKey KeyNamed(const std::string& name) {
  return Must(crypto::PrivateKey::ReadPem(Contents(KeyPath(name))), name);
}

crypto::Certificate CertificateNamed(const std::string& name) {
  return Must(crypto::Certificate::Read(Contents(KeyPath(name))), name);
}

}  // namespace mdmock::test_support
