#include "protocol/pkcs12/unlock.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/provider.h>

#include <array>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::pkcs12 {
namespace {

struct FreeKdf {
  void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};
using KdfContext = std::unique_ptr<EVP_KDF_CTX, FreeKdf>;

// Room holds every algorithm, fetched once: a fetch costs as much as a short
// derivation. It is never torn down, since OpenSSL's own end may come first.
class Room {
 public:
  static const Room& Get() {
    static const Room* const kRoom = new Room;
    return *kRoom;
  }

  EVP_KDF* pbkdf2() const { return pbkdf2_; }
  EVP_KDF* pkcs12() const { return pkcs12_; }
  EVP_KDF* scrypt() const { return scrypt_; }
  EVP_MAC* hmac() const { return hmac_; }

  EVP_CIPHER* Find(const Cipher& cipher) const {
    return ciphers_[static_cast<size_t>(&cipher - Ciphers().data())];
  }

 private:
  Room() {
    OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
    OSSL_PROVIDER_load(context, "legacy");
    OSSL_PROVIDER_load(context, "default");
    pbkdf2_ = EVP_KDF_fetch(context, "PBKDF2", nullptr);
    pkcs12_ = EVP_KDF_fetch(context, "PKCS12KDF", nullptr);
    scrypt_ = EVP_KDF_fetch(context, "SCRYPT", nullptr);
    hmac_ = EVP_MAC_fetch(context, "HMAC", nullptr);
    for (const Cipher& cipher : Ciphers()) {
      ciphers_.push_back(EVP_CIPHER_fetch(context, cipher.evp, nullptr));
    }
    crypto::ClearOpenSslErrors();
  }

  EVP_KDF* pbkdf2_ = nullptr;
  EVP_KDF* pkcs12_ = nullptr;
  EVP_KDF* scrypt_ = nullptr;
  EVP_MAC* hmac_ = nullptr;
  std::vector<EVP_CIPHER*> ciphers_;  // As Ciphers() has them.
};

const unsigned char* In(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Out(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

// OpenSSL does not write through these.
OSSL_PARAM Bytes(const char* name, std::string_view bytes) {
  static constexpr char kNothing = '\0';
  const char* data = bytes.empty() ? &kNothing : bytes.data();
  return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(data),
                                           bytes.size());
}
OSSL_PARAM Name(const char* name, const char* text) {
  return OSSL_PARAM_construct_utf8_string(name, const_cast<char*>(text), 0);
}

std::optional<std::string> Run(EVP_KDF* kdf, const OSSL_PARAM* parameters,
                               size_t length) {
  const KdfContext context(EVP_KDF_CTX_new(kdf));
  std::string key(length, '\0');
  if (context &&
      EVP_KDF_derive(context.get(), Out(key), length, parameters) == 1) {
    return key;
  }
  crypto::ClearOpenSslErrors();
  return std::nullopt;
}

std::optional<std::string> Pbkdf2(const Derivation& derivation,
                                  std::string_view password, size_t length) {
  auto iterations = static_cast<std::uint64_t>(derivation.iterations);
  int as_pkcs5 = 1;  // Salts and counts may be as small as they are.
  const std::array<OSSL_PARAM, 6> parameters{
      Bytes(OSSL_KDF_PARAM_PASSWORD, password),
      Bytes(OSSL_KDF_PARAM_SALT, derivation.salt),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &iterations),
      Name(OSSL_KDF_PARAM_DIGEST, derivation.hash->evp),
      OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS5, &as_pkcs5),
      OSSL_PARAM_construct_end()};
  return Run(Room::Get().pbkdf2(), parameters.data(), length);
}

std::optional<std::string> Pkcs12Kdf(const Derivation& derivation,
                                     std::string_view password, int purpose,
                                     size_t length) {
  auto iterations = static_cast<std::uint64_t>(derivation.iterations);
  const std::array<OSSL_PARAM, 6> parameters{
      Bytes(OSSL_KDF_PARAM_PASSWORD, password),
      Bytes(OSSL_KDF_PARAM_SALT, derivation.salt),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &iterations),
      Name(OSSL_KDF_PARAM_DIGEST, derivation.hash->evp),
      OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS12_ID, &purpose),
      OSSL_PARAM_construct_end()};
  return Run(Room::Get().pkcs12(), parameters.data(), length);
}

std::optional<std::string> Scrypt(const Derivation& derivation,
                                  std::string_view password, size_t length) {
  std::uint64_t n = derivation.scrypt_n;
  auto r = static_cast<std::uint32_t>(derivation.scrypt_r);
  auto p = static_cast<std::uint32_t>(derivation.scrypt_p);
  std::uint64_t memory = std::uint64_t{64} << 20;
  const std::array<OSSL_PARAM, 7> parameters{
      Bytes(OSSL_KDF_PARAM_PASSWORD, password),
      Bytes(OSSL_KDF_PARAM_SALT, derivation.salt),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
      OSSL_PARAM_construct_end()};
  return Run(Room::Get().scrypt(), parameters.data(), length);
}

std::int64_t Blocks(size_t length, const Hash* hash) {
  if (hash == nullptr) return 0;
  return static_cast<std::int64_t>((length + hash->length - 1) / hash->length);
}

}  // namespace

std::optional<std::string> DeriveKey(const Derivation& derivation,
                                     const Password& password, Purpose purpose,
                                     size_t length) {
  if (!derivation.unsupported.empty()) return std::nullopt;
  switch (derivation.kind) {
    case Derivation::Kind::kPkcs12:
      return Pkcs12Kdf(derivation, password.bmp, static_cast<int>(purpose),
                       length);
    case Derivation::Kind::kPbkdf2:
      return Pbkdf2(derivation, password.raw, length);
    case Derivation::Kind::kScrypt:
      return Scrypt(derivation, password.raw, length);
    case Derivation::Kind::kOther:
      break;
  }
  return std::nullopt;
}

std::int64_t Cost(const Derivation& derivation, size_t length) {
  if (derivation.kind == Derivation::Kind::kScrypt) {
    return derivation.iterations;
  }
  const std::int64_t blocks = Blocks(length, derivation.hash);
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  if (blocks != 0 && derivation.iterations > kMost / 4 / blocks) {
    return kMost / 4;
  }
  return derivation.iterations * blocks;
}

std::optional<std::string> Decrypt(const Protection& protection,
                                   const Password& password,
                                   std::string_view ciphertext) {
  constexpr size_t kMost = std::numeric_limits<int>::max();
  if (!protection.unsupported.empty() || ciphertext.size() > kMost / 2) {
    return std::nullopt;
  }
  const Cipher& cipher = *protection.cipher;
  if (cipher.iv_len > 0 &&
      (ciphertext.empty() || ciphertext.size() % cipher.iv_len != 0)) {
    return std::nullopt;
  }
  const auto key =
      DeriveKey(protection.derivation, password, Purpose::kKey, cipher.key_len);
  if (!key) return std::nullopt;
  std::string iv = protection.iv;
  if (protection.scheme == Protection::Scheme::kPbes1 && cipher.iv_len > 0) {
    iv = DeriveKey(protection.derivation, password, Purpose::kIv, cipher.iv_len)
             .value_or(std::string(cipher.iv_len, '\0'));
  }
  const crypto::Handle<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
  std::string plaintext(ciphertext.size() + EVP_MAX_BLOCK_LENGTH, '\0');
  int length = 0;
  int last = 0;
  const bool ok =
      EVP_DecryptInit_ex2(context.get(), Room::Get().Find(cipher), In(*key),
                          iv.empty() ? nullptr : In(iv), nullptr) == 1 &&
      EVP_DecryptUpdate(context.get(), Out(plaintext), &length, In(ciphertext),
                        static_cast<int>(ciphertext.size())) == 1 &&
      EVP_DecryptFinal_ex(context.get(), Out(plaintext) + length, &last) == 1;
  if (!ok) {
    crypto::ClearOpenSslErrors();
    return std::nullopt;
  }
  plaintext.resize(static_cast<size_t>(length + last));
  return plaintext;
}

std::int64_t Cost(const Protection& protection) {
  if (protection.cipher == nullptr) return 0;
  std::int64_t cost = Cost(protection.derivation, protection.cipher->key_len);
  if (protection.scheme == Protection::Scheme::kPbes1) {
    cost += Cost(protection.derivation, protection.cipher->iv_len);
  }
  return cost;
}

std::optional<std::string> Hmac(const Hash& hash, std::string_view key,
                                std::string_view bytes) {
  const crypto::Handle<EVP_MAC_CTX> context(
      EVP_MAC_CTX_new(Room::Get().hmac()));
  const std::array<OSSL_PARAM, 2> parameters{
      Name(OSSL_MAC_PARAM_DIGEST, hash.evp), OSSL_PARAM_construct_end()};
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  size_t length = 0;
  if (EVP_MAC_init(context.get(), In(key), key.size(), parameters.data()) ==
          1 &&
      EVP_MAC_update(context.get(), In(bytes), bytes.size()) == 1 &&
      EVP_MAC_final(context.get(), Out(digest), &length, digest.size()) == 1) {
    digest.resize(length);
    return digest;
  }
  crypto::ClearOpenSslErrors();
  return std::nullopt;
}

bool CanDo(const Cipher& cipher) { return Room::Get().Find(cipher) != nullptr; }

}  // namespace mdmock::pkcs12
