#include "protocol/cms/algorithms.h"

#include <array>
#include <utility>

#include "protocol/cms/ber.h"

namespace mdmock::cms {
namespace {

using crypto::DigestAlgorithm;
using Kind = SignatureScheme::Kind;

constexpr std::array<std::pair<std::string_view, DigestAlgorithm>, 4> kDigests{
    {{oid::kSha1, DigestAlgorithm::kSha1},
     {oid::kSha256, DigestAlgorithm::kSha256},
     {oid::kSha384, DigestAlgorithm::kSha384},
     {oid::kSha512, DigestAlgorithm::kSha512}}};

struct NamedScheme {
  std::string_view oid;
  SignatureScheme scheme;
  std::string_view name;
};

constexpr std::array<NamedScheme, 11> kSchemes{{
    {oid::kRsa, {Kind::kPkcs1, {}}, "rsaEncryption"},
    {oid::kRsaSha1,
     {Kind::kPkcs1, DigestAlgorithm::kSha1},
     "sha1WithRSAEncryption"},
    {oid::kRsaSha256,
     {Kind::kPkcs1, DigestAlgorithm::kSha256},
     "sha256WithRSAEncryption"},
    {oid::kRsaSha384,
     {Kind::kPkcs1, DigestAlgorithm::kSha384},
     "sha384WithRSAEncryption"},
    {oid::kRsaSha512,
     {Kind::kPkcs1, DigestAlgorithm::kSha512},
     "sha512WithRSAEncryption"},
    {oid::kRsaPss, {Kind::kPss, {}}, "rsassaPss"},
    {oid::kEcKey, {Kind::kEc, {}}, "id-ecPublicKey"},
    {oid::kEcSha1, {Kind::kEc, DigestAlgorithm::kSha1}, "ecdsa-with-SHA1"},
    {oid::kEcSha256,
     {Kind::kEc, DigestAlgorithm::kSha256},
     "ecdsa-with-SHA256"},
    {oid::kEcSha384,
     {Kind::kEc, DigestAlgorithm::kSha384},
     "ecdsa-with-SHA384"},
    {oid::kEcSha512,
     {Kind::kEc, DigestAlgorithm::kSha512},
     "ecdsa-with-SHA512"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kOthers{
    {{oid::kData, "id-data"},
     {oid::kSignedData, "id-signedData"},
     {oid::kContentType, "contentType"},
     {oid::kMessageDigest, "messageDigest"},
     {oid::kSigningTime, "signingTime"},
     {oid::kCapabilities, "smimeCapabilities"},
     {oid::kMd5, "MD5"},
     {oid::kRsaMd5, "md5WithRSAEncryption"},
     {oid::kMgf1, "mgf1"}}};

// What stands before the digest in a DigestInfo.
std::string DigestInfoHead(DigestAlgorithm algorithm) {
  const std::string parameters = WriteDefinite(0x05, "");
  const std::string identifier = WriteDefinite(
      0x30, WriteDefinite(0x06, DigestOid(algorithm)) + parameters);
  const std::string digest(crypto::DigestLength(algorithm), '\0');
  std::string whole =
      WriteDefinite(0x30, identifier + WriteDefinite(0x04, digest));
  whole.resize(whole.size() - digest.size());
  return whole;
}

const std::string& CachedHead(DigestAlgorithm algorithm) {
  static const std::array<std::string, 4> all{
      DigestInfoHead(DigestAlgorithm::kSha1),
      DigestInfoHead(DigestAlgorithm::kSha256),
      DigestInfoHead(DigestAlgorithm::kSha384),
      DigestInfoHead(DigestAlgorithm::kSha512)};
  return all[static_cast<size_t>(algorithm)];
}

}  // namespace

std::optional<DigestAlgorithm> FindDigest(std::string_view oid) {
  for (const auto& [known, algorithm] : kDigests) {
    if (known == oid) return algorithm;
  }
  return std::nullopt;
}

std::string_view DigestOid(DigestAlgorithm algorithm) {
  return kDigests[static_cast<size_t>(algorithm)].first;
}

std::optional<SignatureScheme> FindSignatureScheme(std::string_view oid) {
  for (const NamedScheme& one : kSchemes) {
    if (one.oid == oid) return one.scheme;
  }
  return std::nullopt;
}

std::string OidName(std::string_view oid) {
  if (const auto digest = FindDigest(oid)) {
    return std::string(crypto::Name(*digest));
  }
  for (const NamedScheme& one : kSchemes) {
    if (one.oid == oid) return std::string(one.name);
  }
  for (const auto& [known, name] : kOthers) {
    if (known == oid) return std::string(name);
  }
  Element element;
  element.tag = kOid;
  element.content = oid;
  const auto dotted = ReadOid(element);
  return dotted ? *dotted : "an identifier that cannot be read";
}

std::string MakeDigestInfo(DigestAlgorithm algorithm, std::string_view digest) {
  return CachedHead(algorithm) + std::string(digest);
}

std::optional<OpenedSignature> ReadPkcs1Block(std::string_view block) {
  // 00 01 FF … FF 00, with eight FF at least.
  if (block.size() < 11 || block[0] != '\0' || block[1] != '\x01') {
    return std::nullopt;
  }
  const size_t end = block.find_first_not_of('\xFF', 2);
  if (end == std::string_view::npos || end < 10 || block[end] != '\0') {
    return std::nullopt;
  }
  const std::string_view info = block.substr(end + 1);
  for (const auto& [known, algorithm] : kDigests) {
    const std::string& head = CachedHead(algorithm);
    if (info.size() != head.size() + crypto::DigestLength(algorithm) ||
        !info.starts_with(head)) {
      continue;
    }
    return OpenedSignature{algorithm, std::string(info.substr(head.size()))};
  }
  return std::nullopt;
}

}  // namespace mdmock::cms
