#include "protocol/pkcs12/mac.h"

#include <fmt/format.h>

#include <utility>

#include "protocol/pkcs12/unlock.h"

namespace mdmock::pkcs12 {
namespace {

using cms::BerError;
using cms::Element;
using cms::Parsed;
using cms::Reader;

constexpr std::string_view kPbmac1 = "1.2.840.113549.1.5.14";

// The parameters of PBMAC1: how the key is derived, and the HMAC.
Parsed<bool> ReadPbmac1(Reader& algorithm, Mac& mac) {
  mac.kind = Mac::Kind::kPbmac1;
  const Parsed<Element> parameters =
      algorithm.Expect(cms::kSequence, "the parameters of PBMAC1");
  if (!parameters) return parameters.error();
  Reader fields(*parameters);
  const Parsed<Element> function =
      fields.Expect(cms::kSequence, "the key derivation function");
  if (!function) return function.error();
  Parsed<Derivation> derivation = ReadDerivation(*function);
  if (!derivation) return derivation.error();
  mac.derivation = std::move(*derivation);
  const Parsed<Element> scheme =
      fields.Expect(cms::kSequence, "the message authentication scheme");
  if (!scheme) return scheme.error();
  Reader inside(*scheme);
  const Parsed<Element> oid = inside.Expect(cms::kOid, "the scheme");
  if (!oid) return oid.error();
  const Parsed<std::string> dotted = ReadOid(*oid);
  if (!dotted) return dotted.error();
  mac.hash = HashByHmacOid(*dotted);
  if (mac.hash == nullptr) mac.unsupported = "PBMAC1 with " + *dotted;
  if (!mac.derivation.unsupported.empty()) {
    mac.unsupported = mac.derivation.unsupported;
  } else if (mac.derivation.key_len == 0) {
    return BerError{function->offset,
                    "PBMAC1 without the key length that RFC 9879 asks for"};
  }
  return true;
}

Parsed<bool> ReadAlgorithm(const Element& element, Mac& mac) {
  Reader algorithm(element);
  const Parsed<Element> oid = algorithm.Expect(cms::kOid, "the digest");
  if (!oid) return oid.error();
  const Parsed<std::string> dotted = ReadOid(*oid);
  if (!dotted) return dotted.error();
  if (*dotted == kPbmac1) return ReadPbmac1(algorithm, mac);
  mac.hash = HashByOid(*dotted);
  if (mac.hash == nullptr) mac.unsupported = "the unknown digest " + *dotted;
  mac.derivation.kind = Derivation::Kind::kPkcs12;
  mac.derivation.hash = mac.hash;
  return true;
}

// The salt and count after the digest, which PBMAC1 has and does not use.
Parsed<bool> ReadSaltAndCount(Reader& fields, Mac& mac) {
  const Parsed<Element> salt = fields.Expect(cms::kOctetString, "the MAC salt");
  if (!salt) return salt.error();
  Parsed<cms::Octets> octets = ReadOctets(*salt);
  if (!octets) return octets.error();
  std::int64_t iterations = 1;
  if (!fields.AtEnd()) {
    const Parsed<std::int64_t> count =
        ReadCount(fields, "the iteration count of the MAC");
    if (!count) return count.error();
    iterations = *count;
  }
  if (mac.kind == Mac::Kind::kPbmac1) return true;
  mac.derivation.salt = std::move(octets->bytes);
  mac.derivation.iterations = iterations;
  return true;
}

size_t KeyLength(const Mac& mac) {
  if (mac.kind == Mac::Kind::kPbmac1) return mac.derivation.key_len;
  return mac.hash == nullptr ? 0 : mac.hash->length;
}

}  // namespace

Parsed<Mac> ReadMac(const Element& mac_data) {
  Mac mac{.derivation = {},
          .digest = {},
          .unsupported = {},
          .offset = mac_data.offset};
  Reader fields(mac_data);
  const Parsed<Element> info = fields.Expect(cms::kSequence, "DigestInfo");
  if (!info) return info.error();
  Reader inside(*info);
  const Parsed<Element> algorithm =
      inside.Expect(cms::kSequence, "the digest algorithm");
  if (!algorithm) return algorithm.error();
  if (const auto read = ReadAlgorithm(*algorithm, mac); !read) {
    return read.error();
  }
  const Parsed<Element> digest = inside.Expect(cms::kOctetString, "the digest");
  if (!digest) return digest.error();
  Parsed<cms::Octets> octets = ReadOctets(*digest);
  if (!octets) return octets.error();
  mac.digest = std::move(octets->bytes);
  if (const auto read = ReadSaltAndCount(fields, mac); !read) {
    return read.error();
  }
  return mac;
}

std::optional<std::string> ComputeMac(const Mac& mac, const Password& password,
                                      std::string_view authenticated) {
  if (!mac.unsupported.empty()) return std::nullopt;
  const auto key =
      DeriveKey(mac.derivation, password, Purpose::kMac, KeyLength(mac));
  if (!key) return std::nullopt;
  return Hmac(*mac.hash, *key, authenticated);
}

std::int64_t Cost(const Mac& mac) {
  return Cost(mac.derivation, KeyLength(mac));
}

std::string Described(const Mac& mac) {
  if (!mac.unsupported.empty()) return mac.unsupported;
  return fmt::format("{}HMAC-{}, key by {}",
                     mac.kind == Mac::Kind::kPbmac1 ? "PBMAC1, " : "",
                     mac.hash->name, Described(mac.derivation));
}

}  // namespace mdmock::pkcs12
