#include "protocol/cms/signed_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/cms/algorithms.h"
#include "protocol/cms/attributes.h"
#include "protocol/cms/strict_reader.h"

namespace mdmock::cms {
namespace {

constexpr size_t kMaxCertificates = 64;
constexpr size_t kMaxSigners = 16;

using MaybeError = std::optional<BerError>;

Parsed<AlgorithmIdentifier> ReadAlgorithm(const Element& sequence,
                                          std::string_view what) {
  using Parameters = AlgorithmIdentifier::Parameters;
  AlgorithmIdentifier algorithm{
      .offset = sequence.offset, .oid = {}, .other = {}};
  Reader reader(sequence);
  const auto identifier = ExpectOid(reader, what);
  if (!identifier) return identifier.error();
  algorithm.oid = *identifier;
  if (reader.AtEnd()) return algorithm;
  const auto parameters = ExpectValue(reader);
  if (!parameters) return parameters.error();
  const bool null = parameters->tag == kNull;
  algorithm.parameters = null ? Parameters::kIsNull : Parameters::kOther;
  if (!null) algorithm.other = *parameters;
  if (const auto end = ExpectEnd(reader, what); !end) return end.error();
  return algorithm;
}

Parsed<AlgorithmIdentifier> ExpectAlgorithm(Reader& reader,
                                            std::string_view what) {
  const auto sequence = ExpectConstructed(reader, kSequence, what);
  if (!sequence) return sequence.error();
  return ReadAlgorithm(*sequence, what);
}

// issuerAndSerialNumber or [0] subjectKeyIdentifier.
MaybeError ReadSignerId(Reader& reader, SignerInfo& signer) {
  if (const auto identifier = reader.TakeIf(Context(0))) {
    auto octets = JoinOctets(*identifier);
    if (!octets) return octets.error();
    signer.key_identifier = std::move(*octets);
    return std::nullopt;
  }
  const auto pair =
      ExpectConstructed(reader, kSequence, "issuerAndSerialNumber");
  if (!pair) return pair.error();
  Reader inside(*pair);
  const auto issuer =
      ExpectConstructed(inside, kSequence, "the signer's issuer");
  if (!issuer) return issuer.error();
  const auto serial = ExpectInteger(inside, "the signer's serial number");
  if (!serial) return serial.error();
  signer.issuer_der = issuer->whole;
  signer.serial = *serial;
  if (const auto end = ExpectEnd(inside, "the signer's name"); !end) {
    return end.error();
  }
  return std::nullopt;
}

MaybeError ReadSignedAttributes(Reader& reader, SignerInfo& signer) {
  const auto element = reader.TakeIf(Context(0));
  if (!element) return std::nullopt;
  auto attributes = ReadAttributes(*element);
  if (!attributes) return attributes.error();
  signer.attributes = std::move(*attributes);
  auto bytes = SignedBytes(*element);
  if (!bytes) return bytes.error();
  signer.signed_bytes = std::move(*bytes);
  signer.attributes_element = *element;
  return std::nullopt;
}

MaybeError ReadSignature(Reader& reader, SignerInfo& signer) {
  const auto algorithm = ExpectAlgorithm(reader, "signatureAlgorithm");
  if (!algorithm) return algorithm.error();
  signer.signature_algorithm = *algorithm;
  signer.signature_offset = reader.offset();
  auto signature = ExpectOctets(reader, "the signature");
  if (!signature) return signature.error();
  signer.signature = std::move(*signature);
  if (const auto element = reader.TakeIf(Context(1))) {
    auto attributes = ReadAttributes(*element);
    if (!attributes) return attributes.error();
    signer.unsigned_attributes = std::move(*attributes);
  }
  if (const auto end = ExpectEnd(reader, "SignerInfo"); !end) {
    return end.error();
  }
  return std::nullopt;
}

Parsed<SignerInfo> ReadSigner(const Element& sequence) {
  SignerInfo signer;
  signer.offset = sequence.offset;
  Reader reader(sequence);
  const auto version = ExpectSmallInteger(reader, "the signer's version");
  if (!version) return version.error();
  signer.version = *version;
  if (auto error = ReadSignerId(reader, signer)) return *error;
  const auto digest = ExpectAlgorithm(reader, "the signer's digestAlgorithm");
  if (!digest) return digest.error();
  signer.digest = *digest;
  if (auto error = ReadSignedAttributes(reader, signer)) return *error;
  if (auto error = ReadSignature(reader, signer)) return *error;
  return signer;
}

MaybeError ReadDigests(Reader& reader, SignedData& message) {
  const auto set = ExpectConstructed(reader, kSet, "digestAlgorithms");
  if (!set) return set.error();
  Reader inside(*set);
  while (!inside.AtEnd()) {
    if (message.digests.size() == kMaxSigners) {
      return BerError{inside.offset(), "too many digest algorithms"};
    }
    const auto algorithm = ExpectAlgorithm(inside, "a digest algorithm");
    if (!algorithm) return algorithm.error();
    message.digests.push_back(*algorithm);
  }
  return std::nullopt;
}

MaybeError ReadContent(Reader& reader, SignedData& message) {
  const auto sequence =
      ExpectConstructed(reader, kSequence, "encapContentInfo");
  if (!sequence) return sequence.error();
  message.content_offset = sequence->offset;
  Reader inside(*sequence);
  const auto type = ExpectOid(inside, "the content's type");
  if (!type) return type.error();
  message.content_type = *type;
  if (inside.AtEnd()) return std::nullopt;
  const auto tagged =
      ExpectConstructed(inside, Context(0), "the attached content");
  if (!tagged) return tagged.error();
  Reader wrapped(*tagged);
  auto octets = ExpectOctets(wrapped, "the attached content");
  if (!octets) return octets.error();
  message.content = std::move(*octets);
  for (const Reader* one : {&wrapped, &inside}) {
    const auto end = ExpectEnd(*one, "the content");
    if (!end) return end.error();
  }
  return std::nullopt;
}

// What stands in an optional [tag], which is a SET of `tag`'s elements.
MaybeError ReadOptionalSet(Reader& reader, std::uint32_t tag,
                           std::string_view what, std::vector<Element>& found) {
  const auto set = reader.TakeIf(Context(tag));
  if (!set) return std::nullopt;
  if (!set->constructed) {
    return BerError{set->offset, fmt::format("{} are not constructed", what)};
  }
  Reader inside(*set);
  while (!inside.AtEnd()) {
    if (found.size() == kMaxCertificates) {
      return BerError{inside.offset(),
                      fmt::format("more than {} {}", kMaxCertificates, what)};
    }
    const auto element = ExpectConstructed(inside, kSequence, what);
    if (!element) return element.error();
    found.push_back(*element);
  }
  return std::nullopt;
}

MaybeError ReadSigners(Reader& reader, SignedData& message) {
  const auto set = ExpectConstructed(reader, kSet, "signerInfos");
  if (!set) return set.error();
  Reader inside(*set);
  while (!inside.AtEnd()) {
    if (message.signers.size() == kMaxSigners) {
      return BerError{inside.offset(),
                      fmt::format("more than {} signers", kMaxSigners)};
    }
    const auto sequence = ExpectConstructed(inside, kSequence, "a SignerInfo");
    if (!sequence) return sequence.error();
    auto signer = ReadSigner(*sequence);
    if (!signer) return signer.error();
    message.signers.push_back(std::move(*signer));
  }
  return std::nullopt;
}

MaybeError ReadInside(Reader& reader, SignedData& message) {
  const auto version = ExpectSmallInteger(reader, "the message's version");
  if (!version) return version.error();
  message.version = *version;
  if (auto error = ReadDigests(reader, message)) return error;
  if (auto error = ReadContent(reader, message)) return error;
  if (auto error =
          ReadOptionalSet(reader, 0, "certificates", message.certificates)) {
    return error;
  }
  if (auto error = ReadOptionalSet(reader, 1, "revocation lists",
                                   message.revocation_lists)) {
    return error;
  }
  if (auto error = ReadSigners(reader, message)) return error;
  if (const auto end = ExpectEnd(reader, "SignedData"); !end) {
    return end.error();
  }
  return std::nullopt;
}

}  // namespace

const Attribute* SignerInfo::Find(std::string_view oid) const {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(),
                   [&](const Attribute& one) { return one.oid == oid; });
  return found == attributes.end() ? nullptr : &*found;
}

size_t SignerInfo::Count(std::string_view oid) const {
  return static_cast<size_t>(
      std::count_if(attributes.begin(), attributes.end(),
                    [&](const Attribute& one) { return one.oid == oid; }));
}

Parsed<SignedData> ReadSignedData(std::string_view bytes) {
  Reader outside(bytes);
  const auto sequence = ExpectConstructed(outside, kSequence, "ContentInfo");
  if (!sequence) return sequence.error();
  Reader reader(*sequence);
  const size_t type_offset = reader.offset();
  const auto type = ExpectOid(reader, "the message's type");
  if (!type) return type.error();
  if (*type != oid::kSignedData) {
    return BerError{type_offset, fmt::format("the message's type is {} and not "
                                             "id-signedData",
                                             OidName(*type))};
  }
  const auto tagged =
      ExpectConstructed(reader, Context(0), "the message's content");
  if (!tagged) return tagged.error();
  if (const auto end = ExpectEnd(reader, "ContentInfo"); !end) {
    return end.error();
  }
  Reader wrapped(*tagged);
  const auto inner = ExpectConstructed(wrapped, kSequence, "SignedData");
  if (!inner) return inner.error();
  if (const auto end = ExpectEnd(wrapped, "SignedData"); !end) {
    return end.error();
  }
  SignedData message;
  message.indefinite = sequence->indefinite;
  message.trailing_offset = outside.offset();
  message.trailing_len = outside.rest().size();
  Reader inside(*inner);
  if (const auto error = ReadInside(inside, message)) return *error;
  return message;
}

}  // namespace mdmock::cms
