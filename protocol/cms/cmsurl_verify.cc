#include "protocol/cms/cmsurl_verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/cmsurl_cause.h"
#include "protocol/cms/cmsurl_checks.h"
#include "protocol/cms/cmsurl_mistake_names.h"
#include "protocol/cms/cmsurl_rules.h"
#include "protocol/cms/signed_data.h"
#include "protocol/cms/strict_reader.h"
#include "protocol/crypto/digest.h"

namespace mdmock::cms {
namespace {

// Whether bytes that are no SignedData are a private key or a PKCS#12 file.
bool HoldsPrivateKey(std::string_view bytes) {
  Reader outside(bytes);
  const auto sequence = outside.Next();
  if (!sequence || sequence->tag != kSequence) return false;
  Reader reader(*sequence);
  const auto version = ExpectSmallInteger(reader, "");
  if (!version || *version < 0 || *version > 3) return false;
  const auto second = reader.Next();
  if (!second) return false;
  // RSA's modulus, SEC 1's number, PKCS#8's algorithm, PKCS#12's content.
  return second->tag == kInteger || second->tag == kOctetString ||
         second->tag == kSequence;
}

// Judge makes one verdict. Its members are the checks, in the order in which
// they run.
class Judge {
 public:
  Judge(const http::Request& request, const CmsUrlOptions& options,
        SystemTime now)
      : request_(request),
        options_(options),
        now_(now),
        facts_(MakeFacts(request, options.base)),
        judgement_{.verdict = Verdict("cmsurl", options.strictness),
                   .signer = nullptr} {
    facts_.earlier_paths = &options.earlier_paths;
    facts_.api_paths = &options.api_paths;
  }

  Judgement Run() {
    CheckHeader();
    CheckTenantCode(request_, options_, verdict());
    if (!judgement_.authentic && verdict().accepted()) {
      // Whatever the checks above made of it: what is not proved is refused.
      Add(rules::kSignatureMismatch, "signature", "one that fits", "none");
    }
    return std::move(judgement_);
  }

 private:
  Verdict& verdict() { return judgement_.verdict; }

  void Add(const Rule& rule, std::string where, std::string expected,
           std::string actual) {
    verdict().Add(
        {&rule, std::move(where), std::move(expected), std::move(actual)});
  }

  void CheckHeader() {
    const auto values = http::FindAll(request_.headers, "Authorization");
    if (values.empty()) {
      Add(rules::kAuthorizationMissing, "headers", "Authorization: CMSURL`1 …",
          "nothing");
      return;
    }
    const std::string_view value = values.front();
    const bool joined = value.find(", CMS") != std::string_view::npos ||
                        value.find(",CMS") != std::string_view::npos;
    if (values.size() > 1 || joined) {
      Add(rules::kAuthorizationRepeated, "headers", "one Authorization header",
          joined ? std::string("several in one line")
                 : fmt::format("{} of them", values.size()));
    }
    CmsUrlHeader header = ReadCmsUrlHeader(
        joined ? Trim(value.substr(0, value.find(','))) : value,
        options_.header);
    for (Finding& finding : header.findings) verdict().Add(std::move(finding));
    CheckScheme(header.scheme);
    if (!header.message.empty()) CheckMessage(header.message);
  }

  void CheckScheme(std::optional<Scheme> scheme) {
    if (scheme != Scheme::kCms) return;
    facts_.signs_body = request_.method != "GET";
    if (facts_.signs_body) return;
    Add(rules::kCmsSchemeOnGet, "Authorization", "CMSURL", "CMS");
  }

  void CheckMessage(std::string_view bytes) {
    const auto message = ReadSignedData(bytes);
    if (!message) {
      if (HoldsPrivateKey(bytes)) {
        Add(rules::kPrivateKeySent, "Authorization", "a signed message",
            "a private key, or a PKCS#12 file");
        return;
      }
      Add(rules::kMessageSyntax,
          fmt::format("message, byte {}", message.error().offset),
          "a SignedData", message.error().what);
      return;
    }
    CheckForm(*message, facts_.should_sign(), verdict());
    const Embedded embedded =
        ReadCertificates(*message, options_.known.get(), verdict());
    if (message->signers.empty()) return;
    const SignerInfo& signer = message->signers.front();
    if (signer.key_identifier) {
      Add(rules::kSignerKeyIdentifier,
          fmt::format("message, byte {}", signer.offset),
          "issuer and serial number", "a key identifier");
    }
    CheckAlgorithms(*message, signer, verdict());
    CheckAttributes(*message, signer, verdict());
    FindSigner(signer, embedded);
    CheckSigned(*message, signer, embedded);
    if (judgement_.signer != nullptr) {
      CheckCertificate(*judgement_.signer, embedded.others, options_, now_,
                       verdict());
      verdict().Show("signer", judgement_.signer->subject);
    }
    CheckSigningTime(signer, options_.window, now_, verdict());
  }

  void FindSigner(const SignerInfo& signer, const Embedded& embedded) {
    judgement_.signer = embedded.signer;
    if (judgement_.signer != nullptr) return;
    if (options_.known != nullptr) {
      judgement_.signer = options_.known->Find(signer);
    }
    Add(rules::kNoCertificate, "certificates", "the signer's certificate",
        embedded.others.empty()
            ? std::string("none")
            : "another one: " + embedded.others.front()->subject);
    if (judgement_.signer != nullptr) return;
    Add(rules::kCertificateMissing, "certificates",
        "the signer's certificate, in the message or known beforehand: to a "
        "server with the administrator, to explain by --certificate",
        signer.key_identifier
            ? "none with the key identifier " + Hex(*signer.key_identifier)
            : fmt::format("none of serial number {} by {}",
                          crypto::SerialText(signer.serial),
                          crypto::NameText(signer.issuer_der)));
  }

  // The heart of it: is what should be signed what is signed?
  void CheckSigned(const SignedData& message, const SignerInfo& signer,
                   const Embedded& embedded) {
    const auto method = FindMethod(signer);
    if (!method) return;
    const std::string digest =
        crypto::Digest(method->digest, facts_.should_sign());
    const std::optional<bool> content_fits =
        CheckDigest(signer, *method, digest);
    std::optional<Checked> checked;
    if (judgement_.signer != nullptr && CheckKey(*method)) {
      checked = CheckSignature(
          *method,
          signer.attributes_element
              ? crypto::Digest(method->digest, signer.signed_bytes)
              : digest,
          signer.signature, judgement_.signer->key);
      if (!checked->fits) {
        Add(rules::kSignatureMismatch,
            fmt::format("message, byte {}", signer.signature_offset),
            signer.attributes_element
                ? std::string("a signature over the signed attributes")
                : "a signature over " + Printable(facts_.should_sign(), 200),
            DescribeSignature(*checked));
      }
    }
    judgement_.authentic = content_fits.value_or(false) && checked &&
                           checked->fits && message.signers.size() == 1;
    verdict().Show(facts_.signs_body ? "body" : "path",
                   Printable(facts_.should_sign(), 400));
    verdict().Show(std::string(crypto::Name(method->digest)), Hex(digest));
    // What could not be checked has no cause either.
    const bool wrong =
        !content_fits.value_or(true) || (checked && !checked->fits);
    if (wrong && options_.cause == CmsUrlOptions::Cause::kSearch) {
      FindCause(signer, *method, checked, embedded);
    }
  }

  static std::string DescribeSignature(const Checked& checked) {
    if (!checked.opened) return "one that does not fit under the key";
    return fmt::format("one over {} {}",
                       crypto::Name(checked.opened->algorithm),
                       Hex(checked.opened->digest));
  }

  // Whether messageDigest is that of the content; nothing where there should be
  // one that can be read, and is none.
  std::optional<bool> CheckDigest(const SignerInfo& signer,
                                  const SignatureMethod& method,
                                  const std::string& digest) {
    if (!signer.attributes_element) return true;
    const Attribute* attribute = signer.Find(oid::kMessageDigest);
    if (attribute == nullptr || attribute->values.empty()) return std::nullopt;
    const Element& value = attribute->values.front();
    const auto received = JoinOctets(value);
    if (!received || value.tag != kOctetString) {
      Add(rules::kAttributeForm, fmt::format("message, byte {}", value.offset),
          "an OCTET STRING", Name(value.tag));
      return std::nullopt;
    }
    if (*received == digest) return true;
    Add(rules::kMessageDigestMismatch,
        fmt::format("message, byte {}", value.offset),
        fmt::format("{}, the {} of {}", Hex(digest),
                    crypto::Name(method.digest),
                    Printable(facts_.should_sign(), 200)),
        Hex(*received));
    return false;
  }

  bool CheckKey(const SignatureMethod& method) {
    using Kind = crypto::PublicKey::Kind;
    const bool ec = method.scheme.kind == SignatureScheme::Kind::kEc;
    const crypto::PublicKey& key = judgement_.signer->key;
    if (key.kind() == (ec ? Kind::kEc : Kind::kRsa)) return true;
    Add(rules::kKeyUnsupported, judgement_.signer->subject,
        ec ? "an EC key, as the signature algorithm says"
           : "an RSA key, as the signature algorithm says",
        key.name());
    return false;
  }

  void FindCause(const SignerInfo& signer, const SignatureMethod& method,
                 const std::optional<Checked>& checked,
                 const Embedded& embedded) {
    const auto time = SignedTime(signer);
    const Checked known = checked.value_or(Checked{});
    CmsSuspect suspect{
        .facts = facts_,
        .signer = signer,
        .method = method,
        .certificate = checked ? judgement_.signer.get() : nullptr,
        .checked = known,
        .others = embedded.others,
        .time_is_stale = time && now_ - *time > options_.window};
    if (options_.known != nullptr) {
      const auto& all = options_.known->all();
      suspect.others.insert(suspect.others.end(), all.begin(), all.end());
    }
    CmsDiagnosis diagnosis = DiagnoseCms(suspect);
    if (diagnosis.cut_short) {
      Add(rules::kSearchCutShort, "signature",
          "every explanation of up to two mistakes is tried",
          "that would take too long, so some were left out");
    }
    const Explanation& mistakes = diagnosis.cause.mistakes;
    if (std::find(mistakes.begin(), mistakes.end(), &mistakes::kStaleHeader) !=
        mistakes.end()) {
      Add(rules::kStaleHeader, "Authorization",
          Printable(diagnosis.cause.should_sign, 200),
          Printable(diagnosis.cause.signed_bytes, 200));
    }
    verdict().Explain(std::move(diagnosis.cause));
  }

  const http::Request& request_;
  const CmsUrlOptions& options_;
  const SystemTime now_;
  Facts facts_;
  Judgement judgement_;
};

}  // namespace

Judgement JudgeCmsUrl(const http::Request& request,
                      const CmsUrlOptions& options, SystemTime now) {
  return Judge(request, options, now).Run();
}

}  // namespace mdmock::cms
