#include "mocks/connector/renewal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "mocks/connector/rules.h"
#include "protocol/base/text.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/signature.h"
#include "protocol/cms/signed_data.h"

namespace mdmock::connector {
namespace {

namespace rules = service_rules;

constexpr char kWhere[] = "cmsSigned";

void Refuse(const Rule& rule, std::string expected, std::string actual,
            Verdict& verdict) {
  verdict.Add({&rule, kWhere, std::move(expected), std::move(actual)});
}

// The bytes of the one OCTET STRING of an attribute that stands there once.
std::optional<std::string_view> OnlyOctets(const cms::SignerInfo& signer,
                                           std::string_view oid) {
  const cms::Attribute* attribute = signer.Find(oid);
  if (attribute == nullptr || signer.Count(oid) != 1 ||
      attribute->values.size() != 1 ||
      attribute->values.front().tag != cms::kOctetString ||
      attribute->values.front().constructed) {
    return std::nullopt;
  }
  return attribute->values.front().content;
}

bool NamesContentType(const cms::SignedData& message,
                      const cms::SignerInfo& signer) {
  const cms::Attribute* attribute = signer.Find(cms::oid::kContentType);
  return attribute != nullptr && signer.Count(cms::oid::kContentType) == 1 &&
         attribute->values.size() == 1 &&
         attribute->values.front().content == message.content_type;
}

bool CheckForm(const cms::SignedData& message, Verdict& verdict) {
  const size_t before = verdict.findings().size();
  if (message.trailing_len > 0) {
    Refuse(rules::kMessageForm, "nothing behind the message",
           fmt::format("{} bytes", message.trailing_len), verdict);
  }
  if (!message.content) {
    Refuse(rules::kMessageForm, "the CertRequest inside the message",
           "a detached signature", verdict);
  }
  if (message.signers.size() != 1) {
    Refuse(rules::kMessageForm, "one signer",
           fmt::format("{}", message.signers.size()), verdict);
  }
  return verdict.findings().size() == before;
}

// Nothing where an algorithm will not do.
std::optional<cms::SignatureMethod> CheckAlgorithms(
    const cms::SignerInfo& signer, Verdict& verdict) {
  const auto method = cms::FindMethod(signer);
  const bool is_weak =
      method && (method->digest == crypto::DigestAlgorithm::kSha1 ||
                 method->scheme.digest == crypto::DigestAlgorithm::kSha1);
  if (method && !is_weak) return method;
  Refuse(rules::kMessageAlgorithm, "SHA-256, SHA-384 or SHA-512",
         fmt::format("{} with {}", cms::OidName(signer.digest.oid),
                     cms::OidName(signer.signature_algorithm.oid)),
         verdict);
  return std::nullopt;
}

// The signer's certificate, out of the ledger: what a message brings along says
// only which one it is. Null where it is refused.
Ledger::RecordPtr FindSigner(const RenewalCase& one,
                             const cms::SignedData& message,
                             const cms::SignerInfo& signer, Verdict& verdict) {
  Ledger::RecordPtr found;
  if (!signer.serial.empty()) found = one.ledger.FindSerial(signer.serial);
  for (const cms::Element& element : message.certificates) {
    if (found == nullptr) found = one.ledger.Find(element.whole);
  }
  if (found == nullptr ||
      !cms::SignerCertificate(found->certificate).IsNamedBy(signer)) {
    Refuse(rules::kSignerUnknown, "a certificate that was issued here",
           "another one", verdict);
    return nullptr;
  }
  if (found->user != one.user) {
    Refuse(rules::kSignerOfAnother, "a certificate of " + one.user,
           "one of " + found->user, verdict);
    return nullptr;
  }
  const SystemTime from = found->certificate.NotBefore();
  const SystemTime until = found->certificate.NotAfter();
  if (one.now < from || one.now > until) {
    Refuse(rules::kSignerExpired, "a certificate that is in use",
           fmt::format("one for {} to {}", FormatTime(from), FormatTime(until)),
           verdict);
    return nullptr;
  }
  return found;
}

void CheckFit(const cms::SignedData& message, const cms::SignerInfo& signer,
              const cms::SignatureMethod& method,
              const crypto::Certificate& certificate, Verdict& verdict) {
  const crypto::PublicKey key(certificate);
  if (!signer.attributes_element) {
    const std::string digest = crypto::Digest(method.digest, *message.content);
    if (!cms::CheckSignature(method, digest, signer.signature, key).fits) {
      Refuse(rules::kSignature, "a signature over the content",
             "one that does not fit", verdict);
    }
    return;
  }
  const auto digest = OnlyOctets(signer, cms::oid::kMessageDigest);
  if (!digest || *digest != crypto::Digest(method.digest, *message.content)) {
    Refuse(rules::kSignature, "the digest of the content", "another one",
           verdict);
  }
  if (!NamesContentType(message, signer)) {
    Refuse(rules::kSignature, "the type of the content", "another one, or none",
           verdict);
  }
  if (!cms::CheckSignature(method,
                           crypto::Digest(method.digest, signer.signed_bytes),
                           signer.signature, key)
           .fits) {
    Refuse(rules::kSignature, "a signature over the signed attributes",
           "one that does not fit", verdict);
  }
}

void CheckTime(const RenewalCase& one, const cms::SignerInfo& signer,
               Renewal& renewal, Verdict& verdict) {
  const cms::Attribute* attribute = signer.Find(cms::oid::kSigningTime);
  const auto time = attribute != nullptr && attribute->values.size() == 1 &&
                            signer.Count(cms::oid::kSigningTime) == 1
                        ? cms::ReadSigningTime(attribute->values.front())
                        : std::nullopt;
  if (!time) {
    return Refuse(rules::kSigningTime, FormatTime(one.now), "no signingTime",
                  verdict);
  }
  renewal.signed_at = *time;
  const auto off = std::chrono::abs(one.now - *time);
  if (off <= one.window) return;
  Refuse(rules::kSigningTime,
         fmt::format("{}, give or take {} s", FormatTime(one.now),
                     one.window.count()),
         fmt::format(
             "{}, {} off", FormatTime(*time),
             FormatDuration(std::chrono::floor<std::chrono::seconds>(off))),
         verdict);
}

void CheckWanted(const crypto::SigningRequest& wanted, Verdict& verdict) {
  constexpr std::array<std::string_view, 3> kDigests{"SHA256", "SHA384",
                                                     "SHA512"};
  constexpr std::array<std::string_view, 3> kCurves{"EC-256", "EC-384",
                                                    "EC-521"};
  const std::string digest = wanted.digest_name();
  if (std::find(kDigests.begin(), kDigests.end(), digest) == kDigests.end()) {
    verdict.Add({&rules::kRequestAlgorithm, "pkcs10", "SHA-256 or better",
                 digest.empty() ? "an unknown algorithm" : digest});
  }
  const std::string key = wanted.key_name();
  const bool is_rsa = key.starts_with("RSA-");
  const bool is_strong =
      is_rsa ? wanted.key_bits() >= 2048 && wanted.key_bits() <= 8192
             : std::find(kCurves.begin(), kCurves.end(), key) != kCurves.end();
  if (!is_strong) {
    verdict.Add({&rules::kKeyWeak, "pkcs10",
                 "RSA of 2048 bits or more, or P-256, P-384, P-521", key});
    return;
  }
  if (!wanted.SignatureFits()) {
    verdict.Add({&rules::kPossession, "pkcs10", "a signature by its own key",
                 "one that does not fit"});
  }
}

}  // namespace

Renewal JudgeRenewal(const RenewalCase& one, Verdict& verdict) {
  Renewal renewal;
  const auto message = cms::ReadSignedData(one.message);
  if (!message) {
    verdict.Add({&rules::kMessageForm,
                 fmt::format("byte {} of cmsSigned", message.error().offset),
                 "a CMS signed-data", message.error().what});
    return renewal;
  }
  if (!CheckForm(*message, verdict)) return renewal;
  const cms::SignerInfo& signer = message->signers.front();
  const auto method = CheckAlgorithms(signer, verdict);
  if (!method) return renewal;
  const Ledger::RecordPtr found = FindSigner(one, *message, signer, verdict);
  if (found == nullptr) return renewal;
  CheckFit(*message, signer, *method, found->certificate, verdict);
  CheckTime(one, signer, renewal, verdict);
  if (!verdict.accepted()) return renewal;

  // Not of the signature: of ECDSA's there are two for the same thing.
  renewal.digest = crypto::Digest(crypto::DigestAlgorithm::kSha256,
                                  found->serial + signer.signed_bytes);
  renewal.request = JudgeCertificateRequest(*message->content, verdict);
  if (renewal.request->pkcs10.empty()) return renewal;
  auto wanted = crypto::SigningRequest::Read(renewal.request->pkcs10);
  if (!wanted) {
    verdict.Add({&rules::kContentUnreadable, "pkcs10", "a PKCS#10 request",
                 wanted.error().what});
    return renewal;
  }
  CheckWanted(*wanted, verdict);
  renewal.wanted = *std::move(wanted);
  return renewal;
}

}  // namespace mdmock::connector
