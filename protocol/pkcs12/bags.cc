#include <fmt/format.h>

#include <utility>

#include "protocol/base/text.h"
#include "protocol/pkcs12/container.h"
#include "protocol/pkcs12/oids.h"
#include "protocol/pkcs12/password.h"

namespace mdmock::pkcs12 {
namespace {

using cms::BerError;
using cms::Element;
using cms::Parsed;
using cms::Reader;

constexpr cms::Tag kBmpString{cms::TagClass::kUniversal, 30};

Parsed<std::string> ExpectOid(Reader& reader, std::string_view what) {
  const Parsed<Element> element = reader.Expect(cms::kOid, what);
  if (!element) return element.error();
  return ReadOid(*element);
}

Parsed<std::string> ExpectOctets(Reader& reader, std::string_view what) {
  const Parsed<Element> element = reader.Expect(cms::kOctetString, what);
  if (!element) return element.error();
  Parsed<cms::Octets> octets = ReadOctets(*element);
  if (!octets) return octets.error();
  return std::move(octets->bytes);
}

// The one value of an attribute, as far as its type is known.
void ReadValue(const Element& value, Attribute& attribute) {
  attribute.value = std::string(value.whole);
  if (attribute.oid == oids::kFriendlyName) {
    const auto text = value.tag == kBmpString && !value.constructed
                          ? FromUtf16Be(value.content)
                          : std::nullopt;
    attribute.value = text.value_or("");
    if (text) return;
    attribute.damage =
        fmt::format("{}, and no BMPString in UTF-16",
                    value.tag == kBmpString ? "damaged text" : Name(value.tag));
  }
  if (attribute.oid == oids::kLocalKeyId) {
    const auto octets = value.tag == cms::kOctetString
                            ? ReadOctets(value)
                            : Parsed<cms::Octets>(BerError{});
    attribute.value = octets ? octets->bytes : "";
    if (!octets) attribute.damage = Name(value.tag) + ", and no OCTET STRING";
  }
}

Parsed<Attribute> ReadAttribute(const Element& element) {
  Reader fields(element);
  Parsed<std::string> oid = ExpectOid(fields, "an attribute's type");
  if (!oid) return oid.error();
  const Parsed<Element> values =
      fields.Expect(cms::kSet, "an attribute's values");
  if (!values) return values.error();
  Attribute attribute{.oid = std::move(*oid), .value = {}, .damage = {}};
  Reader all(*values);
  if (all.AtEnd()) {
    attribute.damage = "no value";
    return attribute;
  }
  const Parsed<Element> value = all.Next();
  if (!value) return value.error();
  ReadValue(*value, attribute);
  if (!all.AtEnd() && attribute.damage.empty()) {
    attribute.damage = "more than one value";
  }
  return attribute;
}

class BagReader {
 public:
  Parsed<std::vector<Bag>> Read(const Element& sequence, std::string_view where,
                                int nesting) {
    std::vector<Bag> bags;
    Reader all(sequence);
    while (!all.AtEnd()) {
      const Parsed<Element> element = all.Expect(cms::kSequence, "a bag");
      if (!element) return element.error();
      if (++count_ > kMaxBags) {
        return BerError{element->offset, std::string(kTooManyBags)};
      }
      Parsed<Bag> bag = ReadBag(
          *element, fmt::format("{}, bag {}", where, bags.size() + 1), nesting);
      if (!bag) return bag.error();
      bags.push_back(std::move(*bag));
    }
    return bags;
  }

 private:
  Parsed<Bag> ReadBag(const Element& element, std::string where, int nesting) {
    Bag bag{.oid = {},
            .offset = element.offset,
            .where = std::move(where),
            .contents = {},
            .ciphertext = {},
            .protection = {},
            .attributes = {},
            .bags = {}};
    Reader fields(element);
    Parsed<std::string> oid = ExpectOid(fields, "a bag's type");
    if (!oid) return oid.error();
    bag.oid = std::move(*oid);
    bag.kind = oids::BagKind(bag.oid);
    const Parsed<Element> tagged =
        fields.Expect(cms::Context(0), "a bag's contents");
    if (!tagged) return tagged.error();
    Reader inside(*tagged);
    const Parsed<Element> value = inside.Next();
    if (!value) return value.error();
    if (const auto read = ReadContents(*value, nesting, bag); !read) {
      return read.error();
    }
    if (const auto read = ReadAttributes(fields, bag); !read) {
      return read.error();
    }
    return bag;
  }

  static Parsed<bool> ReadAttributes(Reader& fields, Bag& bag) {
    if (fields.AtEnd()) return true;
    const Parsed<Element> set = fields.Expect(cms::kSet, "bag attributes");
    if (!set) return set.error();
    Reader all(*set);
    while (!all.AtEnd()) {
      const Parsed<Element> element =
          all.Expect(cms::kSequence, "a bag attribute");
      if (!element) return element.error();
      Parsed<Attribute> attribute = ReadAttribute(*element);
      if (!attribute) return attribute.error();
      bag.attributes.push_back(std::move(*attribute));
    }
    return true;
  }

  Parsed<bool> ReadContents(const Element& value, int nesting, Bag& bag) {
    switch (bag.kind) {
      case Bag::Kind::kShroudedKey:
        return ReadShrouded(value, bag);
      case Bag::Kind::kCertificate:
      case Bag::Kind::kCrl:
        return ReadTyped(value, bag);
      case Bag::Kind::kSafeContents:
        return ReadNested(value, nesting, bag);
      case Bag::Kind::kKey:
      case Bag::Kind::kSecret:
      case Bag::Kind::kUnknown:
        break;
    }
    bag.contents = std::string(value.whole);
    return true;
  }

  static Parsed<bool> ReadShrouded(const Element& value, Bag& bag) {
    Reader fields(value);
    const Parsed<Element> algorithm =
        fields.Expect(cms::kSequence, "the encryption algorithm");
    if (!algorithm) return algorithm.error();
    Parsed<Protection> protection = ReadProtection(*algorithm);
    if (!protection) return protection.error();
    Parsed<std::string> octets = ExpectOctets(fields, "the encrypted key");
    if (!octets) return octets.error();
    bag.protection = std::move(*protection);
    bag.ciphertext = std::move(*octets);
    return true;
  }

  // CertBag and CRLBag: a type, and the thing in an OCTET STRING.
  static Parsed<bool> ReadTyped(const Element& value, Bag& bag) {
    Reader fields(value);
    const Parsed<std::string> type = ExpectOid(fields, "the bag's inner type");
    if (!type) return type.error();
    const Parsed<Element> tagged =
        fields.Expect(cms::Context(0), "the bag's inner value");
    if (!tagged) return tagged.error();
    bag.x509 = *type == oids::kX509Certificate || *type == oids::kX509Crl;
    Reader inside(*tagged);
    if (!bag.x509) {
      bag.contents = std::string(tagged->content);
      return true;
    }
    Parsed<std::string> octets = ExpectOctets(inside, "the certificate");
    if (!octets) return octets.error();
    bag.contents = std::move(*octets);
    return true;
  }

  Parsed<bool> ReadNested(const Element& value, int nesting, Bag& bag) {
    if (value.tag != cms::kSequence || nesting >= kMaxNesting) {
      return BerError{value.offset, nesting >= kMaxNesting
                                        ? std::string(kTooDeep)
                                        : "SafeContents is to be SEQUENCE"};
    }
    Parsed<std::vector<Bag>> bags = Read(value, bag.where, nesting + 1);
    if (!bags) return bags.error();
    bag.bags = std::move(*bags);
    return true;
  }

  size_t count_ = 0;
};

}  // namespace

const Attribute* Bag::Find(std::string_view type) const {
  for (const Attribute& attribute : attributes) {
    if (attribute.oid == type) return &attribute;
  }
  return nullptr;
}

const Attribute* Bag::FriendlyName() const { return Find(oids::kFriendlyName); }
const Attribute* Bag::LocalKeyId() const { return Find(oids::kLocalKeyId); }

Parsed<std::vector<Bag>> ReadBags(std::string_view contents,
                                  std::string_view where) {
  Reader reader(contents);
  const Parsed<Element> sequence =
      reader.Expect(cms::kSequence, "SafeContents");
  if (!sequence) return sequence.error();
  if (!reader.AtEnd()) {
    return BerError{reader.offset(), "something follows SafeContents"};
  }
  return BagReader().Read(*sequence, where, 0);
}

}  // namespace mdmock::pkcs12
