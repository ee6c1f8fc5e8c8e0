#ifndef MDMOCK_PROTOCOL_PKCS12_PROTECTION_H_
#define MDMOCK_PROTOCOL_PKCS12_PROTECTION_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "protocol/cms/ber.h"
#include "protocol/pkcs12/algorithms.h"

namespace mdmock::pkcs12 {

// Derivation says how a key is made of a password.
struct Derivation {
  enum class Kind { kPkcs12, kPbkdf2, kScrypt, kOther };

  Kind kind = Kind::kOther;
  const Hash* hash = nullptr;   // Of kPkcs12, or the PRF's; null if unknown.
  std::string salt;             // Raw.
  std::int64_t iterations = 1;  // As written; of kScrypt, N * r * p.
  size_t key_len = 0;           // Bytes, where it is written; else 0.
  size_t scrypt_n = 0;
  size_t scrypt_r = 0;
  size_t scrypt_p = 0;
  std::string unsupported;  // Why it cannot be done; "" where it can.
};

// Protection is how a bag or a whole safe is encrypted.
struct Protection {
  enum class Scheme { kPbes1, kPbes2, kOther };

  Scheme scheme = Scheme::kOther;
  std::string name;  // "PBE-SHA1-RC2-40", "PBES2, AES-256-CBC"
  Derivation derivation;
  const Cipher* cipher = nullptr;  // Null if unknown.
  std::string iv;                  // Of PBES2; elsewhere it is derived.
  std::string unsupported;         // Why it cannot be undone; "" where it can.
  size_t offset = 0;               // Bytes from the start of what it stands in.
};

// ReadProtection reads an AlgorithmIdentifier. What it does not know is a
// Protection that says so; an error is about its form only.
cms::Parsed<Protection> ReadProtection(const cms::Element& algorithm);

// ReadDerivation reads the AlgorithmIdentifier of a key derivation function.
cms::Parsed<Derivation> ReadDerivation(const cms::Element& algorithm);

// ReadCount reads a number that is to be at least 1: an iteration count. One
// that has too many digits for us is INT64_MAX.
cms::Parsed<std::int64_t> ReadCount(cms::Reader& reader, std::string_view what);

// Described is "PBKDF2 with HMAC-SHA-256, 2048 iterations, salt of 8 bytes".
std::string Described(const Derivation& derivation);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_PROTECTION_H_
