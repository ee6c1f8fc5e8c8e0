#include "protocol/cms/signature.h"

#include <functional>
#include <utility>

#include "protocol/cms/strict_reader.h"

namespace mdmock::cms {
namespace {

using crypto::DigestAlgorithm;
using Kind = SignatureScheme::Kind;

// The digest that an AlgorithmIdentifier names, inside an element.
std::optional<DigestAlgorithm> ReadDigestName(Reader& reader) {
  const auto sequence = ExpectConstructed(reader, kSequence, "");
  if (!sequence) return std::nullopt;
  Reader inside(*sequence);
  const auto oid = ExpectOid(inside, "");
  return oid ? FindDigest(*oid) : std::nullopt;
}

// Of MGF1, which has the digest in its parameters.
std::optional<DigestAlgorithm> ReadMaskDigest(const Element& tagged) {
  Reader wrapped(tagged);
  const auto sequence = ExpectConstructed(wrapped, kSequence, "");
  if (!sequence) return std::nullopt;
  Reader inside(*sequence);
  const auto oid = ExpectOid(inside, "");
  if (!oid || *oid != oid::kMgf1) return std::nullopt;
  return ReadDigestName(inside);
}

// RSASSA-PSS-params (RFC 4055, 3.1), as far as signers write them: hash and
// mask by SHA-2 or SHA-1, a salt of any length, no trailer field.
bool ReadPss(const Element& parameters, SignatureMethod& method) {
  Reader reader(parameters);
  DigestAlgorithm hash = DigestAlgorithm::kSha1;
  method.salt_len = 20;
  if (const auto tagged = reader.TakeIf(Context(0))) {
    Reader inside(*tagged);
    const auto read = ReadDigestName(inside);
    if (!read || !inside.AtEnd()) return false;
    hash = *read;
  }
  if (const auto tagged = reader.TakeIf(Context(1))) {
    const auto read = ReadMaskDigest(*tagged);
    if (!read) return false;
    method.mask_digest = *read;
  }
  if (const auto tagged = reader.TakeIf(Context(2))) {
    Reader inside(*tagged);
    const auto read = ExpectSmallInteger(inside, "");
    if (!read || *read < 0 || *read > 1024 || !inside.AtEnd()) return false;
    method.salt_len = static_cast<int>(*read);
  }
  return reader.AtEnd() && hash == method.digest;
}

size_t HashOf(std::string_view bytes) {
  return std::hash<std::string_view>()(bytes);
}

}  // namespace

SignerCertificate::SignerCertificate(const crypto::Certificate& from)
    : certificate(from),
      key(from),
      der(from.Der()),
      issuer_der(from.IssuerDer()),
      serial(from.Serial()),
      key_identifier(from.KeyIdentifier()),
      subject(from.Subject()),
      not_before(from.NotBefore()),
      not_after(from.NotAfter()),
      allows_use(from.AllowsClientAuthentication() && from.AllowsSigning()) {}

bool SignerCertificate::IsNamedBy(const SignerInfo& signer) const {
  if (signer.key_identifier) {
    return !key_identifier.empty() && key_identifier == *signer.key_identifier;
  }
  if (signer.serial != serial) return false;
  return signer.issuer_der == issuer_der ||
         crypto::SameName(signer.issuer_der, issuer_der);
}

void KnownCertificates::Add(const crypto::Certificate& certificate) {
  auto made = std::make_shared<const SignerCertificate>(certificate);
  by_der_.emplace(HashOf(made->der), all_.size());
  all_.push_back(std::move(made));
}

SharedCertificate KnownCertificates::FindDer(std::string_view der) const {
  const auto [begin, end] = by_der_.equal_range(HashOf(der));
  for (auto one = begin; one != end; ++one) {
    if (all_[one->second]->der == der) return all_[one->second];
  }
  return nullptr;
}

SharedCertificate KnownCertificates::Find(const SignerInfo& signer) const {
  for (const SharedCertificate& one : all_) {
    if (one->IsNamedBy(signer)) return one;
  }
  return nullptr;
}

std::optional<SignatureMethod> FindMethod(const SignerInfo& signer) {
  const auto digest = FindDigest(signer.digest.oid);
  const auto scheme = FindSignatureScheme(signer.signature_algorithm.oid);
  if (!digest || !scheme) return std::nullopt;
  SignatureMethod method{.digest = *digest, .scheme = *scheme};
  if (scheme->kind == Kind::kPss) {
    const auto& parameters = signer.signature_algorithm.other;
    if (!parameters || parameters->tag != kSequence ||
        !ReadPss(*parameters, method)) {
      return std::nullopt;
    }
  }
  return method;
}

Checked CheckSignature(const SignatureMethod& method, std::string_view digest,
                       std::string_view signature,
                       const crypto::PublicKey& key) {
  Checked checked;
  switch (method.scheme.kind) {
    case Kind::kPkcs1: {
      const auto block = key.RsaOpen(signature);
      if (block) checked.opened = ReadPkcs1Block(*block);
      checked.fits = checked.opened &&
                     checked.opened->algorithm == method.digest &&
                     checked.opened->digest == digest;
      break;
    }
    case Kind::kPss:
      checked.fits = key.PssVerify(method.digest, method.mask_digest,
                                   method.salt_len, digest, signature);
      break;
    case Kind::kEc:
      checked.fits = key.EcVerify(digest, signature);
      break;
  }
  return checked;
}

}  // namespace mdmock::cms
