#include "protocol/pkcs12/protection.h"

#include <fmt/format.h>

#include <limits>
#include <optional>

namespace mdmock::pkcs12 {
namespace {

using cms::BerError;
using cms::Element;
using cms::Parsed;
using cms::Reader;

constexpr std::string_view kPbkdf2 = "1.2.840.113549.1.5.12";
constexpr std::string_view kScrypt = "1.3.6.1.4.1.11591.4.11";
constexpr std::string_view kPbes2 = "1.2.840.113549.1.5.13";
constexpr std::string_view kRc2Cbc = "1.2.840.113549.3.2";
constexpr size_t kMaxKeyLen = 1024;  // Bytes; none of ours has 100.

// An AlgorithmIdentifier, its parameters not yet looked into.
struct Algorithm {
  std::string oid;
  std::optional<Element> parameters;
};

Parsed<Algorithm> ReadAlgorithm(const Element& element) {
  Reader fields(element);
  const Parsed<Element> oid = fields.Expect(cms::kOid, "the algorithm");
  if (!oid) return oid.error();
  Parsed<std::string> dotted = ReadOid(*oid);
  if (!dotted) return dotted.error();
  Algorithm algorithm{std::move(*dotted), std::nullopt};
  if (fields.AtEnd()) return algorithm;
  const Parsed<Element> parameters = fields.Next();
  if (!parameters) return parameters.error();
  algorithm.parameters = *parameters;
  return algorithm;
}

Parsed<Algorithm> ReadAlgorithm(Reader& reader, std::string_view what) {
  const Parsed<Element> element = reader.Expect(cms::kSequence, what);
  if (!element) return element.error();
  return ReadAlgorithm(*element);
}

Parsed<Element> ExpectParameters(const Algorithm& algorithm, size_t offset,
                                 cms::Tag tag) {
  if (algorithm.parameters && algorithm.parameters->tag == tag) {
    return *algorithm.parameters;
  }
  return BerError{offset, fmt::format("{} has no parameters of its kind ({})",
                                      NameOfScheme(algorithm.oid), Name(tag))};
}

Parsed<Derivation> ReadPbkdf2(const Element& parameters) {
  Derivation derivation{.kind = Derivation::Kind::kPbkdf2,
                        .hash = &Sha1(),
                        .salt = {},
                        .unsupported = {}};
  Reader fields(parameters);
  const Parsed<Element> salt = fields.Expect(cms::kOctetString, "the salt");
  if (!salt) return salt.error();
  const Parsed<cms::Octets> octets = ReadOctets(*salt);
  if (!octets) return octets.error();
  derivation.salt = octets->bytes;
  const Parsed<std::int64_t> count = ReadCount(fields, "the iteration count");
  if (!count) return count.error();
  derivation.iterations = *count;
  if (const auto length = fields.TakeIf(cms::kInteger)) {
    const Parsed<std::int64_t> value = ReadSmallInteger(*length);
    if (!value || *value < 1 || *value > static_cast<long>(kMaxKeyLen)) {
      return BerError{length->offset, "a key length of PBKDF2 that is none"};
    }
    derivation.key_len = static_cast<size_t>(*value);
  }
  if (!fields.AtEnd()) {
    const Parsed<Algorithm> prf = ReadAlgorithm(fields, "the PRF");
    if (!prf) return prf.error();
    derivation.hash = HashByHmacOid(prf->oid);
    if (derivation.hash == nullptr) {
      derivation.unsupported = "PBKDF2 with the unknown PRF " + prf->oid;
    }
  }
  return derivation;
}

Parsed<Derivation> ReadScrypt(const Element& parameters) {
  constexpr std::int64_t kMost = 1 << 24;
  Derivation derivation{
      .kind = Derivation::Kind::kScrypt, .salt = {}, .unsupported = {}};
  Reader fields(parameters);
  const Parsed<Element> salt = fields.Expect(cms::kOctetString, "the salt");
  if (!salt) return salt.error();
  const Parsed<cms::Octets> octets = ReadOctets(*salt);
  if (!octets) return octets.error();
  derivation.salt = octets->bytes;
  std::int64_t product = 1;
  for (size_t* cost :
       {&derivation.scrypt_n, &derivation.scrypt_r, &derivation.scrypt_p}) {
    const Parsed<std::int64_t> value = ReadCount(fields, "a cost of scrypt");
    if (!value) return value.error();
    *cost = static_cast<size_t>(*value);
    product = *value > kMost || product > kMost
                  ? std::numeric_limits<std::int64_t>::max()
                  : product * *value;
  }
  derivation.iterations = product;
  // As much memory as OpenSSL grants by default: 32 MiB.
  if (product > kMost ||
      derivation.scrypt_n * derivation.scrypt_r * 128 > (size_t{32} << 20)) {
    derivation.unsupported = "scrypt at a cost that is not paid here";
  }
  return derivation;
}

Parsed<Protection> ReadPbes1(const Pbe& scheme, const Element& parameters) {
  Protection protection{.scheme = Protection::Scheme::kPbes1,
                        .name = std::string(scheme.name),
                        .derivation = {.kind = Derivation::Kind::kPkcs12,
                                       .hash = &Sha1(),
                                       .salt = {},
                                       .unsupported = {}},
                        .cipher = scheme.cipher,
                        .iv = {},
                        .unsupported = {}};
  Reader fields(parameters);
  const Parsed<Element> salt = fields.Expect(cms::kOctetString, "the salt");
  if (!salt) return salt.error();
  const Parsed<cms::Octets> octets = ReadOctets(*salt);
  if (!octets) return octets.error();
  protection.derivation.salt = octets->bytes;
  const Parsed<std::int64_t> count = ReadCount(fields, "the iteration count");
  if (!count) return count.error();
  protection.derivation.iterations = *count;
  return protection;
}

Parsed<bool> ReadIv(const Element& element, Protection& protection) {
  const Parsed<cms::Octets> iv = ReadOctets(element);
  if (!iv) return iv.error();
  protection.iv = iv->bytes;
  if (protection.iv.size() == protection.cipher->iv_len) return true;
  return BerError{
      element.offset,
      fmt::format("an IV of {} bytes, and {} has {}", protection.iv.size(),
                  protection.cipher->name, protection.cipher->iv_len)};
}

Parsed<bool> ReadRc2(const Element& parameters, Protection& protection) {
  Reader fields(parameters);
  std::int64_t version = -1;
  if (const auto number = fields.TakeIf(cms::kInteger)) {
    const Parsed<std::int64_t> value = ReadSmallInteger(*number);
    if (!value) return value.error();
    version = *value;
  }
  const Parsed<Element> iv = fields.Expect(cms::kOctetString, "the IV");
  if (!iv) return iv.error();
  protection.cipher = Rc2(version);
  if (protection.cipher != nullptr) return ReadIv(*iv, protection);
  protection.unsupported = "RC2 with a key of unusual strength";
  return true;
}

Parsed<bool> ReadCipher(Reader& fields, Protection& protection) {
  const size_t offset = fields.offset();
  const Parsed<Algorithm> algorithm = ReadAlgorithm(fields, "the cipher");
  if (!algorithm) return algorithm.error();
  if (algorithm->oid == kRc2Cbc) {
    const auto parameters =
        ExpectParameters(*algorithm, offset, cms::kSequence);
    if (!parameters) return parameters.error();
    return ReadRc2(*parameters, protection);
  }
  protection.cipher = CipherByOid(algorithm->oid);
  if (protection.cipher == nullptr) {
    protection.unsupported = "the unknown cipher " + algorithm->oid;
    return true;
  }
  const auto parameters =
      ExpectParameters(*algorithm, offset, cms::kOctetString);
  if (!parameters) return parameters.error();
  return ReadIv(*parameters, protection);
}

std::string_view KdfName(const Derivation& derivation) {
  switch (derivation.kind) {
    case Derivation::Kind::kPkcs12:
      return "PKCS#12's derivation";
    case Derivation::Kind::kPbkdf2:
      return "PBKDF2";
    case Derivation::Kind::kScrypt:
      return "scrypt";
    case Derivation::Kind::kOther:
      break;
  }
  return "an unknown derivation";
}

std::string Pbes2Name(const Protection& protection) {
  return fmt::format("PBES2, {}", protection.cipher ? protection.cipher->name
                                                    : "an unknown cipher");
}

Parsed<Protection> ReadPbes2(const Element& parameters) {
  Protection protection{.scheme = Protection::Scheme::kPbes2,
                        .name = {},
                        .derivation = {},
                        .iv = {},
                        .unsupported = {}};
  Reader fields(parameters);
  const Parsed<Element> function =
      fields.Expect(cms::kSequence, "the key derivation function");
  if (!function) return function.error();
  Parsed<Derivation> derivation = ReadDerivation(*function);
  if (!derivation) return derivation.error();
  protection.derivation = std::move(*derivation);
  if (const auto cipher = ReadCipher(fields, protection); !cipher) {
    return cipher.error();
  }
  protection.name = Pbes2Name(protection);
  if (!protection.derivation.unsupported.empty()) {
    protection.unsupported = protection.derivation.unsupported;
  }
  const size_t asked = protection.derivation.key_len;
  if (protection.unsupported.empty() && asked != 0 &&
      asked != protection.cipher->key_len) {
    return BerError{
        function->offset,
        fmt::format("a key of {} bytes, and {} takes {}", asked,
                    protection.cipher->name, protection.cipher->key_len)};
  }
  return protection;
}

}  // namespace

Parsed<std::int64_t> ReadCount(Reader& reader, std::string_view what) {
  const Parsed<Element> element = reader.Expect(cms::kInteger, what);
  if (!element) return element.error();
  const bool positive =
      !element->content.empty() &&
      (static_cast<unsigned char>(element->content[0]) & 0x80) == 0;
  if (positive && element->content.size() > 8) {
    return std::numeric_limits<std::int64_t>::max();
  }
  const Parsed<std::int64_t> value = ReadSmallInteger(*element);
  if (!value) return value.error();
  if (*value >= 1) return *value;
  return BerError{element->offset, fmt::format("{} is {}", what, *value)};
}

Parsed<Derivation> ReadDerivation(const Element& element) {
  const Parsed<Algorithm> algorithm = ReadAlgorithm(element);
  if (!algorithm) return algorithm.error();
  if (algorithm->oid != kPbkdf2 && algorithm->oid != kScrypt) {
    return Derivation{
        .salt = {},
        .unsupported = "the unknown key derivation function " + algorithm->oid};
  }
  const auto parameters =
      ExpectParameters(*algorithm, element.offset, cms::kSequence);
  if (!parameters) return parameters.error();
  return algorithm->oid == kPbkdf2 ? ReadPbkdf2(*parameters)
                                   : ReadScrypt(*parameters);
}

Parsed<Protection> ReadProtection(const Element& element) {
  const Parsed<Algorithm> algorithm = ReadAlgorithm(element);
  if (!algorithm) return algorithm.error();
  const Pbe* pbe = PbeByOid(algorithm->oid);
  Parsed<Protection> protection = Protection{};
  if (pbe == nullptr && algorithm->oid != kPbes2) {
    protection->name = NameOfScheme(algorithm->oid);
    protection->unsupported = "the scheme " + protection->name;
  } else {
    const auto parameters =
        ExpectParameters(*algorithm, element.offset, cms::kSequence);
    if (!parameters) return parameters.error();
    protection =
        pbe != nullptr ? ReadPbes1(*pbe, *parameters) : ReadPbes2(*parameters);
  }
  if (protection) protection->offset = element.offset;
  return protection;
}

std::string Described(const Derivation& derivation) {
  if (derivation.kind == Derivation::Kind::kScrypt) {
    return fmt::format("scrypt, N={} r={} p={}, salt of {} bytes",
                       derivation.scrypt_n, derivation.scrypt_r,
                       derivation.scrypt_p, derivation.salt.size());
  }
  if (derivation.kind == Derivation::Kind::kOther) {
    return derivation.unsupported;
  }
  const bool pbkdf2 = derivation.kind == Derivation::Kind::kPbkdf2;
  return fmt::format("{} with {}{}, {} iteration{}, salt of {} bytes",
                     KdfName(derivation), pbkdf2 ? "HMAC-" : "",
                     derivation.hash ? derivation.hash->name : "unknown",
                     derivation.iterations,
                     derivation.iterations == 1 ? "" : "s",
                     derivation.salt.size());
}

}  // namespace mdmock::pkcs12
