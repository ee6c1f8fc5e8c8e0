#ifndef MDMOCK_PROTOCOL_CRYPTO_CIPHER_H_
#define MDMOCK_PROTOCOL_CRYPTO_CIPHER_H_

#include <string>
#include <string_view>

#include "protocol/base/result.h"

namespace mdmock::crypto {

// The block ciphers of messages that we open, all in CBC mode.
enum class Cipher { kAes128Cbc, kAes192Cbc, kAes256Cbc, kDesEde3Cbc };

std::string_view Name(Cipher cipher);  // "AES-128-CBC", "DES-EDE3-CBC", …
size_t KeyLength(Cipher cipher);       // Bytes.
size_t BlockLength(Cipher cipher);     // Bytes; an IV has as many.

// CbcEncrypt pads as PKCS#7 does. `key` and `iv` have the cipher's lengths.
Result<std::string> CbcEncrypt(Cipher cipher, std::string_view key,
                               std::string_view iv, std::string_view plaintext);

// CbcDecrypt leaves the padding in place, so that a wrong one can be looked at.
// `ciphertext` is whole blocks.
Result<std::string> CbcDecrypt(Cipher cipher, std::string_view key,
                               std::string_view iv,
                               std::string_view ciphertext);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_CIPHER_H_
