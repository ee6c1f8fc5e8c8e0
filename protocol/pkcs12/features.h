#ifndef MDMOCK_PROTOCOL_PKCS12_FEATURES_H_
#define MDMOCK_PROTOCOL_PKCS12_FEATURES_H_

#include <cstddef>
#include <cstdint>

#include "protocol/pkcs12/candidates.h"
#include "protocol/pkcs12/contents.h"

namespace mdmock::pkcs12 {

// Features are what consumers differ in, counted over the whole file.
struct Features {
  bool opens = false;  // Under the announced password, as the rule has it.
  bool has_mac = false;
  bool mac_pbmac1 = false;
  bool mac_sha1 = false;
  bool mac_sha256 = false;
  bool old_cipher = false;      // RC2, RC4, DES: OpenSSL's legacy provider.
  bool pbes2 = false;           // Anywhere.
  bool pbes2_not_java = false;  // PBES2 with what Java does not read there.
  bool encrypted = false;       // Anything is.
  bool plain_key = false;
  bool key = false;
  bool leaf = false;
  bool key_matches = false;
  bool id_on_leaf = false;    // localKeyID, or friendlyName.
  bool id_on_others = false;  // The leaf's localKeyID, on other certificates.
  bool password_ascii = true;
  bool password_empty = false;
  size_t least_salt = 0;  // Bytes.
  std::int64_t most_iterations = 0;
};

// FeaturesOf counts; `opens` says whether the announced password opens all.
Features FeaturesOf(const Container& container, const Contents& contents,
                    const Announcement& announcement, bool opens);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_FEATURES_H_
