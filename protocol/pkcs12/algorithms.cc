#include "protocol/pkcs12/algorithms.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mdmock::pkcs12 {
namespace {

constexpr std::array<Hash, 12> kHashes{{
    {"SHA-1", "SHA1", "1.3.14.3.2.26", "1.2.840.113549.2.7", 20},
    {"SHA-224", "SHA224", "2.16.840.1.101.3.4.2.4", "1.2.840.113549.2.8", 28},
    {"SHA-256", "SHA256", "2.16.840.1.101.3.4.2.1", "1.2.840.113549.2.9", 32},
    {"SHA-384", "SHA384", "2.16.840.1.101.3.4.2.2", "1.2.840.113549.2.10", 48},
    {"SHA-512", "SHA512", "2.16.840.1.101.3.4.2.3", "1.2.840.113549.2.11", 64},
    {"SHA-512/224", "SHA512-224", "2.16.840.1.101.3.4.2.5",
     "1.2.840.113549.2.12", 28},
    {"SHA-512/256", "SHA512-256", "2.16.840.1.101.3.4.2.6",
     "1.2.840.113549.2.13", 32},
    {"SHA3-224", "SHA3-224", "2.16.840.1.101.3.4.2.7",
     "2.16.840.1.101.3.4.2.13", 28},
    {"SHA3-256", "SHA3-256", "2.16.840.1.101.3.4.2.8",
     "2.16.840.1.101.3.4.2.14", 32},
    {"SHA3-384", "SHA3-384", "2.16.840.1.101.3.4.2.9",
     "2.16.840.1.101.3.4.2.15", 48},
    {"SHA3-512", "SHA3-512", "2.16.840.1.101.3.4.2.10",
     "2.16.840.1.101.3.4.2.16", 64},
    {"MD5", "MD5", "1.2.840.113549.2.5", "1.2.840.113549.2.6", 16},
}};

enum CipherIndex : size_t {
  kRc2Cbc128 = 11,
  kRc2Cbc64,
  kRc2Cbc40,
  kDesEde2,
  kDesEde3,
  kRc4Key128,
  kRc4Key40,
};

constexpr std::array<Cipher, 18> kCiphers{{
    {"AES-128-CBC", "AES-128-CBC", "2.16.840.1.101.3.4.1.2", 16, 16},
    {"AES-192-CBC", "AES-192-CBC", "2.16.840.1.101.3.4.1.22", 24, 16},
    {"AES-256-CBC", "AES-256-CBC", "2.16.840.1.101.3.4.1.42", 32, 16},
    {"Camellia-128-CBC", "CAMELLIA-128-CBC", "1.2.392.200011.61.1.1.1.2", 16,
     16},
    {"Camellia-192-CBC", "CAMELLIA-192-CBC", "1.2.392.200011.61.1.1.1.3", 24,
     16},
    {"Camellia-256-CBC", "CAMELLIA-256-CBC", "1.2.392.200011.61.1.1.1.4", 32,
     16},
    {"ARIA-128-CBC", "ARIA-128-CBC", "1.2.410.200046.1.1.2", 16, 16},
    {"ARIA-192-CBC", "ARIA-192-CBC", "1.2.410.200046.1.1.7", 24, 16},
    {"ARIA-256-CBC", "ARIA-256-CBC", "1.2.410.200046.1.1.12", 32, 16},
    {"SEED-CBC", "SEED-CBC", "1.2.410.200004.1.4", 16, 16},
    {"DES-CBC", "DES-CBC", "1.3.14.3.2.7", 8, 8},
    {"RC2-128-CBC", "RC2-CBC", "", 16, 8},
    {"RC2-64-CBC", "RC2-64-CBC", "", 8, 8},
    {"RC2-40-CBC", "RC2-40-CBC", "", 5, 8},
    {"DES-EDE2-CBC", "DES-EDE-CBC", "", 16, 8},
    {"DES-EDE3-CBC", "DES-EDE3-CBC", "1.2.840.113549.3.7", 24, 8},
    {"RC4-128", "RC4", "", 16, 0},
    {"RC4-40", "RC4-40", "", 5, 0},
}};

constexpr std::array<Pbe, 6> kPbes{{
    {"PBE-SHA1-RC4-128", "1.2.840.113549.1.12.1.1", &kCiphers[kRc4Key128]},
    {"PBE-SHA1-RC4-40", "1.2.840.113549.1.12.1.2", &kCiphers[kRc4Key40]},
    {"PBE-SHA1-3DES", "1.2.840.113549.1.12.1.3", &kCiphers[kDesEde3]},
    {"PBE-SHA1-2DES", "1.2.840.113549.1.12.1.4", &kCiphers[kDesEde2]},
    {"PBE-SHA1-RC2-128", "1.2.840.113549.1.12.1.5", &kCiphers[kRc2Cbc128]},
    {"PBE-SHA1-RC2-40", "1.2.840.113549.1.12.1.6", &kCiphers[kRc2Cbc40]},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kNamed{{
    {"1.2.840.113549.1.5.1", "pbeWithMD2AndDES-CBC"},
    {"1.2.840.113549.1.5.3", "pbeWithMD5AndDES-CBC"},
    {"1.2.840.113549.1.5.4", "pbeWithMD2AndRC2-CBC"},
    {"1.2.840.113549.1.5.6", "pbeWithMD5AndRC2-CBC"},
    {"1.2.840.113549.1.5.10", "pbeWithSHA1AndDES-CBC"},
    {"1.2.840.113549.1.5.11", "pbeWithSHA1AndRC2-CBC"},
    {"1.2.840.113549.1.5.13", "PBES2"},
    {"1.2.840.113549.1.5.14", "PBMAC1"},
    {"1.3.6.1.4.1.11591.4.11", "scrypt"},
}};

template <typename Table, typename Field>
auto Find(const Table& table, Field field, std::string_view oid)
    -> decltype(&table[0]) {
  const auto found = std::find_if(
      table.begin(), table.end(),
      [&](const auto& one) { return !oid.empty() && one.*field == oid; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

std::span<const Hash> Hashes() { return kHashes; }
std::span<const Cipher> Ciphers() { return kCiphers; }

const Hash* HashByOid(std::string_view oid) {
  return Find(kHashes, &Hash::oid, oid);
}

const Hash* HashByHmacOid(std::string_view oid) {
  return Find(kHashes, &Hash::hmac_oid, oid);
}

const Cipher* CipherByOid(std::string_view oid) {
  return Find(kCiphers, &Cipher::oid, oid);
}

const Pbe* PbeByOid(std::string_view oid) {
  return Find(kPbes, &Pbe::oid, oid);
}

const Cipher* Rc2(long version) {
  if (version == 58) return &kCiphers[kRc2Cbc128];
  if (version == 120) return &kCiphers[kRc2Cbc64];
  if (version == 160) return &kCiphers[kRc2Cbc40];
  return nullptr;
}

const Hash& Sha1() { return kHashes[0]; }

std::string_view NameOfScheme(std::string_view oid) {
  for (const auto& [known, name] : kNamed) {
    if (known == oid) return name;
  }
  return oid;
}

}  // namespace mdmock::pkcs12
