#ifndef MDMOCK_TESTS_PROTOCOL_PKCS12_FORGE_H_
#define MDMOCK_TESTS_PROTOCOL_PKCS12_FORGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/issue.h"
#include "protocol/crypto/private_key.h"

// PKCS#12 files as OpenSSL makes them, right and wrong in every way that the
// rules and mistakes speak of. Nothing here uses protocol/pkcs12.
namespace mdmock::test_support {

inline const SystemTime kMadeAt = FromEpochSeconds(1767225600);  // 2026-01-01
inline constexpr std::string_view kSecret = "Xk7d-Rf31q_mT";

// The keys and certificates of these tests, made once a process: a user's, by
// an issuer, by a root.
struct Party {
  crypto::PrivateKey key;
  crypto::Certificate certificate;
};
const Party& Root();
const Party& User();   // EC P-256.
const Party& Other();  // Another user's, by the same root.

// UserSaying is the user's certificate with other contents.
crypto::Issued UserContents();
crypto::Certificate UserSaying(const crypto::Issued& contents);
crypto::Certificate UserSaying(const crypto::Issued& contents,
                               const crypto::PrivateKey& key);

// UserAsCa is the user's certificate, saying that it is a CA's; its usages are
// a user's.
crypto::Certificate UserAsCa();

// A way to protect a bag: an OpenSSL NID of a PBE or of a cipher (PBES2), of
// which `prf` is then the PRF; nothing protects.
struct Shroud {
  std::optional<std::string> cipher = "AES-256-CBC";
  std::string prf = "hmacWithSHA256";
  int iterations = 1;
  int salt_len = 8;
  bool scrypt = false;  // N=16, r=8, p=1, in the place of PBKDF2.
};

struct Forged {
  struct Entry {
    crypto::Certificate certificate;
    std::optional<std::string> name = std::nullopt;
    std::optional<std::string> id = std::nullopt;
  };

  std::vector<crypto::PrivateKey> keys = {User().key};
  std::vector<Entry> certificates = {{User().certificate, "user", "\x01\x02"},
                                     {Root().certificate}};
  std::optional<std::string> key_name = "user";
  std::optional<std::string> key_id = "\x01\x02";
  bool utf8_names = false;  // UTF8String, where BMPString is asked for.

  // Bytes, as OpenSSL takes them; nothing is no password at all.
  std::optional<std::string> password = std::string(kSecret);
  std::optional<std::optional<std::string>> mac_password = std::nullopt;
  std::optional<std::optional<std::string>> key_password = std::nullopt;

  bool bare_key = false;  // In the shrouded bag, what is inside of PKCS#8.
  bool cut_key = false;   // The shrouded key's last byte is missing.

  Shroud key_shroud;
  Shroud certificate_shroud;
  std::optional<std::string> mac_digest = "SHA256";  // Nothing: no MAC.
  int mac_iterations = 1;
  int mac_salt_len = 8;
};

// Forge makes the file, as DER.
std::string Forge(const Forged& recipe);

// WithPbmac1 takes a file that has no MAC, and gives it one as RFC 9879 has it,
// with HMAC-SHA-256 and 2048 iterations.
std::string WithPbmac1(const std::string& file, std::string_view password);

// WithBer gives the outermost SEQUENCE an indefinite length.
std::string WithBer(const std::string& file);

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_PROTOCOL_PKCS12_FORGE_H_
