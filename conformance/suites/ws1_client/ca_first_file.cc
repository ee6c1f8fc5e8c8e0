#include "conformance/suites/ws1_client/ca_first_file.h"

#include <optional>
#include <string_view>

#include "protocol/base/text.h"
#include "protocol/cms/ber.h"
#include "protocol/crypto/digest.h"
#include "protocol/pkcs12/container.h"
#include "protocol/pkcs12/mac.h"
#include "protocol/pkcs12/password.h"

namespace mdmock::conformance::ws1 {
namespace {

using cms::WriteDefinite;
using cms::WriteOid;

constexpr char kData[] = "1.2.840.113549.1.7.1";
constexpr char kCertificateBag[] = "1.2.840.113549.1.12.10.1.3";
constexpr char kX509[] = "1.2.840.113549.1.9.22.1";
constexpr char kLocalKeyId[] = "1.2.840.113549.1.9.21";

std::string Sequence(const std::string& content) {
  return WriteDefinite(0x30, content);
}

std::string Tagged(const std::string& content) {
  return WriteDefinite(0xA0, content);
}

// ContentInfo of plain bytes.
std::string DataOf(const std::string& bytes) {
  return Sequence(WriteOid(kData) + Tagged(WriteDefinite(0x04, bytes)));
}

std::string BagOf(const crypto::Certificate& certificate,
                  const std::string& attributes) {
  return Sequence(
      WriteOid(kCertificateBag) +
      Tagged(Sequence(WriteOid(kX509) +
                      Tagged(WriteDefinite(0x04, certificate.Der())))) +
      attributes);
}

// OpenSSL's name for the key of a certificate.
std::string KeyIdOf(const crypto::Certificate& certificate) {
  const std::string id =
      crypto::Digest(crypto::DigestAlgorithm::kSha1, certificate.Der());
  return WriteDefinite(0x31,
                       Sequence(WriteOid(kLocalKeyId) +
                                WriteDefinite(0x31, WriteDefinite(0x04, id))));
}

// The safe of the key: the one that is not encrypted as a whole.
std::optional<std::string> KeySafe(const std::string& authenticated) {
  const auto safes =
      cms::Reader(authenticated).Expect(cms::kSequence, "the safes");
  if (!safes) return std::nullopt;
  cms::Reader reader(*safes);
  while (!reader.AtEnd()) {
    const auto safe = reader.Next();
    if (!safe) return std::nullopt;
    const auto type = cms::Reader(*safe).Next();
    const auto oid = type ? cms::ReadOid(*type) : type.error();
    if (oid && *oid == kData) return std::string(safe->whole);
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> MakeCaFirstFile(const crypto::Identity& identity,
                                    const std::string& password) {
  const auto usual = crypto::MakeIdentityFile(identity, password);
  if (!usual) return usual;
  const auto container = pkcs12::ReadContainer(*usual);
  if (!container || !container->mac) {
    return Failure{"our own PKCS#12 file cannot be read"};
  }
  const auto key = KeySafe(container->authenticated);
  if (!key) return Failure{"our own PKCS#12 file has no safe of a key"};
  std::string bags;
  for (const crypto::Certificate& other : identity.others) {
    bags += BagOf(other, "");
  }
  bags += BagOf(identity.certificate, KeyIdOf(identity.certificate));
  const std::string safes = Sequence(DataOf(Sequence(bags)) + *key);

  const auto digest =
      pkcs12::ComputeMac(*container->mac, pkcs12::PasswordOf(password), safes);
  const auto whole = cms::Reader(*usual).Next();
  if (!digest || !whole) return Failure{"the MAC cannot be computed"};
  cms::Reader parts(*whole);
  const auto version = parts.Next();
  const auto content = parts.Next();
  if (!version || !content) return Failure{"a PKCS#12 file without parts"};
  std::string mac(parts.rest());
  ReplaceAll(mac, container->mac->digest, *digest);
  return Sequence(std::string(version->whole) + DataOf(safes) + mac);
}

}  // namespace mdmock::conformance::ws1
