#include "protocol/crypto/public_key.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <array>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {
namespace {

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool IsOfNistCurve(EVP_PKEY* key) {
  std::array<char, 64> name{};
  size_t length = 0;
  if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &length) != 1) {
    return false;
  }
  const std::string_view curve(name.data(), length);
  return curve == "prime256v1" || curve == "secp384r1" || curve == "secp521r1";
}

}  // namespace

PublicKey::PublicKey(const Certificate& certificate)
    : certificate_(certificate) {
  EVP_PKEY* key = certificate_.public_key();
  if (key == nullptr) return;
  const char* type = EVP_PKEY_get0_type_name(key);
  name_ = type == nullptr ? "unknown" : type;
  bits_ = static_cast<size_t>(EVP_PKEY_get_bits(key));
  const bool is_rsa = name_ == "RSA";
  const bool is_ec = name_ == "EC" && IsOfNistCurve(key);
  if (is_rsa || name_ == "EC") name_ += "-" + std::to_string(bits_);
  prepared_.reset(EVP_PKEY_CTX_new(key, nullptr));
  if (is_rsa && EVP_PKEY_verify_recover_init(prepared_.get()) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(prepared_.get(), RSA_NO_PADDING) == 1) {
    kind_ = Kind::kRsa;
  } else if (is_ec && EVP_PKEY_verify_init(prepared_.get()) == 1) {
    kind_ = Kind::kEc;
  }
  ClearOpenSslErrors();
}

// A context serves one thread at a time; a copy of a prepared one costs little.
Handle<EVP_PKEY_CTX> PublicKey::Use() const {
  return Handle<EVP_PKEY_CTX>(EVP_PKEY_CTX_dup(prepared_.get()));
}

std::optional<std::string> PublicKey::RsaOpen(
    std::string_view signature) const {
  if (kind_ != Kind::kRsa) return std::nullopt;
  std::string block((bits_ + 7) / 8, '\0');
  if (signature.size() != block.size()) return std::nullopt;
  const Handle<EVP_PKEY_CTX> context = Use();
  size_t length = block.size();
  const int ok = EVP_PKEY_verify_recover(
      context.get(), reinterpret_cast<unsigned char*>(block.data()), &length,
      Bytes(signature), signature.size());
  if (ok == 1 && length == block.size()) return block;
  ClearOpenSslErrors();
  return std::nullopt;
}

bool PublicKey::PssVerify(DigestAlgorithm algorithm,
                          DigestAlgorithm mask_algorithm, int salt_len,
                          std::string_view digest,
                          std::string_view signature) const {
  if (kind_ != Kind::kRsa) return false;
  const Handle<EVP_PKEY_CTX> context(
      EVP_PKEY_CTX_new(certificate_.public_key(), nullptr));
  EVP_PKEY_CTX* const one = context.get();
  const bool fits =
      EVP_PKEY_verify_init(one) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(one, RSA_PKCS1_PSS_PADDING) == 1 &&
      EVP_PKEY_CTX_set_signature_md(one, Evp(algorithm)) == 1 &&
      EVP_PKEY_CTX_set_rsa_mgf1_md(one, Evp(mask_algorithm)) == 1 &&
      EVP_PKEY_CTX_set_rsa_pss_saltlen(one, salt_len) == 1 &&
      EVP_PKEY_verify(one, Bytes(signature), signature.size(), Bytes(digest),
                      digest.size()) == 1;
  ClearOpenSslErrors();
  return fits;
}

bool PublicKey::EcVerify(std::string_view digest,
                         std::string_view signature) const {
  if (kind_ != Kind::kEc) return false;
  const Handle<EVP_PKEY_CTX> context = Use();
  const bool fits =
      EVP_PKEY_verify(context.get(), Bytes(signature), signature.size(),
                      Bytes(digest), digest.size()) == 1;
  if (!fits) ClearOpenSslErrors();
  return fits;
}

std::string PublicKey::EcPoint() const {
  if (kind_ != Kind::kEc) return "";
  std::string point(2 * ((bits_ + 7) / 8) + 1, '\0');
  size_t length = 0;
  if (EVP_PKEY_get_octet_string_param(
          certificate_.public_key(), OSSL_PKEY_PARAM_PUB_KEY,
          reinterpret_cast<unsigned char*>(point.data()), point.size(),
          &length) != 1) {
    ClearOpenSslErrors();
    return "";
  }
  point.resize(length);
  return point;
}

}  // namespace mdmock::crypto
