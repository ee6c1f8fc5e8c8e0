#include "protocol/pkcs12/loose.h"

#include <utility>

#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"
#include "protocol/pkcs12/oids.h"

namespace mdmock::pkcs12 {
namespace {

Bag BagOf(Bag::Kind kind, std::string contents) {
  return {.kind = kind,
          .oid = {},
          .where = {},
          .contents = std::move(contents),
          .ciphertext = {},
          .protection = {},
          .x509 = true,
          .attributes = {},
          .bags = {}};
}

// EncryptedPrivateKeyInfo (RFC 5958, 3): an algorithm, and octets.
bool AddEncryptedKey(std::string_view der, std::vector<Bag>& bags) {
  cms::Reader reader(der);
  const auto sequence = reader.Expect(cms::kSequence, "a key");
  if (!sequence || !reader.AtEnd()) return false;
  cms::Reader fields(*sequence);
  const auto algorithm = fields.Expect(cms::kSequence, "its algorithm");
  if (!algorithm) return false;
  const auto octets = fields.Expect(cms::kOctetString, "its octets");
  if (!octets || !fields.AtEnd()) return false;
  auto protection = ReadProtection(*algorithm);
  if (!protection) return false;
  Bag bag = BagOf(Bag::Kind::kShroudedKey, "");
  bag.ciphertext = std::string(octets->content);
  bag.protection = std::move(*protection);
  bags.push_back(std::move(bag));
  return true;
}

// The certificates of a SignedData: [0] after its version and algorithms.
bool AddSignedData(std::string_view der, std::vector<Bag>& bags) {
  cms::Reader reader(der);
  const auto info = reader.Expect(cms::kSequence, "ContentInfo");
  if (!info) return false;
  cms::Reader outer(*info);
  const auto oid = outer.Expect(cms::kOid, "the type");
  if (!oid) return false;
  const auto type = ReadOid(*oid);
  const auto tagged = outer.Expect(cms::Context(0), "the content");
  if (!type || *type != oids::kSignedData || !tagged) return false;
  cms::Reader inside(*tagged);
  const auto data = inside.Expect(cms::kSequence, "SignedData");
  if (!data) return false;
  cms::Reader fields(*data);
  while (!fields.AtEnd()) {
    const auto field = fields.Next();
    if (!field) return false;
    if (field->tag != cms::Context(0)) continue;
    cms::Reader all(*field);
    while (!all.AtEnd() && bags.size() < kMaxBags) {
      const auto certificate = all.Next();
      if (!certificate) return false;
      bags.push_back(
          BagOf(Bag::Kind::kCertificate, std::string(certificate->whole)));
    }
    return true;
  }
  return false;
}

void Add(const std::string& object, std::vector<Bag>& bags) {
  if (object.empty() || object[0] != 0x30) return;
  if (const auto read = crypto::Certificate::Read(object)) {
    bags.push_back(BagOf(Bag::Kind::kCertificate, object));
  } else if (AddEncryptedKey(object, bags) || AddSignedData(object, bags)) {
    return;
  } else if (const auto key = crypto::PrivateKey::ReadDer(object)) {
    bags.push_back(BagOf(Bag::Kind::kKey, object));
  }
}

}  // namespace

std::vector<Bag> ReadLoose(const std::vector<std::string>& objects) {
  std::vector<Bag> bags;
  for (const std::string& object : objects) Add(object, bags);
  for (Bag& bag : bags) bag.where = "the payload";
  return bags;
}

}  // namespace mdmock::pkcs12
