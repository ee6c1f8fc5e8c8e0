#include "protocol/pkcs12/container.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/pkcs12/mac.h"
#include "protocol/pkcs12/oids.h"

namespace mdmock::pkcs12 {

namespace oids {

Bag::Kind BagKind(std::string_view oid) {
  if (oid.size() != kBags.size() + 1 || oid.substr(0, kBags.size()) != kBags) {
    return Bag::Kind::kUnknown;
  }
  const int number = oid.back() - '1';
  const bool known =
      number >= 0 && number < static_cast<int>(Bag::Kind::kUnknown);
  return known ? static_cast<Bag::Kind>(number) : Bag::Kind::kUnknown;
}

std::string_view ContentName(std::string_view oid) {
  if (oid == kData) return "data";
  if (oid == kSignedData) return "signedData";
  if (oid == kEnvelopedData) return "envelopedData";
  if (oid == kEncryptedData) return "encryptedData";
  return oid;
}

}  // namespace oids

namespace {

using cms::BerError;
using cms::Element;
using cms::Parsed;
using cms::Reader;

// A ContentInfo, its content not yet looked into.
struct Content {
  std::string type;
  size_t offset = 0;
  Element value;
};

Parsed<Content> ReadContentInfo(const Element& element) {
  Reader fields(element);
  const Parsed<Element> oid = fields.Expect(cms::kOid, "the content's type");
  if (!oid) return oid.error();
  Parsed<std::string> type = ReadOid(*oid);
  if (!type) return type.error();
  const Parsed<Element> tagged = fields.Expect(cms::Context(0), "the content");
  if (!tagged) return tagged.error();
  Reader inside(*tagged);
  const Parsed<Element> value = inside.Next();
  if (!value) return value.error();
  return Content{std::move(*type), element.offset, *value};
}

// The octets of a content of type data.
Parsed<cms::Octets> DataOf(const Content& content) {
  if (content.value.tag != cms::kOctetString) {
    return BerError{
        content.value.offset,
        "data is to be OCTET STRING, and here is " + Name(content.value.tag)};
  }
  return ReadOctets(content.value);
}

Parsed<bool> ReadEncrypted(const Content& content, Safe& safe) {
  Reader fields(content.value);
  const Parsed<Element> version =
      fields.Expect(cms::kInteger, "the version of EncryptedData");
  if (!version) return version.error();
  const Parsed<Element> info =
      fields.Expect(cms::kSequence, "EncryptedContentInfo");
  if (!info) return info.error();
  Reader inside(*info);
  const Parsed<Element> type = inside.Expect(cms::kOid, "the content's type");
  if (!type) return type.error();
  const Parsed<Element> algorithm =
      inside.Expect(cms::kSequence, "the encryption algorithm");
  if (!algorithm) return algorithm.error();
  Parsed<Protection> protection = ReadProtection(*algorithm);
  if (!protection) return protection.error();
  const Parsed<Element> bytes =
      inside.Expect(cms::Context(0), "the encrypted content");
  if (!bytes) return bytes.error();
  Parsed<cms::Octets> octets = ReadOctets(*bytes);
  if (!octets) return octets.error();
  safe.protection = std::move(*protection);
  safe.ciphertext = std::move(octets->bytes);
  return true;
}

Parsed<Safe> ReadSafe(const Element& element, std::string where) {
  const Parsed<Content> content = ReadContentInfo(element);
  if (!content) return content.error();
  Safe safe{.type = std::string(oids::ContentName(content->type)),
            .offset = content->offset,
            .where = std::move(where),
            .protection = {},
            .ciphertext = {},
            .bags = {},
            .damage = {}};
  if (content->type == oids::kData) {
    const Parsed<cms::Octets> octets = DataOf(*content);
    if (!octets) return octets.error();
    Parsed<std::vector<Bag>> bags = ReadBags(octets->bytes, safe.where);
    if (!bags) return bags.error();
    safe.bags = std::move(*bags);
    return safe;
  }
  if (content->type == oids::kEncryptedData) {
    safe.kind = Safe::Kind::kEncrypted;
    if (const auto read = ReadEncrypted(*content, safe); !read) {
      return read.error();
    }
    return safe;
  }
  safe.kind = Safe::Kind::kOther;
  return safe;
}

// Where the outermost elements of a file are.
struct Outline {
  std::int64_t version = 0;
  Element data;  // The OCTET STRING that holds the authenticated safe.
  cms::Octets authenticated;
  std::optional<Element> mac;
  size_t end = 0;
};

enum class MacPart { kRead, kPassOver };

Parsed<Outline> ReadOutline(std::string_view bytes, MacPart mac_part) {
  Outline outline;
  Reader file(bytes);
  const Parsed<Element> pfx = file.Expect(cms::kSequence, "PFX");
  if (!pfx) return pfx.error();
  outline.end = pfx->whole.size();
  Reader fields(*pfx);
  const Parsed<Element> version = fields.Expect(cms::kInteger, "the version");
  if (!version) return version.error();
  const Parsed<std::int64_t> number = ReadSmallInteger(*version);
  if (!number) return number.error();
  outline.version = *number;
  const Parsed<Element> info = fields.Expect(cms::kSequence, "authSafe");
  if (!info) return info.error();
  const Parsed<Content> content = ReadContentInfo(*info);
  if (!content) return content.error();
  if (content->type != oids::kData) {
    return BerError{content->offset,
                    fmt::format("authSafe is {}: only password integrity, "
                                "whose authSafe is data, is read here",
                                oids::ContentName(content->type))};
  }
  Parsed<cms::Octets> octets = DataOf(*content);
  if (!octets) return octets.error();
  outline.data = content->value;
  outline.authenticated = std::move(*octets);
  if (mac_part == MacPart::kRead && !fields.AtEnd()) {
    const Parsed<Element> mac = fields.Expect(cms::kSequence, "MacData");
    if (!mac) return mac.error();
    outline.mac = *mac;
  }
  return outline;
}

Parsed<std::vector<Safe>> ReadSafes(std::string_view authenticated) {
  Reader reader(authenticated);
  const Parsed<Element> sequence =
      reader.Expect(cms::kSequence, "AuthenticatedSafe");
  if (!sequence) return sequence.error();
  std::vector<Safe> safes;
  size_t num_bags = 0;
  Reader all(*sequence);
  while (!all.AtEnd()) {
    const Parsed<Element> element = all.Expect(cms::kSequence, "a safe");
    if (!element) return element.error();
    Parsed<Safe> safe =
        ReadSafe(*element, fmt::format("safe {}", safes.size() + 1));
    if (!safe) return safe.error();
    num_bags += 1 + safe->bags.size();
    if (num_bags > kMaxBags) {
      return BerError{element->offset, std::string(kTooManyBags)};
    }
    safes.push_back(std::move(*safe));
  }
  return safes;
}

// How many bytes of a string's contents stand in the file before `cut`.
size_t LengthBefore(const Element& element, size_t cut) {
  if (!element.constructed) {
    const size_t begin = element.content_offset();
    return cut <= begin ? 0 : std::min(cut - begin, element.content.size());
  }
  size_t length = 0;
  Reader pieces(element);
  while (!pieces.AtEnd()) {
    const Parsed<Element> piece = pieces.Next();
    if (!piece) break;
    length += LengthBefore(*piece, cut);
  }
  return length;
}

// The safes before `cut`, which counts in `authenticated`.
std::vector<Safe> SafesBefore(std::string_view authenticated, size_t cut) {
  std::vector<Safe> safes;
  Reader reader(authenticated);
  const Parsed<Element> sequence = reader.Expect(cms::kSequence, "safes");
  if (!sequence) return safes;
  Reader all(*sequence);
  while (!all.AtEnd() && safes.size() < kMaxBags) {
    const Parsed<Element> element = all.Expect(cms::kSequence, "a safe");
    if (!element || element->offset + element->whole.size() > cut) break;
    Parsed<Safe> safe =
        ReadSafe(*element, fmt::format("safe {}", safes.size() + 1));
    if (!safe) break;
    safes.push_back(std::move(*safe));
  }
  return safes;
}

}  // namespace

bool IsLimit(const BerError& error) {
  return error.what.find(kTooManyBags) != std::string::npos ||
         error.what.find(kTooDeep) != std::string::npos;
}

Parsed<Container> ReadContainer(std::string_view bytes) {
  if (bytes.size() > kMaxFileSize) {
    return BerError{kMaxFileSize, "the file is larger than 16 MiB"};
  }
  Parsed<Outline> outline = ReadOutline(bytes, MacPart::kRead);
  if (!outline) return outline.error();
  Container container{.version = outline->version,
                      .safes = {},
                      .mac = {},
                      .authenticated = std::move(outline->authenticated.bytes),
                      .not_der = {}};
  if (outline->mac) {
    Parsed<Mac> mac = ReadMac(*outline->mac);
    if (!mac) return mac.error();
    container.mac = std::move(*mac);
  }
  Parsed<std::vector<Safe>> safes = ReadSafes(container.authenticated);
  if (!safes) {
    return BerError{safes.error().offset,
                    "in the authenticated safe: " + safes.error().what};
  }
  container.safes = std::move(*safes);
  container.num_trailing = bytes.size() - outline->end;
  container.not_der = FirstNotDer(bytes.substr(0, outline->end));
  if (container.not_der.empty()) {
    container.not_der = FirstNotDer(container.authenticated);
    if (!container.not_der.empty()) {
      container.not_der += " of the authenticated safe";
    }
  }
  return container;
}

std::optional<Container> ReadSurvivors(std::string_view bytes) {
  if (bytes.size() > kMaxFileSize) return std::nullopt;
  // The missing bytes as zeros keep definite lengths true and end indefinite
  // ones; they are never taken for contents.
  constexpr size_t kLongestPiece = size_t{1} << 16;
  const size_t claimed = ClaimedLength(bytes);
  std::string whole(bytes);
  whole.resize(claimed != 0 ? claimed : 2 * bytes.size() + kLongestPiece, '\0');
  const Parsed<Outline> outline = ReadOutline(whole, MacPart::kPassOver);
  if (!outline) return std::nullopt;
  const size_t cut = LengthBefore(outline->data, bytes.size());
  std::vector<Safe> safes = SafesBefore(outline->authenticated.bytes, cut);
  if (safes.empty()) return std::nullopt;
  return Container{.version = outline->version,
                   .safes = std::move(safes),
                   .mac = {},
                   .authenticated = {},
                   .not_der = {}};
}

size_t ClaimedLength(std::string_view bytes) {
  const auto at = [&](size_t index) {
    return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : 0U;
  };
  if (bytes.size() < 2 || at(0) != 0x30 || at(1) == 0x80) return 0;
  if (at(1) < 0x80) return 2 + at(1);
  const size_t num_bytes = at(1) & 0x7FU;
  if (num_bytes > 4 || bytes.size() < 2 + num_bytes) return 0;
  size_t length = 0;
  for (size_t i = 0; i < num_bytes; ++i) length = length << 8 | at(2 + i);
  return length <= kMaxFileSize ? 2 + num_bytes + length : 0;
}

}  // namespace mdmock::pkcs12
