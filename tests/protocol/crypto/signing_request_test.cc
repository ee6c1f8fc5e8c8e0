#include "protocol/crypto/signing_request.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/openssl_program.h"

namespace mdmock::crypto {
namespace {

using test_support::OpenSsl;
using test_support::TemporaryFile;

std::string Make(const std::string& options) {
  const TemporaryFile key("key.pem", "");
  const TemporaryFile der("request.der", "");
  const auto run =
      OpenSsl("req -new -nodes -subj /CN=joe -outform DER -keyout " +
              key.path() + " -out " + der.path() + " " + options);
  EXPECT_EQ(run.status, 0) << run.err;
  return der.Contents();
}

TEST(SigningRequest, SaysWhatItIsFor) {
  const auto read = SigningRequest::Read(
      Make("-newkey ec -pkeyopt ec_paramgen_curve:P-256 -sha384"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->Subject(), "CN=joe");
  EXPECT_EQ(read->key_name(), "EC-256");
  EXPECT_EQ(read->key_bits(), 256);
  EXPECT_EQ(read->digest_name(), "SHA384");
  EXPECT_TRUE(read->SignatureFits());
}

TEST(SigningRequest, KnowsASignatureThatDoesNotFit) {
  std::string der = Make("-newkey rsa:2048 -sha256");
  EXPECT_TRUE(SigningRequest::Read(der)->SignatureFits());
  der.back() = static_cast<char>(der.back() ^ 1);
  const auto read = SigningRequest::Read(der);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->key_name(), "RSA-2048");
  EXPECT_FALSE(read->SignatureFits());
}

TEST(SigningRequest, SurvivesAnyBytes) {
  const std::string der =
      Make("-newkey ec -pkeyopt ec_paramgen_curve:P-256 -sha256");
  EXPECT_FALSE(SigningRequest::Read(""));
  EXPECT_FALSE(SigningRequest::Read("x"));
  EXPECT_FALSE(SigningRequest::Read(der + "x"));
  for (size_t i = 0; i < der.size(); ++i) {
    EXPECT_FALSE(SigningRequest::Read(der.substr(0, i)));
    std::string changed = der;
    changed[i] = static_cast<char>(changed[i] ^ 0x55);
    if (const auto read = SigningRequest::Read(changed)) {
      (void)read->SignatureFits();
      (void)read->key_name();
      (void)read->digest_name();
      (void)read->Subject();
    }
  }
}

}  // namespace
}  // namespace mdmock::crypto
