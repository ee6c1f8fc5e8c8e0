#include "protocol/cms/enveloped_data.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace mdmock::cms {
namespace {

constexpr size_t kMaxRecipients = 64;

// version, issuerAndSerialNumber or [0] subjectKeyIdentifier.
std::optional<BerError> ReadRecipientId(Reader& reader, Recipient& recipient) {
  if (const auto identifier = reader.TakeIf(Context(0))) {
    const Parsed<Octets> octets = ReadOctets(*identifier);
    if (!octets) return octets.error();
    recipient.key_identifier = octets->bytes;
    return std::nullopt;
  }
  const auto pair = reader.Expect(kSequence, "issuerAndSerialNumber");
  if (!pair) return pair.error();
  Reader inside(*pair);
  const auto issuer = inside.Expect(kSequence, "the recipient's issuer");
  if (!issuer) return issuer.error();
  const auto serial = inside.Expect(kInteger, "the recipient's serial number");
  if (!serial) return serial.error();
  recipient.issuer_der = issuer->whole;
  recipient.serial = serial->content;
  return std::nullopt;
}

struct Algorithm {
  std::string oid;
  std::optional<Element> parameters;
};

Parsed<Algorithm> ReadAlgorithm(Reader& reader, std::string_view what) {
  const auto sequence = reader.Expect(kSequence, what);
  if (!sequence) return sequence.error();
  Reader inside(*sequence);
  const auto identifier = inside.Expect(kOid, what);
  if (!identifier) return identifier.error();
  const auto oid = ReadOid(*identifier);
  if (!oid) return oid.error();
  Algorithm algorithm{.oid = *oid, .parameters = {}};
  if (!inside.AtEnd()) {
    const auto parameters = inside.Next();
    if (!parameters) return parameters.error();
    algorithm.parameters = *parameters;
  }
  return algorithm;
}

Parsed<Recipient> ReadRecipient(const Element& element) {
  Recipient recipient;
  recipient.offset = element.offset;
  Reader reader(element);
  const auto version = reader.Expect(kInteger, "the recipient's version");
  if (!version) return version.error();
  const auto number = ReadSmallInteger(*version);
  if (!number) return number.error();
  recipient.version = *number;
  if (const auto error = ReadRecipientId(reader, recipient)) return *error;
  const auto algorithm = ReadAlgorithm(reader, "keyEncryptionAlgorithm");
  if (!algorithm) return algorithm.error();
  recipient.algorithm = algorithm->oid;
  if (algorithm->parameters)
    recipient.parameters = algorithm->parameters->whole;
  const auto key = reader.Expect(kOctetString, "encryptedKey");
  if (!key) return key.error();
  const auto octets = ReadOctets(*key);
  if (!octets) return octets.error();
  recipient.encrypted_key = octets->bytes;
  return recipient;
}

std::optional<BerError> ReadRecipients(Reader& reader, EnvelopedData& message) {
  const auto set = reader.Expect(kSet, "recipientInfos");
  if (!set) return set.error();
  Reader inside(*set);
  while (!inside.AtEnd()) {
    const auto element = inside.Next();
    if (!element) return element.error();
    if (element->tag != kSequence) {
      ++message.num_other_recipients;
      continue;
    }
    if (message.recipients.size() == kMaxRecipients) {
      return BerError{element->offset,
                      fmt::format("more than {} recipients", kMaxRecipients)};
    }
    auto recipient = ReadRecipient(*element);
    if (!recipient) return recipient.error();
    message.recipients.push_back(std::move(*recipient));
  }
  return std::nullopt;
}

std::optional<BerError> ReadContent(Reader& reader, EnvelopedData& message) {
  const auto sequence = reader.Expect(kSequence, "encryptedContentInfo");
  if (!sequence) return sequence.error();
  Reader inside(*sequence);
  const auto type = inside.Expect(kOid, "the content's type");
  if (!type) return type.error();
  const auto oid = ReadOid(*type);
  if (!oid) return oid.error();
  message.content_type = *oid;
  const auto cipher = ReadAlgorithm(inside, "contentEncryptionAlgorithm");
  if (!cipher) return cipher.error();
  message.cipher = cipher->oid;
  if (cipher->parameters && cipher->parameters->tag == kOctetString) {
    const auto iv = ReadOctets(*cipher->parameters);
    if (!iv) return iv.error();
    message.iv = iv->bytes;
  }
  const auto content = inside.Expect(Context(0), "encryptedContent");
  if (!content) return content.error();
  auto octets = ReadOctets(*content);
  if (!octets) return octets.error();
  message.encrypted_content = std::move(octets->bytes);
  message.num_chunks = octets->num_chunks;
  return std::nullopt;
}

}  // namespace

Parsed<ContentInfo> ReadContentInfo(std::string_view bytes) {
  Reader outside(bytes);
  const auto sequence = outside.Expect(kSequence, "ContentInfo");
  if (!sequence) return sequence.error();
  Reader reader(*sequence);
  const auto type = reader.Expect(kOid, "the message's type");
  if (!type) return type.error();
  const auto oid = ReadOid(*type);
  if (!oid) return oid.error();
  const auto tagged = reader.Expect(Context(0), "the message's content");
  if (!tagged) return tagged.error();
  Reader inside(*tagged);
  const auto content = inside.Next();
  if (!content) return content.error();
  return ContentInfo{.type = *oid,
                     .content = *content,
                     .indefinite = sequence->indefinite,
                     .trailing_len = outside.rest().size()};
}

Parsed<EnvelopedData> ReadEnvelopedData(std::string_view bytes) {
  const auto outside = ReadContentInfo(bytes);
  if (!outside) return outside.error();
  if (outside->type != kEnvelopedDataOid) {
    return BerError{0, fmt::format("the message's type is {} and not {}",
                                   AlgorithmName(outside->type),
                                   AlgorithmName(kEnvelopedDataOid))};
  }
  if (outside->content.tag != kSequence) {
    return BerError{outside->content.offset, "EnvelopedData is no SEQUENCE"};
  }
  EnvelopedData message;
  message.indefinite = outside->indefinite;
  message.trailing_len = outside->trailing_len;
  Reader reader(outside->content);
  const auto version = reader.Expect(kInteger, "the message's version");
  if (!version) return version.error();
  const auto number = ReadSmallInteger(*version);
  if (!number) return number.error();
  message.version = *number;
  reader.TakeIf(Context(0));  // originatorInfo: certificates and lists.
  if (const auto error = ReadRecipients(reader, message)) return *error;
  if (const auto error = ReadContent(reader, message)) return *error;
  message.unprotected_attributes = reader.TakeIf(Context(1)).has_value();
  if (!reader.AtEnd()) {
    return BerError{reader.offset(), "more follows where the message is over"};
  }
  return message;
}

bool IsFor(const Recipient& recipient, const crypto::Certificate& certificate) {
  if (!recipient.key_identifier.empty()) {
    return recipient.key_identifier == certificate.KeyIdentifier();
  }
  return recipient.serial == certificate.Serial() &&
         recipient.issuer_der == certificate.IssuerDer();
}

std::string AlgorithmName(std::string_view oid) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 20>
      kNames{{{"1.2.840.113549.1.1.1", "rsaEncryption"},
              {"1.2.840.113549.1.1.7", "RSAES-OAEP"},
              {kDataOid, "data"},
              {kSignedDataOid, "signedData"},
              {kEnvelopedDataOid, "envelopedData"},
              {"1.2.840.113549.1.7.5", "digestedData"},
              {"1.2.840.113549.1.7.6", "encryptedData"},
              {"1.2.840.113549.1.9.16.1.9", "compressedData"},
              {"1.2.840.113549.1.9.16.1.23", "authEnvelopedData"},
              {"2.16.840.1.101.3.4.1.2", "AES-128-CBC"},
              {"2.16.840.1.101.3.4.1.22", "AES-192-CBC"},
              {"2.16.840.1.101.3.4.1.42", "AES-256-CBC"},
              {"2.16.840.1.101.3.4.1.6", "AES-128-GCM"},
              {"2.16.840.1.101.3.4.1.46", "AES-256-GCM"},
              {"1.2.840.113549.3.7", "DES-EDE3-CBC"},
              {"1.2.840.113549.3.2", "RC2-CBC"},
              {"1.2.840.113549.3.4", "RC4"},
              {"1.3.14.3.2.7", "DES-CBC"},
              {"1.2.392.200011.61.1.1.1.2", "CAMELLIA-128-CBC"},
              {"1.2.392.200011.61.1.1.1.4", "CAMELLIA-256-CBC"}}};
  for (const auto& [dotted, name] : kNames) {
    if (dotted == oid) return std::string(name);
  }
  return std::string(oid);
}

std::optional<crypto::Cipher> KnownCipher(std::string_view oid) {
  using crypto::Cipher;
  for (const Cipher cipher : {Cipher::kAes128Cbc, Cipher::kAes192Cbc,
                              Cipher::kAes256Cbc, Cipher::kDesEde3Cbc}) {
    if (AlgorithmName(oid) == crypto::Name(cipher)) return cipher;
  }
  return std::nullopt;
}

}  // namespace mdmock::cms
