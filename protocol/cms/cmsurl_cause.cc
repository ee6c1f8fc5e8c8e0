#include "protocol/cms/cmsurl_cause.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "protocol/cms/attributes.h"
#include "protocol/cms/cmsurl_diagnose.h"
#include "protocol/cms/cmsurl_mistake_names.h"
#include "protocol/cms/cmsurl_mistakes.h"
#include "protocol/cms/strict_reader.h"
#include "protocol/crypto/signed_digest.h"

namespace mdmock::cms {
namespace {

using Way = Signed::Way;

constexpr size_t kMaxKeys = 256;  // Others' keys that are tried.

// Pairs of mistakes that are tried under P-384 and P-521: all of them, which
// takes 0.1 s and 0.2 s, unless a long journal adds its paths.
constexpr size_t kMaxPairsOfLongCurves = 2500;

// OpenedEvidence says of each digest whether an ECDSA or PSS signature is over
// it.
Evidence OpenedEvidence(const SignatureMethod& method,
                        std::string_view signature,
                        const crypto::PublicKey& key) {
  Evidence evidence;
  evidence.fits = [](std::string_view) { return false; };
  if (method.scheme.kind == SignatureScheme::Kind::kPss) {
    const auto opened = crypto::PssDigest::Open(
        key, method.digest, method.mask_digest, method.salt_len, signature);
    if (!opened) return evidence;
    evidence.fits = [opened](std::string_view digest) {
      return opened->Is(digest);
    };
    return evidence;
  }
  auto opened = crypto::EcdsaDigest::Open(key, signature);
  if (!opened) return evidence;
  evidence.fits = [shared = std::make_shared<const crypto::EcdsaDigest>(
                       std::move(*opened))](std::string_view digest) {
    return shared->Is(digest);
  };
  // A journal's paths times the encodings would take seconds there.
  if (key.bits() > 256) evidence.max_pairs = kMaxPairsOfLongCurves;
  return evidence;
}

constexpr std::string_view kCompareBytes =
    "write the bytes that the client gives to its signer into a file and "
    "compare them with those above; where they are equal, see whether key and "
    "certificate belong together";

std::string Ids(const Explanation& mistakes) {
  std::string ids;
  for (const Mistake* mistake : mistakes) {
    if (!ids.empty()) ids += " + ";
    ids += mistake->id;
  }
  return ids;
}

std::string Fix(const Explanation& mistakes) {
  std::string fix;
  for (const Mistake* mistake : mistakes) {
    if (!fix.empty()) fix += "; ";
    fix += mistake->fix;
  }
  return fix;
}

class Diagnoser {
 public:
  explicit Diagnoser(const CmsSuspect& suspect)
      : suspect_(suspect), facts_(suspect.facts) {
    facts_.digest = suspect.method.digest;
  }

  CmsDiagnosis Run() {
    const bool explained =
        suspect_.signer.attributes_element ? ByAttributes() : ByContentAlone();
    return {explained ? Explained() : Unknown(), found_.cut_short};
  }

 private:
  std::string DigestOf(std::string_view bytes) const {
    return crypto::Digest(facts_.digest, bytes);
  }

  Checked Check(std::string_view digest,
                const SignerCertificate& certificate) const {
    return CheckSignature(suspect_.method, digest, suspect_.signer.signature,
                          certificate.key);
  }

  // Whether messageDigest and the signature over the attributes are both right
  // or explained.
  bool ByAttributes() {
    const Attribute* attribute = suspect_.signer.Find(oid::kMessageDigest);
    if (attribute == nullptr || attribute->values.empty()) return false;
    const auto digest = JoinOctets(attribute->values.front());
    if (!digest) return false;
    proof_ =
        fmt::format("{} of the bytes below is the messageDigest in the message",
                    crypto::Name(facts_.digest));
    const bool content = FitsOrIsFound(*digest);
    digest_explained_ = content;
    if (suspect_.certificate == nullptr || suspect_.checked.fits) {
      return content;
    }
    return ExplainAttributes() && content;
  }

  bool ExplainAttributes() {
    const std::string& attributes = suspect_.signer.signed_bytes;
    const std::string in_order = InDerOrder(attributes);
    if (in_order != attributes &&
        Check(DigestOf(in_order), *suspect_.certificate).fits) {
      by_key_.push_back(&mistakes::kAttributesReordered);
      proof_ +=
          "; the signature fits the attributes in DER's order, which is not "
          "theirs";
      return true;
    }
    if (const auto& opened = suspect_.checked.opened) {
      const bool other_digest =
          crypto::Digest(opened->algorithm, attributes) == opened->digest;
      by_key_.push_back(other_digest ? &mistakes::kSignatureDigestOther
                                     : &mistakes::kAttributesAltered);
      proof_ += fmt::format(
          "; under the certificate's key the signature opens to a {} {}",
          crypto::Name(opened->algorithm),
          other_digest ? "of the attributes" : "of other attributes");
      return true;
    }
    const std::string digest = DigestOf(attributes);
    return AnyOther([&](const SignerCertificate& other) {
      return Check(digest, other).fits;
    });
  }

  bool ByContentAlone() {
    const SignerCertificate* certificate = suspect_.certificate;
    if (certificate == nullptr) return false;
    if (suspect_.checked.opened) {
      proof_ = "under the certificate's key the signature opens";
      return ByOpened(*suspect_.checked.opened);
    }
    if (suspect_.method.scheme.kind != SignatureScheme::Kind::kPkcs1) {
      proof_ = "under the certificate's key the signature fits the bytes below";
      found_ = FindSigned(
          facts_, OpenedEvidence(suspect_.method, suspect_.signer.signature,
                                 certificate->key));
      if (!found_.ways.empty()) return true;
    }
    const std::string digest = DigestOf(facts_.should_sign());
    return AnyOther([&](const SignerCertificate& other) {
      const Checked checked = Check(digest, other);
      proof_ = "under that certificate's key the signature opens";
      if (checked.opened) return ByOpened(*checked.opened);
      found_.bytes = facts_.should_sign();
      return checked.fits;
    });
  }

  bool ByOpened(const OpenedSignature& opened) {
    proof_ += fmt::format(" to the {} of the bytes below",
                          crypto::Name(opened.algorithm));
    if (opened.algorithm != facts_.digest) {
      by_key_.push_back(&mistakes::kSignatureDigestOther);
      facts_.digest = opened.algorithm;
    }
    return FitsOrIsFound(opened.digest);
  }

  // Whether what has this digest is what should have been signed, or was found.
  bool FitsOrIsFound(const std::string& digest) {
    if (DigestOf(facts_.should_sign()) == digest) {
      found_.ways.emplace_back();
      found_.bytes = facts_.should_sign();
      return true;
    }
    found_ = FindSigned(facts_, {.digest = digest});
    return !found_.ways.empty();
  }

  template <typename Fits>
  bool AnyOther(Fits fits) {
    size_t num_tried = 0;
    for (const SharedCertificate& other : suspect_.others) {
      if (suspect_.certificate != nullptr &&
          other->der == suspect_.certificate->der) {
        continue;
      }
      if (++num_tried > kMaxKeys) {
        found_.cut_short = true;
        return false;
      }
      if (!fits(*other)) continue;
      by_key_.push_back(&mistakes::kKeyOfAnotherCertificate);
      proof_ +=
          fmt::format("; the signature is by the key of {}", other->subject);
      return true;
    }
    return false;
  }

  // Whether `way` leads from the path of an earlier request to what was signed.
  bool IsOfEarlierRequest(const Way& way) const {
    if (facts_.earlier_paths == nullptr) return false;
    const auto leads = [&](const std::string& path) {
      if (way.encoding == Signed::kNone) return path == found_.bytes;
      const auto encoded = EncodingReadings()[way.encoding].make(path, facts_);
      return std::find(encoded.begin(), encoded.end(), found_.bytes) !=
             encoded.end();
    };
    return std::any_of(facts_.earlier_paths->begin(),
                       facts_.earlier_paths->end(), leads);
  }

  Explanation MistakesOf(const Way& way) const {
    Explanation all = way.mistakes;
    const bool other_path =
        std::find(all.begin(), all.end(), &mistakes::kOtherPath) != all.end();
    if (other_path && (suspect_.time_is_stale || IsOfEarlierRequest(way))) {
      all.push_back(&mistakes::kStaleHeader);
    }
    all.insert(all.end(), by_key_.begin(), by_key_.end());
    return all;
  }

  Cause Explained() const {
    std::vector<Way> ways = found_.ways;
    if (ways.empty()) ways.emplace_back();
    Cause cause{.status = ways.size() == 1 ? Cause::Status::kProved
                                           : Cause::Status::kAmbiguous,
                .mistakes = MistakesOf(ways.front()),
                .equivalent = {},
                .proof = proof_,
                .signed_bytes = found_.bytes,
                .should_sign = std::string(facts_.should_sign()),
                .fix = "",
                .tell_apart = ""};
    for (size_t i = 1; i < ways.size(); ++i) {
      cause.equivalent.push_back(MistakesOf(ways[i]));
    }
    cause.fix = Fix(cause.mistakes);
    if (ways.size() > 1) cause.tell_apart = TellApart(facts_, ways);
    return cause;
  }

  Cause Unknown() const {
    Cause cause;
    cause.status = Cause::Status::kUnknown;
    cause.should_sign = std::string(facts_.should_sign());
    const std::string compare_key =
        "see whether the key that signs and the certificate that is sent "
        "belong together; where they do, send what the signer gave, unchanged";
    if (digest_explained_) {
      const Explanation& mistakes = found_.ways.front().mistakes;
      cause.unknown_because =
          mistakes.empty()
              ? std::string(
                    "messageDigest shows that the right bytes were "
                    "signed, but ")
              : fmt::format("messageDigest shows {}, but beside that ",
                            Ids(mistakes));
      cause.unknown_because +=
          "the signature is not by the certificate's key, or was changed";
      cause.fix = mistakes.empty() ? compare_key
                                   : Fix(mistakes) + "; then " + compare_key;
    } else if (found_.cut_short) {
      cause.unknown_because =
          "the search was cut short: not every known mistake was tried";
      cause.fix = std::string(kCompareBytes);
    } else if (IsUnopened()) {
      cause.unknown_because =
          "the signature does not open under the certificate's key: it is by "
          "another one, or was changed";
      cause.fix = compare_key;
    } else {
      cause.fix = std::string(kCompareBytes);
    }
    return cause;
  }

  // Whether an RSA signature that should open to a digest does not.
  bool IsUnopened() const {
    return suspect_.certificate != nullptr && !suspect_.checked.opened &&
           suspect_.method.scheme.kind == SignatureScheme::Kind::kPkcs1 &&
           !suspect_.signer.attributes_element;
  }

  const CmsSuspect& suspect_;
  Facts facts_;
  Signed found_;
  Explanation by_key_;
  std::string proof_;
  bool digest_explained_ = false;  // What messageDigest is of is known.
};

}  // namespace

CmsDiagnosis DiagnoseCms(const CmsSuspect& suspect) {
  return Diagnoser(suspect).Run();
}

}  // namespace mdmock::cms
