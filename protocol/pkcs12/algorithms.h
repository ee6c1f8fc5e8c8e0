#ifndef MDMOCK_PROTOCOL_PKCS12_ALGORITHMS_H_
#define MDMOCK_PROTOCOL_PKCS12_ALGORITHMS_H_

#include <cstddef>
#include <span>
#include <string_view>

// The algorithms that protect PKCS#12 files: what they are called in a file, in
// a report and by OpenSSL. Tables, so that one more is one more line.
namespace mdmock::pkcs12 {

// Hash is a digest: of the MAC, of the key derivation, or of a PRF.
struct Hash {
  std::string_view name;      // "SHA-256"
  const char* evp;            // OpenSSL's name.
  std::string_view oid;       // As a digest; "" where it has none here.
  std::string_view hmac_oid;  // As HMAC, which PBKDF2 and PBMAC1 use.
  size_t length;              // Bytes.
};

// Cipher is what the contents are encrypted with.
struct Cipher {
  std::string_view name;  // "AES-256-CBC"
  const char* evp;        // OpenSSL's name.
  std::string_view oid;   // Under PBES2; "" where PBES2 does not have it.
  size_t key_len;         // Bytes.
  size_t iv_len;          // Bytes; 0 of a stream cipher.
};

// Pbe is one of RFC 7292's own schemes (appendix C), a cipher with a key of the
// appendix B derivation.
struct Pbe {
  std::string_view name;  // "PBE-SHA1-3DES"
  std::string_view oid;
  const Cipher* cipher;
};

std::span<const Hash> Hashes();
std::span<const Cipher> Ciphers();

// Each gives null where nothing has that identifier.
const Hash* HashByOid(std::string_view oid);
const Hash* HashByHmacOid(std::string_view oid);
const Cipher* CipherByOid(std::string_view oid);
const Pbe* PbeByOid(std::string_view oid);

// Rc2 gives RC2-CBC for the effective key bits that a version number stands for
// (RFC 8018, B.2.3); null where it is none of those in use.
const Cipher* Rc2(long version);

const Hash& Sha1();

// NameOfScheme knows schemes that are named and not undone ("scrypt",
// "pbeWithMD5AndDES-CBC"); the identifier itself where nobody knows it.
std::string_view NameOfScheme(std::string_view oid);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_ALGORITHMS_H_
