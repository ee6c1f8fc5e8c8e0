#include "protocol/crypto/private_key.h"

#include <gmock/gmock.h>

#include <string>

#include "tests/support/openssl_program.h"
#include "tests/support/token_keys.h"

namespace mdmock::crypto {
namespace {

using test_support::Contents;
using test_support::KeyNamed;
using test_support::KeyPath;
using test_support::OpenSsl;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string FailureOf(std::string_view text) {
  const auto key = PrivateKey::ReadPem(text);
  EXPECT_FALSE(key);
  return key ? "" : key.error().what;
}

TEST(PrivateKeyTest, IsReadInEveryArmour) {
  const PrivateKey key = KeyNamed("token_key.pem");
  EXPECT_TRUE(key.is_rsa());
  EXPECT_EQ(key.kind(), "RSA-2048");
  EXPECT_EQ(key.modulus_len(), 256u);
  EXPECT_THAT(key.Pem(), StartsWith("-----BEGIN PRIVATE KEY-----\n"));
  EXPECT_THAT(key.Pkcs1Pem(), StartsWith("-----BEGIN RSA PRIVATE KEY-----\n"));
  const auto pkcs1 = PrivateKey::ReadPem(key.Pkcs1Pem());
  ASSERT_TRUE(pkcs1) << pkcs1.error().what;
  EXPECT_EQ(pkcs1->Pem(), key.Pem());
}

TEST(PrivateKeyTest, IsFoundAfterACertificate) {
  EXPECT_TRUE(PrivateKey::ReadPem(Contents(KeyPath("token_certificate.pem")) +
                                  Contents(KeyPath("token_key.pem"))));
}

TEST(PrivateKeyTest, MayBeAnotherKind) {
  const PrivateKey key = KeyNamed("token_ec_key.pem");
  EXPECT_FALSE(key.is_rsa());
  EXPECT_EQ(key.kind(), "EC-256");
  EXPECT_EQ(key.modulus_len(), 0u);
  EXPECT_EQ(key.Pkcs1Pem(), "");
}

TEST(PrivateKeyTest, SaysThatItIsUnderAPassword) {
  for (const char* form : {"", " -traditional"}) {
    const auto run =
        OpenSsl("pkey -aes256 -passout pass:secret" + std::string(form) +
                " -in " + KeyPath("token_key.pem"));
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(FailureOf(run.out), HasSubstr("protected by a password"));
  }
}

TEST(PrivateKeyTest, SaysWhatElseIsThere) {
  EXPECT_THAT(FailureOf(""), HasSubstr("no PEM block"));
  EXPECT_THAT(FailureOf(Contents(KeyPath("token_certificate.pem"))),
              HasSubstr("something else"));
  std::string damaged = Contents(KeyPath("token_key.pem"));
  damaged.erase(200, 40);
  EXPECT_THAT(FailureOf(damaged), HasSubstr("damaged"));
}

TEST(PrivateKeyTest, IsMadeAnew) {
  const auto key = PrivateKey::GenerateRsa();
  ASSERT_TRUE(key) << key.error().what;
  EXPECT_EQ(key->kind(), "RSA-2048");
}

}  // namespace
}  // namespace mdmock::crypto
