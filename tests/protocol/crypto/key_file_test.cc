#include "protocol/crypto/key_file.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "protocol/crypto/identity.h"
#include "protocol/crypto/issue.h"
#include "tests/support/openssl_program.h"

namespace mdmock::crypto {
namespace {

using test_support::OpenSsl;
using test_support::TemporaryFile;

constexpr std::chrono::days kDay(1);
const SystemTime kNow = FromEpochSeconds(1'800'000'000);

struct Authority {
  PrivateKey key = *PrivateKey::GenerateEc();
  Certificate certificate = *Issue(key,
                                   {.common_name = "A",
                                    .not_before = kNow - kDay,
                                    .not_after = kNow + kDay,
                                    .use = IssuedUse::kAuthority},
                                   nullptr);
};

Issued User() {
  return {.common_name = "u@example.com",
          .serial = "\x05",
          .not_before = kNow - kDay,
          .not_after = kNow + kDay,
          .use = IssuedUse::kClientSignature,
          .mail = "u@example.com",
          .digest = DigestAlgorithm::kSha256};
}

TEST(KeyFile, HoldsTheKeyAndItsChain) {
  const Authority by;
  const PrivateKey key = *PrivateKey::GenerateEc();
  const Issuer issuer{by.key, by.certificate};
  const Certificate leaf = *Issue(key, User(), &issuer);
  const auto file = MakeKeyFile({.key = &key,
                                 .certificate = leaf,
                                 .issuers = {by.certificate},
                                 .friendly_name = "u@example.com"},
                                "password");
  ASSERT_TRUE(file);
  const auto identity = ReadIdentity(*file, "password");
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->certificate.Der(), leaf.Der());
  EXPECT_EQ(identity->others.size(), 1u);
  EXPECT_FALSE(ReadIdentity(*file, "other"));
  // The localKeyID is that of key and certificate, not of the authority.
  const TemporaryFile p12("k.p12", *file);
  const std::string out =
      OpenSsl("pkcs12 -nodes -in " + p12.path() + " -passin pass:password").out;
  size_t count = 0;
  for (size_t at = out.find("localKeyID"); at != std::string::npos;
       at = out.find("localKeyID", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 2u) << out;
}

TEST(KeyFile, CanDoWithoutAKey) {
  const Authority by;
  const auto file = MakeKeyFile({.key = nullptr,
                                 .certificate = by.certificate,
                                 .issuers = {},
                                 .friendly_name = ""},
                                "password");
  ASSERT_TRUE(file);
  const TemporaryFile p12("c.p12", *file);
  const auto run =
      OpenSsl("pkcs12 -nodes -in " + p12.path() + " -passin pass:password");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.out.find("PRIVATE KEY"), std::string::npos);
  EXPECT_NE(run.out.find("BEGIN CERTIFICATE"), std::string::npos);
}

TEST(Issue, WritesAlternativeNamesAsTheyAre) {
  const Authority by;
  const PrivateKey key = *PrivateKey::GenerateEc();
  Issued user = User();
  user.mail = "u,DNS:evil@example.com";
  user.principal = "j\u00f6rg";
  const Certificate leaf =
      *IssueFor(*key.get(), user, {by.key, by.certificate});
  EXPECT_TRUE(leaf.Matches(key));
  const TemporaryFile pem("leaf.pem", leaf.Pem());
  const std::string names =
      OpenSsl("x509 -noout -ext subjectAltName -in " + pem.path()).out;
  EXPECT_NE(names.find("email:u,DNS:evil@example.com"), std::string::npos)
      << names;
  EXPECT_NE(leaf.Der().find("j\u00f6rg"), std::string::npos);
  EXPECT_TRUE(leaf.AllowsSigning());
  EXPECT_TRUE(leaf.AllowsClientAuthentication());
}

}  // namespace
}  // namespace mdmock::crypto
