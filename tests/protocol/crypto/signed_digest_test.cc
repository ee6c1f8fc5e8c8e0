#include "protocol/crypto/signed_digest.h"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "protocol/crypto/certificate.h"
#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {
namespace {

constexpr DigestAlgorithm kAlgorithms[] = {
    DigestAlgorithm::kSha1, DigestAlgorithm::kSha256, DigestAlgorithm::kSha384,
    DigestAlgorithm::kSha512};

// Pss is how a signature of RSASSA-PSS was made; null parameters are for ECDSA.
struct Pss {
  DigestAlgorithm mask;
  int salt_len;
};

const unsigned char* In(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* Out(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

void Set(EVP_PKEY_CTX* context, const Pss* pss) {
  if (pss == nullptr) return;
  EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING);
  EVP_PKEY_CTX_set_rsa_mgf1_md(context, Evp(pss->mask));
  EVP_PKEY_CTX_set_rsa_pss_saltlen(context, pss->salt_len);
}

std::string Sign(const PrivateKey& key, DigestAlgorithm algorithm,
                 const std::string& message, const Pss* pss) {
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  EVP_DigestSignInit(context.get(), &parameters, Evp(algorithm), nullptr,
                     key.get());
  Set(parameters, pss);
  std::string signature(1024, '\0');
  size_t length = signature.size();
  EXPECT_EQ(EVP_DigestSign(context.get(), Out(signature), &length, In(message),
                           message.size()),
            1);
  signature.resize(length);
  return signature;
}

bool OpenSslAccepts(const PrivateKey& key, DigestAlgorithm algorithm,
                    const std::string& message, const std::string& signature,
                    const Pss* pss) {
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  EVP_DigestVerifyInit(context.get(), &parameters, Evp(algorithm), nullptr,
                       key.get());
  Set(parameters, pss);
  const bool accepts =
      EVP_DigestVerify(context.get(), In(signature), signature.size(),
                       In(message), message.size()) == 1;
  ClearOpenSslErrors();
  return accepts;
}

PublicKey PublicOf(const PrivateKey& key) {
  const SystemTime now = FromEpochSeconds(1767225600);
  const auto certificate = Certificate::MakeSelfSigned(
      key, {.common_name = "1001:test",
            .not_before = now,
            .not_after = now + std::chrono::hours(24)});
  EXPECT_TRUE(certificate) << certificate.error().what;
  return PublicKey(*certificate);
}

using IsOver =
    std::function<bool(const std::string& signature, std::string_view digest)>;

// Signatures of one key, right and altered, against texts that were signed and
// others: gives how many were accepted.
int HoldAgainstOpenSsl(const PrivateKey& key, DigestAlgorithm algorithm,
                       const Pss* pss, const IsOver& is_over) {
  int num_accepted = 0;
  for (unsigned round = 0; round < 12; ++round) {
    const std::string message = "/api/" + std::to_string(round);
    const std::string right = Sign(key, algorithm, message, pss);
    std::vector<std::string> signatures{right, "", right + '\0',
                                        right.substr(1)};
    for (const size_t at : {size_t{3}, right.size() / 2, right.size() - 1}) {
      signatures.push_back(right);
      signatures.back()[at] = static_cast<char>(
          static_cast<unsigned char>(right[at]) ^ 1U << round % 8);
    }
    for (const std::string& signature : signatures) {
      for (const std::string& text :
           {message, message + "\n", std::string("/api/1")}) {
        const bool accepted =
            OpenSslAccepts(key, algorithm, text, signature, pss);
        EXPECT_EQ(is_over(signature, Digest(algorithm, text)), accepted)
            << key.kind() << " " << Name(algorithm) << " " << round;
        num_accepted += accepted;
      }
    }
  }
  return num_accepted;
}

TEST(EcdsaDigestTest, AgreesWithOpenSslOnEveryCurve) {
  for (const char* curve : {"P-256", "P-384", "P-521"}) {
    const auto key = PrivateKey::GenerateEc(curve);
    ASSERT_TRUE(key);
    const PublicKey public_key = PublicOf(*key);
    const IsOver is_over = [&](const std::string& signature,
                               std::string_view digest) {
      const auto opened = EcdsaDigest::Open(public_key, signature);
      return opened && opened->Is(digest);
    };
    for (const DigestAlgorithm algorithm : kAlgorithms) {
      EXPECT_GE(HoldAgainstOpenSsl(*key, algorithm, nullptr, is_over), 12);
    }
  }
}

TEST(EcdsaDigestTest, AgreesWithOpenSslOnDigestsAtTheEdges) {
  for (const char* curve : {"P-256", "P-384", "P-521"}) {
    const auto key = PrivateKey::GenerateEc(curve);
    ASSERT_TRUE(key);
    const PublicKey public_key = PublicOf(*key);
    std::vector<std::string> digests;
    for (const size_t length : {1U, 20U, 32U, 48U, 64U}) {
      for (const char fill : {'\0', '\x01', '\x7F', '\xFF'}) {
        digests.emplace_back(length, fill);
      }
    }
    for (const std::string& signed_digest : digests) {
      const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key->get(), nullptr));
      std::string signature(256, '\0');
      size_t length = signature.size();
      ASSERT_EQ(EVP_PKEY_sign_init(context.get()), 1);
      ASSERT_EQ(EVP_PKEY_sign(context.get(), Out(signature), &length,
                              In(signed_digest), signed_digest.size()),
                1);
      signature.resize(length);
      const auto opened = EcdsaDigest::Open(public_key, signature);
      ASSERT_TRUE(opened);
      EXPECT_TRUE(opened->Is(signed_digest));
      for (const std::string& digest : digests) {
        EXPECT_EQ(opened->Is(digest), public_key.EcVerify(digest, signature))
            << curve << " " << signed_digest.size() << " " << digest.size();
      }
    }
  }
}

// A key under which `digest` is signed by (r, s), where the point's x is r + n:
// such signatures are made from their end, for no private key finds them.
struct Wrapped {
  Certificate certificate;
  std::string signature;
};

Wrapped MakeWrapped(size_t bits, const std::string& digest) {
  const BasePoint* base = BasePoint::Of(bits);
  const EC_GROUP* group = base->group();
  const BIGNUM* order = EC_GROUP_get0_order(group);
  const Handle<BN_CTX> context(BN_CTX_new());
  const Handle<EC_POINT> point(EC_POINT_new(group));
  const Handle<BIGNUM> r(BN_new());
  const Handle<BIGNUM> x(BN_dup(order));
  for (BN_ULONG i = 1; i < 100; ++i) {
    BN_set_word(r.get(), i);
    BN_add(x.get(), order, r.get());
    if (EC_POINT_set_compressed_coordinates(group, point.get(), x.get(), 1,
                                            context.get()) == 1) {
      break;
    }
  }
  // Q = (s R - z G) / r.
  const Handle<BIGNUM> s(BN_new());
  BN_set_word(s.get(), 4711);
  EC_POINT_mul(group, point.get(), nullptr, point.get(), s.get(),
               context.get());
  const Handle<EC_POINT> product = base->Times(digest);
  EC_POINT_invert(group, product.get(), context.get());
  EC_POINT_add(group, point.get(), point.get(), product.get(), context.get());
  const Handle<BIGNUM> inverse(
      BN_mod_inverse(nullptr, r.get(), order, context.get()));
  EC_POINT_mul(group, point.get(), nullptr, point.get(), inverse.get(),
               context.get());
  const auto key = PrivateKey::GenerateEc("P-" + std::to_string(bits));
  std::string encoded(2 * ((bits + 7) / 8) + 1, '\0');
  EC_POINT_point2oct(group, point.get(), POINT_CONVERSION_UNCOMPRESSED,
                     Out(encoded), encoded.size(), context.get());
  const Handle<EVP_PKEY> other(EVP_PKEY_dup(key->get()));
  EXPECT_EQ(EVP_PKEY_set1_encoded_public_key(other.get(), In(encoded),
                                             encoded.size()),
            1);
  const SystemTime now = FromEpochSeconds(1767225600);
  auto certificate = Certificate::MakeSelfSigned(
      *key, {.common_name = "1001:test", .not_before = now, .not_after = now});
  const Handle<X509> altered(X509_dup(certificate->get()));
  EXPECT_EQ(X509_set_pubkey(altered.get(), other.get()), 1);
  EXPECT_GT(i2d_re_X509_tbs(altered.get(), nullptr), 0);
  unsigned char* der = nullptr;
  const int length = i2d_X509(altered.get(), &der);
  auto read = Certificate::Read(
      {reinterpret_cast<char*>(der), static_cast<size_t>(length)});
  OPENSSL_free(der);
  const Handle<ECDSA_SIG> pair(ECDSA_SIG_new());
  ECDSA_SIG_set0(pair.get(), BN_dup(r.get()), BN_dup(s.get()));
  std::string signature(static_cast<size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)),
                        '\0');
  unsigned char* out = Out(signature);
  i2d_ECDSA_SIG(pair.get(), &out);
  ClearOpenSslErrors();
  return {*read, signature};
}

TEST(EcdsaDigestTest, KnowsPointsWhoseXIsPastTheOrder) {
  for (const size_t bits : {256U, 384U, 521U}) {
    const std::string digest(32, 'z');
    const Wrapped wrapped = MakeWrapped(bits, digest);
    const PublicKey key(wrapped.certificate);
    ASSERT_TRUE(key.EcVerify(digest, wrapped.signature));
    const auto opened = EcdsaDigest::Open(key, wrapped.signature);
    ASSERT_TRUE(opened) << bits;
    EXPECT_TRUE(opened->Is(digest)) << bits;
    EXPECT_FALSE(opened->Is(std::string(32, 'y')));
  }
}

TEST(EcdsaDigestTest, IsNotForRsa) {
  const PublicKey key = PublicOf(*PrivateKey::GenerateRsa());
  EXPECT_FALSE(EcdsaDigest::Open(key, std::string(256, '\1')));
}

TEST(PssDigestTest, AgreesWithOpenSslOnEveryLength) {
  // Moduli of which the encoded message has a byte less, and of which it has a
  // byte that is not whole.
  for (const int bits : {1024, 1025, 1026, 2048}) {
    const auto key = PrivateKey::GenerateRsa(bits);
    ASSERT_TRUE(key);
    const PublicKey public_key = PublicOf(*key);
    for (const DigestAlgorithm algorithm :
         {DigestAlgorithm::kSha1, DigestAlgorithm::kSha256}) {
      for (const Pss& pss :
           {Pss{algorithm, 0}, Pss{algorithm, 20},
            Pss{DigestAlgorithm::kSha512, 32}, Pss{algorithm, 90}}) {
        const auto open = [&](const std::string& signature, int salt_len) {
          return PssDigest::Open(public_key, algorithm, pss.mask, salt_len,
                                 signature);
        };
        const IsOver is_over = [&](const std::string& signature,
                                   std::string_view digest) {
          const auto opened = open(signature, pss.salt_len);
          return opened && opened->Is(digest);
        };
        EXPECT_GE(HoldAgainstOpenSsl(*key, algorithm, &pss, is_over), 12);
        const std::string right = Sign(*key, algorithm, "/", &pss);
        EXPECT_TRUE(open(right, pss.salt_len));
        EXPECT_FALSE(open(right, pss.salt_len + 1));
        EXPECT_FALSE(open(right, 4711));
      }
    }
  }
}

TEST(PssDigestTest, IsNotForEc) {
  const PublicKey key = PublicOf(*PrivateKey::GenerateEc());
  EXPECT_FALSE(PssDigest::Open(key, DigestAlgorithm::kSha256,
                               DigestAlgorithm::kSha256, 32,
                               std::string(64, '\1')));
}

}  // namespace
}  // namespace mdmock::crypto
