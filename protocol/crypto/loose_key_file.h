#ifndef MDMOCK_PROTOCOL_CRYPTO_LOOSE_KEY_FILE_H_
#define MDMOCK_PROTOCOL_CRYPTO_LOOSE_KEY_FILE_H_

#include <string>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// LooseKeyFile is what a PKCS#12 file is to hold, whether or not the parts
// belong together: for those who have to notice.
struct LooseKeyFile {
  // Which certificates have the localKeyID that the key has.
  enum class Paired { kFirst, kAll, kNone };  // kNone: nor has the key.

  PrivateKey key;
  std::vector<Certificate> certificates;  // The first is said to be the key's.
  std::string friendly_name;              // Of the key and the first, UTF-8.
  std::string mac_password;  // "": the one that all is encrypted under.
  Paired paired = Paired::kFirst;
  bool has_mac = true;
  bool hides_key = true;  // Or it is not encrypted.
};

// MakeLooseKeyFile protects it as MakeKeyFile does (key_file.h), which refuses
// what does not belong together.
Result<std::string> MakeLooseKeyFile(const LooseKeyFile& contents,
                                     const std::string& password);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_LOOSE_KEY_FILE_H_
