#ifndef MDMOCK_PROTOCOL_PKCS12_UNLOCK_H_
#define MDMOCK_PROTOCOL_PKCS12_UNLOCK_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/pkcs12/password.h"
#include "protocol/pkcs12/protection.h"

// The cryptography of PKCS#12, by OpenSSL's primitives in a library context of
// its own where the old algorithms are at hand: nothing else is to use RC2.
// Nothing here asks what a derivation costs; whoever calls has done so.
namespace mdmock::pkcs12 {

// What RFC 7292, appendix B.3, derives for.
enum class Purpose : std::uint8_t { kKey = 1, kIv = 2, kMac = 3 };

// DeriveKey gives `length` bytes; nothing where the derivation is none that can
// be done here.
std::optional<std::string> DeriveKey(const Derivation& derivation,
                                     const Password& password, Purpose purpose,
                                     size_t length);

// Cost gives how many hash iterations (of PBKDF2: HMACs) DeriveKey takes.
std::int64_t Cost(const Derivation& derivation, size_t length);

// Decrypt undoes a protection; nothing where the padding is not right, which
// under a wrong password it is once in 256 times.
std::optional<std::string> Decrypt(const Protection& protection,
                                   const Password& password,
                                   std::string_view ciphertext);
std::int64_t Cost(const Protection& protection);

// Hmac gives the code of `bytes`; nothing where OpenSSL does not do the hash.
std::optional<std::string> Hmac(const Hash& hash, std::string_view key,
                                std::string_view bytes);

// CanDo says whether the OpenSSL at hand does the cipher at all.
bool CanDo(const Cipher& cipher);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_UNLOCK_H_
