#include "protocol/crypto/rsa.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {
namespace {

std::optional<std::string> Decrypt(EVP_PKEY_CTX* context,
                                   std::string_view block, size_t max_len) {
  std::string opened(max_len, '\0');
  size_t length = opened.size();
  const int ok = EVP_PKEY_decrypt(
      context, reinterpret_cast<unsigned char*>(opened.data()), &length,
      reinterpret_cast<const unsigned char*>(block.data()), block.size());
  ClearOpenSslErrors();
  if (ok != 1) return std::nullopt;
  opened.resize(length);
  return opened;
}

}  // namespace

size_t RsaModulusLength(const Certificate& certificate) {
  EVP_PKEY* key = certificate.public_key();
  if (key == nullptr || EVP_PKEY_is_a(key, "RSA") != 1) return 0;
  return static_cast<size_t>(EVP_PKEY_get_size(key));
}

Result<std::string> RsaPublic(const Certificate& certificate,
                              std::string_view block) {
  const size_t modulus_len = RsaModulusLength(certificate);
  if (modulus_len == 0) return Failure{"the certificate has no RSA key"};
  const Handle<EVP_PKEY_CTX> context(
      EVP_PKEY_CTX_new(certificate.public_key(), nullptr));
  std::string closed(modulus_len, '\0');
  size_t length = closed.size();
  if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1 ||
      EVP_PKEY_encrypt(context.get(),
                       reinterpret_cast<unsigned char*>(closed.data()), &length,
                       reinterpret_cast<const unsigned char*>(block.data()),
                       block.size()) != 1) {
    return OpenSslFailure("cannot encrypt under the certificate's key");
  }
  closed.resize(length);
  return closed;
}

std::optional<std::string> RsaPrivate(const PrivateKey& key,
                                      std::string_view block) {
  if (!key.is_rsa() || block.size() != key.modulus_len()) return std::nullopt;
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key.get(), nullptr));
  if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1) {
    ClearOpenSslErrors();
    return std::nullopt;
  }
  return Decrypt(context.get(), block, key.modulus_len());
}

std::optional<std::string> RsaOaepOpen(const PrivateKey& key,
                                       std::string_view block,
                                       DigestAlgorithm digest,
                                       DigestAlgorithm mask_digest) {
  if (!key.is_rsa() || block.size() != key.modulus_len()) return std::nullopt;
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key.get(), nullptr));
  if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) !=
          1 ||
      EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), Evp(digest)) != 1 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), Evp(mask_digest)) != 1) {
    ClearOpenSslErrors();
    return std::nullopt;
  }
  return Decrypt(context.get(), block, key.modulus_len());
}

}  // namespace mdmock::crypto
