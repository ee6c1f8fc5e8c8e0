#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/cmsurl_checks.h"
#include "protocol/cms/cmsurl_rules.h"

namespace mdmock::cms {
namespace {

using Parameters = AlgorithmIdentifier::Parameters;

void Add(Verdict& verdict, const Rule& rule, std::string where,
         std::string expected, std::string actual) {
  verdict.Add(
      {&rule, std::move(where), std::move(expected), std::move(actual)});
}

std::string ByteAt(size_t offset) {
  return fmt::format("message, byte {}", offset);
}

void CheckVersions(const SignedData& message, Verdict& verdict) {
  const bool by_key = std::any_of(
      message.signers.begin(), message.signers.end(),
      [](const SignerInfo& one) { return one.key_identifier.has_value(); });
  const bool data = message.content_type == oid::kData;
  const std::int64_t wanted = by_key || !data ? 3 : 1;
  if (message.version != wanted) {
    Add(verdict, rules::kMessageVersion, "SignedData", std::to_string(wanted),
        std::to_string(message.version));
  }
  for (const SignerInfo& signer : message.signers) {
    const std::int64_t own = signer.key_identifier ? 3 : 1;
    if (signer.version == own) continue;
    Add(verdict, rules::kMessageVersion, ByteAt(signer.offset),
        std::to_string(own), std::to_string(signer.version));
  }
}

void CheckParameters(const AlgorithmIdentifier& algorithm, Verdict& verdict) {
  if (algorithm.parameters != Parameters::kOther) return;
  Add(verdict, rules::kAlgorithmParameters, ByteAt(algorithm.offset),
      "NULL or nothing", "parameters of " + OidName(algorithm.oid));
}

// An attribute that is to be there once, with one value.
void CheckOnce(const SignerInfo& signer, std::string_view oid,
               Verdict& verdict) {
  size_t num_values = 0;
  for (const Attribute& one : signer.attributes) {
    if (one.oid == oid) num_values += one.values.size();
  }
  const size_t count = signer.Count(oid);
  if (count == 0 || (count == 1 && num_values == 1)) return;
  Add(verdict, rules::kAttributeRepeated, OidName(oid), "once, with one value",
      fmt::format("{} times, with {} values", count, num_values));
}

void CheckContentType(const SignedData& message, const SignerInfo& signer,
                      Verdict& verdict) {
  const Attribute* type = signer.Find(oid::kContentType);
  if (type == nullptr) {
    Add(verdict, rules::kAttributeMissing, "signed attributes", "contentType",
        "nothing");
    return;
  }
  if (type->values.empty()) return;
  const Element& value = type->values.front();
  if (value.tag != kOid) {
    Add(verdict, rules::kAttributeForm, ByteAt(value.offset),
        "an OBJECT IDENTIFIER", Name(value.tag));
  } else if (value.content != message.content_type) {
    Add(verdict, rules::kContentTypeDiffers, ByteAt(value.offset),
        OidName(message.content_type), OidName(value.content));
  }
}

// Whether the elements of the set stand in DER's order.
bool IsSorted(const SignerInfo& signer) {
  Reader reader(*signer.attributes_element);
  std::string_view before;
  while (!reader.AtEnd()) {
    const auto attribute = reader.Next();
    if (!attribute) return false;
    if (attribute->whole < before) return false;
    before = attribute->whole;
  }
  return true;
}

}  // namespace

void CheckForm(const SignedData& message, std::string_view should_sign,
               Verdict& verdict) {
  if (message.trailing_len != 0) {
    Add(verdict, rules::kMessageTrailing, ByteAt(message.trailing_offset),
        "the end", fmt::format("{} bytes more", message.trailing_len));
  }
  if (message.content_type != oid::kData) {
    Add(verdict, rules::kContentTypeOther, ByteAt(message.content_offset),
        "id-data", OidName(message.content_type));
  }
  if (message.content) {
    const std::string shown = Printable(*message.content, 200);
    Add(verdict, rules::kContentAttached, ByteAt(message.content_offset),
        "nothing attached", shown);
    if (*message.content != should_sign) {
      Add(verdict, rules::kAttachedContentDiffers,
          ByteAt(message.content_offset), Printable(should_sign, 200), shown);
    }
  }
  if (message.signers.empty()) {
    Add(verdict, rules::kSignerMissing, "signerInfos", "one signer", "none");
  } else if (message.signers.size() > 1) {
    Add(verdict, rules::kSignerSeveral, "signerInfos", "one signer",
        fmt::format("{} of them", message.signers.size()));
  }
  if (!message.revocation_lists.empty()) {
    Add(verdict, rules::kRevocationLists,
        ByteAt(message.revocation_lists.front().offset), "none",
        fmt::format("{} of them", message.revocation_lists.size()));
  }
  CheckVersions(message, verdict);
}

void CheckAlgorithms(const SignedData& message, const SignerInfo& signer,
                     Verdict& verdict) {
  using Kind = SignatureScheme::Kind;
  const auto digest = FindDigest(signer.digest.oid);
  if (signer.digest.oid == oid::kMd5) {
    Add(verdict, rules::kDigestMd5, ByteAt(signer.digest.offset),
        "SHA-256 or another SHA", "MD5");
  } else if (!digest) {
    Add(verdict, rules::kDigestUnknown, ByteAt(signer.digest.offset),
        "SHA-1, SHA-256, SHA-384 or SHA-512", OidName(signer.digest.oid));
  } else if (*digest == crypto::DigestAlgorithm::kSha1) {
    Add(verdict, rules::kDigestSha1, ByteAt(signer.digest.offset), "SHA-256",
        "SHA-1");
  }
  bool listed = false;
  for (const AlgorithmIdentifier& one : message.digests) {
    CheckParameters(one, verdict);
    listed = listed || one.oid == signer.digest.oid;
    if (FindDigest(one.oid)) continue;
    Add(verdict, rules::kDigestNotListed, ByteAt(one.offset),
        "digests that are known", OidName(one.oid));
  }
  if (!listed) {
    Add(verdict, rules::kDigestNotListed, "digestAlgorithms",
        OidName(signer.digest.oid), "a list without it");
  }
  CheckParameters(signer.digest, verdict);
  const AlgorithmIdentifier& by = signer.signature_algorithm;
  const auto scheme = FindSignatureScheme(by.oid);
  if (!scheme) {
    Add(verdict, rules::kSignatureAlgorithm, ByteAt(by.offset),
        "rsaEncryption, or ECDSA", OidName(by.oid));
    return;
  }
  if (scheme->digest && digest && scheme->digest != digest) {
    Add(verdict, rules::kSignatureAlgorithmDigest, ByteAt(by.offset),
        std::string(crypto::Name(*digest)), OidName(by.oid));
  }
  if (scheme->kind == Kind::kPss) {
    Add(verdict, rules::kSignatureAlgorithmPss, ByteAt(by.offset),
        "rsaEncryption", OidName(by.oid));
    if (digest && !FindMethod(signer)) {
      Add(verdict, rules::kSignatureAlgorithm, ByteAt(by.offset),
          "parameters that name the signer's digest", "others");
    }
    return;
  }
  CheckParameters(by, verdict);
  if (scheme->kind == Kind::kEc) {
    Add(verdict, rules::kSignatureAlgorithmEcdsa, ByteAt(by.offset),
        "rsaEncryption", OidName(by.oid));
  }
}

void CheckAttributes(const SignedData& message, const SignerInfo& signer,
                     Verdict& verdict) {
  if (!signer.attributes_element) {
    Add(verdict, rules::kAttributesNone, ByteAt(signer.offset),
        "contentType, messageDigest and signingTime", "none");
    return;
  }
  CheckContentType(message, signer, verdict);
  if (signer.Find(oid::kMessageDigest) == nullptr) {
    Add(verdict, rules::kAttributeMissing, "signed attributes", "messageDigest",
        "nothing");
  }
  for (const std::string_view oid :
       {oid::kContentType, oid::kMessageDigest, oid::kSigningTime}) {
    CheckOnce(signer, oid, verdict);
  }
  if (!IsSorted(signer)) {
    Add(verdict, rules::kAttributesOrder,
        ByteAt(signer.attributes_element->offset), "DER's order", "another");
  }
  if (signer.Find(oid::kCapabilities) != nullptr) {
    Add(verdict, rules::kCapabilities, "signed attributes",
        "contentType, messageDigest and signingTime",
        "smimeCapabilities as well");
  }
}

std::optional<SystemTime> SignedTime(const SignerInfo& signer) {
  const Attribute* time = signer.Find(oid::kSigningTime);
  if (time == nullptr || time->values.empty()) return std::nullopt;
  return ReadSigningTime(time->values.front());
}

void CheckSigningTime(const SignerInfo& signer, std::chrono::seconds window,
                      SystemTime now, Verdict& verdict) {
  if (!signer.attributes_element) return;
  const Attribute* attribute = signer.Find(oid::kSigningTime);
  if (attribute == nullptr) {
    Add(verdict, rules::kSigningTimeMissing, "signed attributes", "signingTime",
        "nothing");
    return;
  }
  const auto time = SignedTime(signer);
  if (!time) {
    const bool any = !attribute->values.empty();
    Add(verdict, rules::kSigningTimeForm, ByteAt(attribute->offset),
        "YYMMDDhhmmssZ",
        any ? Printable(attribute->values.front().content, 40) : "nothing");
    return;
  }
  constexpr SystemTime k2050 = std::chrono::sys_days(
      std::chrono::year(2050) / std::chrono::January / std::chrono::day(1));
  const bool utc_time = attribute->values.front().tag.number == 23;
  if (!utc_time && *time < k2050) {
    Add(verdict, rules::kSigningTimeForm, ByteAt(attribute->offset),
        "a UTCTime", "a GeneralizedTime of " + FormatTime(*time));
  }
  const std::int64_t skew = EpochSeconds(*time) - EpochSeconds(now);
  if (std::abs(skew) <= window.count()) return;
  // A clock that is right, read as local time: whole hours, give or take.
  const std::int64_t past_hour = (std::abs(skew) + 60) % 3600;
  const bool local = past_hour <= 120 && std::abs(skew) < 15 * 3600;
  Add(verdict, skew < 0 ? rules::kSigningTimeStale : rules::kSigningTimeAhead,
      "signingTime", fmt::format("{} ± {} s", FormatTime(now), window.count()),
      fmt::format("{} ({} {}{})", FormatTime(*time),
                  FormatDuration(std::chrono::seconds(std::abs(skew))),
                  skew < 0 ? "behind" : "ahead",
                  local ? "; local time written as UTC?" : ""));
}

}  // namespace mdmock::cms
