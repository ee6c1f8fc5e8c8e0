#include "protocol/crypto/mismatched_key.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <string>
#include <utility>
#include <vector>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {
namespace {

// Whether what `key` signs verifies under what `other` shows.
bool SignsFor(const PrivateKey& key, const PrivateKey& other) {
  const std::string text = "what is signed";
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::vector<unsigned char> signature(
      static_cast<size_t>(EVP_PKEY_get_size(key.get())));
  size_t length = signature.size();
  const Handle<EVP_MD_CTX> signing(EVP_MD_CTX_new());
  EXPECT_EQ(EVP_DigestSignInit(signing.get(), nullptr, EVP_sha256(), nullptr,
                               key.get()),
            1);
  EXPECT_EQ(EVP_DigestSign(signing.get(), signature.data(), &length, bytes,
                           text.size()),
            1);
  const Handle<EVP_MD_CTX> verifying(EVP_MD_CTX_new());
  EVP_DigestVerifyInit(verifying.get(), nullptr, EVP_sha256(), nullptr,
                       other.get());
  const bool fits = EVP_DigestVerify(verifying.get(), signature.data(), length,
                                     bytes, text.size()) == 1;
  ClearOpenSslErrors();
  return fits;
}

void ExpectShowsWhatItDoesNotSignFor(const PrivateKey& shown,
                                     const PrivateKey& own) {
  ASSERT_TRUE(SignsFor(own, own));
  const auto made = MakeMismatchedKey(*shown.get(), own);
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_EQ(EVP_PKEY_eq(made->get(), shown.get()), 1);
  EXPECT_NE(EVP_PKEY_eq(made->get(), own.get()), 1);
  EXPECT_FALSE(SignsFor(*made, shown));
}

TEST(MismatchedKeyTest, ShowsOneEcKeyAndSignsWithAnother) {
  ExpectShowsWhatItDoesNotSignFor(*PrivateKey::GenerateEc(),
                                  *PrivateKey::GenerateEc());
}

TEST(MismatchedKeyTest, ShowsOneRsaKeyAndSignsWithAnother) {
  ExpectShowsWhatItDoesNotSignFor(*PrivateKey::GenerateRsa(),
                                  *PrivateKey::GenerateRsa());
}

TEST(MismatchedKeyTest, WantsTwoOfOneKind) {
  const auto ec = PrivateKey::GenerateEc();
  EXPECT_FALSE(MakeMismatchedKey(*ec->get(), *PrivateKey::GenerateRsa()));
  EXPECT_FALSE(MakeMismatchedKey(*ec->get(), *PrivateKey::GenerateEc("P-384")));
}

}  // namespace
}  // namespace mdmock::crypto
