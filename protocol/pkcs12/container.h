#ifndef MDMOCK_PROTOCOL_PKCS12_CONTAINER_H_
#define MDMOCK_PROTOCOL_PKCS12_CONTAINER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/cms/ber.h"
#include "protocol/pkcs12/protection.h"

// What a PKCS#12 file (RFC 7292) is made of, before and after its locks are
// opened. Nothing here depends on the bytes it was read from.
namespace mdmock::pkcs12 {

inline constexpr size_t kMaxFileSize = size_t{16} << 20;  // Bytes.
inline constexpr size_t kMaxBags = 1000;                  // In one file.
inline constexpr int kMaxNesting = 8;                     // safeContents bags.

// What the errors say that are about these limits.
inline constexpr std::string_view kTooManyBags =
    "more bags and safes than are read";
inline constexpr std::string_view kTooDeep = "safes nested too deep";

// Attribute is what a file says about one bag.
struct Attribute {
  std::string oid;
  std::string value;   // friendlyName in UTF-8, localKeyID raw; else the DER.
  std::string damage;  // What is wrong with its form; "" where nothing is.
};

// Bag is one thing in a safe.
struct Bag {
  enum class Kind {
    kKey,
    kShroudedKey,
    kCertificate,
    kCrl,
    kSecret,
    kSafeContents,
    kUnknown
  };

  Kind kind = Kind::kUnknown;
  std::string oid;
  size_t offset = 0;  // Bytes from the start of its safe's contents.
  std::string where;  // "safe 1, bag 2"

  // A key's PKCS#8, a certificate's DER, what else there is. Of a shrouded key
  // the ciphertext, until Open puts the key into `contents`.
  std::string contents;
  std::string ciphertext;
  std::optional<Protection> protection;  // Of a shrouded key.
  bool x509 = false;                     // Of a certificate: its type.

  std::vector<Attribute> attributes;
  std::vector<Bag> bags;  // Of safeContents.

  const Attribute* Find(std::string_view oid) const;  // Null where absent.
  const Attribute* FriendlyName() const;
  const Attribute* LocalKeyId() const;
};

// Safe is one part of the file, encrypted or not.
struct Safe {
  enum class Kind { kPlain, kEncrypted, kOther };

  Kind kind = Kind::kPlain;
  std::string type;  // Of kOther: "envelopedData".
  size_t offset = 0;
  std::string where;                     // "safe 1"
  std::optional<Protection> protection;  // Of kEncrypted.
  std::string ciphertext;
  std::vector<Bag> bags;   // Of kEncrypted, once it is open.
  std::string damage;      // Of kEncrypted: why its contents cannot be read.
  bool too_large = false;  // That is a limit of ours (IsLimit).
};

// Mac is what keeps the file from being altered.
struct Mac {
  enum class Kind { kHmac, kPbmac1 };

  Kind kind = Kind::kHmac;
  const Hash* hash = nullptr;  // Of the HMAC; null if unknown.
  Derivation derivation;       // Of its key.
  std::string digest;          // As the file has it.
  std::string unsupported;     // Why it cannot be checked; "" where it can.
  size_t offset = 0;
};

struct Container {
  std::int64_t version = 0;
  std::vector<Safe> safes;
  std::optional<Mac> mac;
  std::string authenticated;  // The bytes that the MAC is over.

  std::string not_der;      // The first place that is BER and no DER; or "".
  size_t num_trailing = 0;  // Bytes after the file's end.
};

// ReadContainer reads a PFX, in DER or BER. What is encrypted stays so. An
// integrity mode or a type of content that is not password-based is an error
// that names it.
cms::Parsed<Container> ReadContainer(std::string_view bytes);

// IsLimit says whether an error of these readers is about a file that has more
// bags, or deeper ones, than are read here.
bool IsLimit(const cms::BerError& error);

// ReadSurvivors reads what is whole in a file that was cut off; nothing where
// that is not even a safe. Its MAC, which stands last, is gone.
std::optional<Container> ReadSurvivors(std::string_view bytes);

// ClaimedLength gives how long a file is that begins with `bytes`, as its first
// element says; 0 where that does not say, or more than 16 MiB.
size_t ClaimedLength(std::string_view bytes);

// ReadBags reads the contents of a safe; `where` is the safe's.
cms::Parsed<std::vector<Bag>> ReadBags(std::string_view contents,
                                       std::string_view where);

// FirstNotDer gives the first place of `bytes` that is BER and no DER, as
// "an indefinite length at byte 4"; "" where all is DER.
std::string FirstNotDer(std::string_view bytes);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_CONTAINER_H_
