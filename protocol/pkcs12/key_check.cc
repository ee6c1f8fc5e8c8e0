#include "protocol/pkcs12/key_check.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <array>
#include <memory>

#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::pkcs12 {
namespace {

using Number = crypto::Handle<BIGNUM>;

struct FreeBnContext {
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
};

Number Part(const crypto::PrivateKey& key, const char* name) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key.get(), name, &number);
  crypto::ClearOpenSslErrors();
  return Number(number);
}

class RsaCheck {
 public:
  explicit RsaCheck(const crypto::PrivateKey& key)
      : context_(BN_CTX_new()),
        n_(Part(key, OSSL_PKEY_PARAM_RSA_N)),
        e_(Part(key, OSSL_PKEY_PARAM_RSA_E)),
        d_(Part(key, OSSL_PKEY_PARAM_RSA_D)),
        p_(Part(key, OSSL_PKEY_PARAM_RSA_FACTOR1)),
        q_(Part(key, OSSL_PKEY_PARAM_RSA_FACTOR2)),
        dp_(Part(key, OSSL_PKEY_PARAM_RSA_EXPONENT1)),
        dq_(Part(key, OSSL_PKEY_PARAM_RSA_EXPONENT2)),
        qinv_(Part(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1)) {}

  std::string Run() {
    if (!n_ || !e_ || !d_) return "n, e or d is missing";
    if (!p_ || !q_) return "";  // Legal, if rare.
    if (BN_is_zero(p_.get()) || BN_is_zero(q_.get())) return "p or q is 0";
    const Number product(BN_new());
    BN_mul(product.get(), p_.get(), q_.get(), context_.get());
    if (BN_cmp(product.get(), n_.get()) != 0) return "n is not p * q";
    for (const Number* prime : {&p_, &q_}) {
      if (!Inverse(e_, d_, *prime, 1)) {
        return "d is not the inverse of e";
      }
    }
    if (dp_ && !Inverse(e_, dp_, p_, 1)) return "d mod (p - 1) is wrong";
    if (dq_ && !Inverse(e_, dq_, q_, 1)) return "d mod (q - 1) is wrong";
    if (qinv_ && !Inverse(q_, qinv_, p_, 0)) return "1/q mod p is wrong";
    return "";
  }

 private:
  // Whether a * b is 1 modulo `modulus` less `minus`.
  bool Inverse(const Number& a, const Number& b, const Number& modulus,
               unsigned minus) {
    const Number less(BN_dup(modulus.get()));
    BN_sub_word(less.get(), minus);
    if (BN_is_zero(less.get())) return false;
    const Number product(BN_new());
    if (BN_mod_mul(product.get(), a.get(), b.get(), less.get(),
                   context_.get()) != 1) {
      crypto::ClearOpenSslErrors();
      return false;
    }
    return BN_is_one(product.get());
  }

  std::unique_ptr<BN_CTX, FreeBnContext> context_;
  Number n_, e_, d_, p_, q_, dp_, dq_, qinv_;
};

constexpr std::array<unsigned char, 32> kText{'m', 'd', 'm', 'o', 'c', 'k'};

bool HasOwnDigest(EVP_PKEY* key) {
  return EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "ED448") == 1;
}

}  // namespace

std::string Inconsistency(const crypto::PrivateKey& key) {
  if (key.is_rsa()) return RsaCheck(key).Run();
  const crypto::Handle<EVP_PKEY_CTX> context(
      EVP_PKEY_CTX_new(key.get(), nullptr));
  // Less than 0 is what kinds of keys without such a check give.
  const int fits = context ? EVP_PKEY_pairwise_check(context.get()) : -1;
  crypto::ClearOpenSslErrors();
  return fits == 0 ? "the public half is not that of the private one" : "";
}

std::string SignsFor(const crypto::PrivateKey& key,
                     const crypto::Certificate& certificate) {
  EVP_PKEY* const own = key.get();
  if (EVP_PKEY_can_sign(own) != 1 || certificate.public_key() == nullptr) {
    return "";
  }
  const EVP_MD* digest = HasOwnDigest(own) ? nullptr : EVP_sha256();
  const crypto::Handle<EVP_MD_CTX> signing(EVP_MD_CTX_new());
  std::string signature(static_cast<size_t>(EVP_PKEY_get_size(own)), '\0');
  size_t length = signature.size();
  auto* out = reinterpret_cast<unsigned char*>(signature.data());
  const bool made =
      EVP_DigestSignInit(signing.get(), nullptr, digest, nullptr, own) == 1 &&
      EVP_DigestSign(signing.get(), out, &length, kText.data(), kText.size()) ==
          1;
  const crypto::Handle<EVP_MD_CTX> verifying(EVP_MD_CTX_new());
  const bool fits =
      made &&
      EVP_DigestVerifyInit(verifying.get(), nullptr, digest, nullptr,
                           certificate.public_key()) == 1 &&
      EVP_DigestVerify(verifying.get(), out, length, kText.data(),
                       kText.size()) == 1;
  crypto::ClearOpenSslErrors();
  if (!made) return "the key does not sign";
  return fits ? "" : "the signature does not verify";
}

int NumBits(const crypto::PrivateKey& key) {
  return EVP_PKEY_get_bits(key.get());
}

std::string CurveName(const crypto::PrivateKey& key) {
  std::array<char, 80> name{};
  size_t length = 0;
  const int ok = EVP_PKEY_get_utf8_string_param(
      key.get(), OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(), &length);
  crypto::ClearOpenSslErrors();
  return ok == 1 ? std::string(name.data(), length) : "";
}

}  // namespace mdmock::pkcs12
