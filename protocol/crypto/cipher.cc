#include "protocol/crypto/cipher.h"

#include <openssl/evp.h>

#include <cassert>
#include <climits>

#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::crypto {
namespace {

enum class Direction { kDecrypt = 0, kEncrypt = 1 };
enum class Padding { kNone = 0, kPkcs7 = 1 };

const EVP_CIPHER* Evp(Cipher cipher) {
  switch (cipher) {
    case Cipher::kAes128Cbc:
      return EVP_aes_128_cbc();
    case Cipher::kAes192Cbc:
      return EVP_aes_192_cbc();
    case Cipher::kAes256Cbc:
      return EVP_aes_256_cbc();
    case Cipher::kDesEde3Cbc:
      return EVP_des_ede3_cbc();
  }
  return nullptr;
}

Result<std::string> Crypt(Cipher cipher, Direction direction, Padding padding,
                          std::string_view key, std::string_view iv,
                          std::string_view in) {
  assert(key.size() == KeyLength(cipher) && iv.size() == BlockLength(cipher));
  if (in.size() > INT_MAX / 2) return Failure{"too much to encrypt at once"};
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  const Handle<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
  std::string out(in.size() + BlockLength(cipher), '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(out.data());
  int written = 0;
  int last = 0;
  if (!context ||
      EVP_CipherInit_ex(context.get(), Evp(cipher), nullptr, bytes(key),
                        bytes(iv), static_cast<int>(direction)) != 1 ||
      EVP_CIPHER_CTX_set_padding(context.get(), static_cast<int>(padding)) !=
          1 ||
      EVP_CipherUpdate(context.get(), cursor, &written, bytes(in),
                       static_cast<int>(in.size())) != 1 ||
      EVP_CipherFinal_ex(context.get(), cursor + written, &last) != 1) {
    return OpenSslFailure(Name(cipher));
  }
  out.resize(static_cast<size_t>(written) + static_cast<size_t>(last));
  return out;
}

}  // namespace

std::string_view Name(Cipher cipher) {
  switch (cipher) {
    case Cipher::kAes128Cbc:
      return "AES-128-CBC";
    case Cipher::kAes192Cbc:
      return "AES-192-CBC";
    case Cipher::kAes256Cbc:
      return "AES-256-CBC";
    case Cipher::kDesEde3Cbc:
      return "DES-EDE3-CBC";
  }
  return "";
}

size_t KeyLength(Cipher cipher) {
  return static_cast<size_t>(EVP_CIPHER_get_key_length(Evp(cipher)));
}

size_t BlockLength(Cipher cipher) {
  return static_cast<size_t>(EVP_CIPHER_get_block_size(Evp(cipher)));
}

Result<std::string> CbcEncrypt(Cipher cipher, std::string_view key,
                               std::string_view iv,
                               std::string_view plaintext) {
  return Crypt(cipher, Direction::kEncrypt, Padding::kPkcs7, key, iv,
               plaintext);
}

Result<std::string> CbcDecrypt(Cipher cipher, std::string_view key,
                               std::string_view iv,
                               std::string_view ciphertext) {
  return Crypt(cipher, Direction::kDecrypt, Padding::kNone, key, iv,
               ciphertext);
}

}  // namespace mdmock::crypto
