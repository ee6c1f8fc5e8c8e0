#ifndef MDMOCK_PROTOCOL_PKCS12_FEATURES_H_
#define MDMOCK_PROTOCOL_PKCS12_FEATURES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "protocol/pkcs12/candidates.h"
#include "protocol/pkcs12/contents.h"

namespace mdmock::pkcs12 {

// Opening is what the announced password did to a file here.
enum class Opening {
  kOpens,
  kOpensElsewhere,  // "", where none is meant: to some it is the same.
  kWrongPassword,
  kMacFails,    // All but the MAC opens.
  kNotDerived,  // It asks for more iterations than are spent here.
  kNotKnown     // It has an algorithm that is not undone here.
};

// Features are what consumers differ in, counted over the whole file.
struct Features {
  Opening opening = Opening::kWrongPassword;
  std::int64_t version = 3;
  bool has_trailing = false;
  bool has_mac = false;
  bool mac_pbmac1 = false;
  std::string_view mac_hash;    // "SHA-1"; "" where there is none.
  bool old_cipher = false;      // RC2, RC4, DES: OpenSSL's legacy provider.
  bool pbes2 = false;           // Anywhere.
  bool pbes2_not_java = false;  // PBES2 with what Java does not read there.
  bool encrypted = false;       // Anything is.

  // Ciphers and derivations that some reader does not have, anywhere.
  bool two_key_des = false;  // PBE-SHA1-2DES.
  bool scrypt = false;
  bool aria = false;
  bool pbes2_old = false;       // PBES2 with RC2, DES or SEED.
  bool not_gnutls = false;      // RC2-64, -128, RC4-40, 2DES, SEED, Camellia...
  bool empty_kdf_salt = false;  // Of PBKDF2.

  bool plain_key = false;
  bool key = false;
  bool leaf = false;
  bool key_matches = false;
  bool key_is_odd = false;  // Neither RSA nor EC.

  // How the user's key and certificate say that they belong together.
  bool same_id = false;
  bool same_name = false;
  bool key_has_id = false;
  bool nothing_to_pair = false;  // Neither has a localKeyID or friendlyName.
  bool unpaired_key = false;     // Some key has no certificate of its ID.
  bool id_on_others = false;  // The leaf's localKeyID, on other certificates.
  bool name_damaged = false;  // Some friendlyName is no BMPString.

  bool password_ascii = true;
  bool password_empty = false;
  bool has_salt = false;  // Anything is derived.
  size_t least_salt = 0;  // Bytes, of has_salt.
  std::int64_t most_iterations = 0;
};

// FeaturesOf counts.
Features FeaturesOf(const Container& container, const Contents& contents,
                    const Announcement& announcement, Opening opening);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_FEATURES_H_
