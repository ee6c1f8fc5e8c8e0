#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "protocol/base/text.h"
#include "protocol/pkcs12/certificate_facts.h"
#include "protocol/pkcs12/judge.h"
#include "protocol/pkcs12/rules.h"

namespace mdmock::pkcs12 {
namespace {

using std::chrono::hours;

constexpr std::chrono::minutes kSkew{5};
constexpr hours kShortest{24};
constexpr hours kLongest{24 * (3 * 365 + 1)};
constexpr size_t kMostSerial = 20;  // Bytes.

// LeafJudge judges the user's certificate, and what else there is by it.
class LeafJudge {
 public:
  LeafJudge(const Contents& contents, const Settings& settings, SystemTime now,
            Verdict& verdict)
      : contents_(contents),
        settings_(settings),
        now_(now),
        verdict_(verdict),
        leaf_(*contents.leaf->certificate),
        where_(contents.leaf->bag->where) {}

  void Run() {
    verdict_.Show("certificate",
                  fmt::format("{}, by {}, serial {}, {} to {}", leaf_.Subject(),
                              leaf_.Issuer(), leaf_.SerialText(),
                              FormatTime(leaf_.NotBefore()),
                              FormatTime(leaf_.NotAfter())));
    JudgeItself();
    JudgeTimes();
    JudgeSerial();
    JudgeUser();
    JudgeHashes();
    JudgeChain();
    JudgeOthers();
  }

 private:
  void Add(const Rule& rule, std::string expected, std::string actual) {
    verdict_.Add({.rule = &rule,
                  .where = where_,
                  .expected = std::move(expected),
                  .actual = std::move(actual)});
  }

  void JudgeItself() {
    if (IsCa(leaf_)) {
      Add(rules::kLeafNotCa, "no CA certificate", "basicConstraints says CA");
    }
    const std::string denied = ClientUseDenied(leaf_);
    if (!denied.empty()) {
      Add(rules::kKeyUsage,
          "no usages, or digitalSignature or keyAgreement, and clientAuth",
          denied);
    }
  }

  void JudgeTimes() {
    const SystemTime begin = leaf_.NotBefore();
    const SystemTime end = leaf_.NotAfter();
    if (now_ + kSkew < begin || now_ - kSkew > end) {
      Add(rules::kValidNow, "valid at " + FormatTime(now_),
          fmt::format("{} to {}", FormatTime(begin), FormatTime(end)));
    }
    if (end - begin < kShortest || end - begin > kLongest) {
      Add(rules::kLifetimeSane, "a day to three years",
          end < begin
              ? "it ends before it begins"
              : FormatDuration(std::chrono::duration_cast<std::chrono::seconds>(
                    end - begin)));
    }
    if (settings_.earlier_not_before &&
        begin <= *settings_.earlier_not_before) {
      Add(rules::kNotBeforeAdvances,
          "later than " + FormatTime(*settings_.earlier_not_before),
          FormatTime(begin));
    }
  }

  void JudgeSerial() {
    const std::string serial = leaf_.Serial();
    std::string wrong;
    if (serial.empty() || (serial[0] & 0x80) != 0) {
      wrong = "negative";
    } else if (std::all_of(serial.begin(), serial.end(),
                           [](char c) { return c == 0; })) {
      wrong = "0";
    } else if (serial.size() > kMostSerial) {
      wrong = fmt::format("{} bytes", serial.size());
    } else if (Contains(settings_.earlier_serials, serial)) {
      wrong = fmt::format("{}, which an earlier certificate has",
                          leaf_.SerialText());
    }
    if (wrong.empty()) return;
    Add(rules::kSerial, "positive, of at most 20 bytes, and new", wrong);
  }

  static bool Contains(const std::vector<std::string>& all,
                       const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  }

  static bool Names(const std::vector<std::string>& identities,
                    const std::string& user) {
    return std::any_of(
        identities.begin(), identities.end(),
        [&](const std::string& one) { return EqualsIgnoreCase(one, user); });
  }

  void JudgeUser() {
    const std::vector<std::string> identities = Identities(leaf_);
    if (!settings_.user.empty() && !Names(identities, settings_.user)) {
      Add(rules::kUserInSubject, settings_.user, leaf_.Subject());
    }
    for (const std::string& other : settings_.other_users) {
      if (EqualsIgnoreCase(other, settings_.user)) continue;
      if (!Names(identities, other)) continue;
      Add(rules::kNotOtherUser, "nobody but the user", other);
    }
  }

  void JudgeHashes() {
    JudgeHash(*contents_.leaf);
    for (const Contents::Certificate* one : contents_.chain) {
      // Nobody verifies the signature of a root.
      if (!IsSelfSigned(*one->certificate)) JudgeHash(*one);
    }
  }

  void JudgeHash(const Contents::Certificate& one) {
    const std::string digest = SignatureDigest(*one.certificate);
    if (digest != "SHA1" && digest != "MD5" && digest != "MD2" &&
        digest != "MD4") {
      return;
    }
    verdict_.Add({.rule = &rules::kSignatureHash,
                  .where = one.bag->where,
                  .expected = "SHA-256 or better",
                  .actual = digest});
  }

  void JudgeChain() {
    if (contents_.chain.empty() && !contents_.ends_in_root) {
      Add(rules::kChainIncluded, "the certificate of " + leaf_.Issuer(),
          "no certificate that signed this one");
    }
    std::vector<crypto::Certificate> others;
    for (const Contents::Certificate& one : contents_.certificates) {
      if (&one != contents_.leaf && one.certificate) {
        others.push_back(*one.certificate);
      }
    }
    if (settings_.trust) {
      const std::string why = settings_.trust->Check(leaf_, others, &now_);
      if (!why.empty()) {
        Add(rules::kChainVerifies, "a chain to the configured issuer", why);
      }
    }
    if (settings_.issuers.empty()) return;
    const bool expected =
        std::any_of(settings_.issuers.begin(), settings_.issuers.end(),
                    [&](const crypto::Certificate& issuer) {
                      return IssuedBy(leaf_, issuer);
                    });
    if (expected) return;
    Add(rules::kIssuerExpected, settings_.issuers.front().Subject(),
        leaf_.Issuer());
  }

  void JudgeOthers() {
    for (const Contents::Certificate& one : contents_.certificates) {
      const bool in_chain =
          &one == contents_.leaf ||
          std::find(contents_.chain.begin(), contents_.chain.end(), &one) !=
              contents_.chain.end();
      if (in_chain || !one.certificate) continue;
      verdict_.Add({.rule = &rules::kNoUnrelatedCerts,
                    .where = one.bag->where,
                    .expected = "a certificate of the chain",
                    .actual = one.certificate->Subject()});
    }
  }

  const Contents& contents_;
  const Settings& settings_;
  const SystemTime now_;
  Verdict& verdict_;
  const crypto::Certificate& leaf_;
  const std::string where_;
};

}  // namespace

void JudgeCertificates(const Contents& contents, const Settings& settings,
                       SystemTime now, Verdict& verdict) {
  for (const Contents::Certificate& one : contents.certificates) {
    if (one.certificate) continue;
    verdict.Add({.rule = &rules::kCertificateReadable,
                 .where = one.bag->where,
                 .expected = "an X.509 certificate",
                 .actual = "something that cannot be read as one"});
  }
  if (contents.leaf != nullptr) {
    LeafJudge(contents, settings, now, verdict).Run();
  } else if (contents.num_shut_safes == 0) {
    const bool any_read = std::any_of(
        contents.certificates.begin(), contents.certificates.end(),
        [](const auto& one) { return one.certificate.has_value(); });
    verdict.Add({.rule = &rules::kLeafPresent,
                 .where = "the file",
                 .expected = "the user's certificate",
                 .actual = contents.certificates.empty() ? "no certificate"
                           : any_read ? "certificates of CAs only"
                                      : "none that can be read"});
  }
}

}  // namespace mdmock::pkcs12
