#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/cms/cmsurl_checks.h"
#include "protocol/cms/cmsurl_rules.h"

namespace mdmock::cms {
namespace {

void Add(Verdict& verdict, const Rule& rule, std::string where,
         std::string expected, std::string actual) {
  verdict.Add(
      {&rule, std::move(where), std::move(expected), std::move(actual)});
}

SharedCertificate ReadOne(const Element& element,
                          const KnownCertificates* known) {
  if (known != nullptr) {
    if (auto found = known->FindDer(element.whole)) return found;
  }
  const auto certificate = crypto::Certificate::Read(element.whole);
  if (!certificate) return nullptr;
  return std::make_shared<const SignerCertificate>(*certificate);
}

// "CN=1001:name", as the console issues.
bool IsAdministrator(std::string_view subject) {
  if (!subject.starts_with("CN=")) return false;
  const std::string_view name = subject.substr(3);
  const size_t colon = name.find(':');
  return colon != std::string_view::npos && IsDigits(name.substr(0, colon)) &&
         colon + 1 < name.size();
}

void CheckChain(const SignerCertificate& signer,
                const std::vector<SharedCertificate>& others,
                const crypto::Trust& trust, Verdict& verdict) {
  std::vector<crypto::Certificate> issuers;
  for (const SharedCertificate& one : others) {
    issuers.push_back(one->certificate);
  }
  const std::string why = trust.Check(signer.certificate, issuers, nullptr);
  if (why.empty()) return;
  const std::string issuer = signer.certificate.Issuer();
  Add(verdict, rules::kCertificateUntrusted, signer.subject,
      "a chain to a trusted root",
      issuer == signer.subject ? why + " (it is self-signed)"
                               : fmt::format("{} (issuer {})", why, issuer));
}

bool IsPlaceholder(std::string_view code) {
  constexpr std::array<std::string_view, 10> kPlaceholders{
      "api_key",        "your_api_key", "your-api-key", "apikey", "tenantcode",
      "aw-tenant-code", "tenant_code",  "none",         "null",   "undefined"};
  if (code.find_first_of("{}<>$") != std::string_view::npos) return true;
  return std::any_of(
      kPlaceholders.begin(), kPlaceholders.end(),
      [&](std::string_view one) { return EqualsIgnoreCase(one, code); });
}

// What a wrong code looks like. Neither code is shown: they are keys.
std::string Hint(std::string_view code, std::string_view right) {
  if (Trim(code, " \t\"'") == right) return "the right one, in quotes";
  if (EqualsIgnoreCase(code, right)) {
    return "the right one, in other letters' case";
  }
  if (right.starts_with(code)) return "only the beginning of the right one";
  return fmt::format("another ({} characters, {} expected)", code.size(),
                     right.size());
}

}  // namespace

Embedded ReadCertificates(const SignedData& message,
                          const KnownCertificates* known, Verdict& verdict) {
  Embedded embedded;
  const SignerInfo* signer =
      message.signers.empty() ? nullptr : &message.signers.front();
  for (const Element& element : message.certificates) {
    SharedCertificate one = ReadOne(element, known);
    if (one == nullptr) {
      Add(verdict, rules::kCertificateUnreadable,
          fmt::format("message, byte {}", element.offset), "a certificate",
          fmt::format("{} bytes that are none", element.whole.size()));
    } else if (embedded.signer == nullptr && signer != nullptr &&
               one->IsNamedBy(*signer)) {
      embedded.signer = std::move(one);
    } else {
      embedded.others.push_back(std::move(one));
    }
  }
  for (const Element& element : message.revocation_lists) {
    if (crypto::IsRevocationList(element.whole)) continue;
    Add(verdict, rules::kCertificateUnreadable,
        fmt::format("message, byte {}", element.offset), "a revocation list",
        "bytes that are none");
  }
  if (embedded.signer != nullptr && !embedded.others.empty()) {
    Add(verdict, rules::kCertificateExtra, "certificates",
        embedded.signer->subject,
        fmt::format("{} more, the first {}", embedded.others.size(),
                    embedded.others.front()->subject));
  }
  return embedded;
}

void CheckCertificate(const SignerCertificate& signer,
                      const std::vector<SharedCertificate>& others,
                      const CmsUrlOptions& options, SystemTime now,
                      Verdict& verdict) {
  if (now > signer.not_after) {
    Add(verdict, rules::kCertificateExpired, signer.subject,
        "after " + FormatTime(now), FormatTime(signer.not_after));
  }
  if (now < signer.not_before) {
    Add(verdict, rules::kCertificateNotYetValid, signer.subject,
        "before " + FormatTime(now), FormatTime(signer.not_before));
  }
  if (options.trust != nullptr) {
    CheckChain(signer, others, *options.trust, verdict);
  }
  if (options.known != nullptr &&
      options.known->FindDer(signer.der) == nullptr) {
    const bool same_name =
        std::any_of(options.known->all().begin(), options.known->all().end(),
                    [&](const SharedCertificate& one) {
                      return one->subject == signer.subject;
                    });
    Add(verdict, rules::kCertificateUnknown, "certificate",
        "one of an administrator who is known",
        signer.subject +
            (same_name ? ", whose certificate is another one" : ""));
  }
  if (!IsAdministrator(signer.subject)) {
    Add(verdict, rules::kCertificateSubject, "certificate",
        "CN=<number>:<administrator>", signer.subject);
  }
  if (!signer.allows_use) {
    Add(verdict, rules::kCertificateUsage, signer.subject,
        "clientAuth and digitalSignature", "a use that leaves one of them out");
  }
}

void CheckTenantCode(const http::Request& request, const CmsUrlOptions& options,
                     Verdict& verdict) {
  constexpr std::string_view kName = "aw-tenant-code";
  if (options.only_authorization) return;
  const std::string* code = request.Find(kName);
  if (code == nullptr || Trim(*code, " \t\"'").empty()) {
    Add(verdict, rules::kTenantCodeMissing, "headers",
        "aw-tenant-code and the tenant's code",
        code == nullptr ? "nothing" : "an empty one");
    return;
  }
  if (http::FindAll(request.headers, kName).size() > 1) {
    Add(verdict, rules::kTenantCodeRepeated, "headers", "one aw-tenant-code",
        "several");
  }
  if (IsPlaceholder(*code)) {
    Add(verdict, rules::kTenantCodePlaceholder, std::string(kName),
        "a code from the console", Printable(*code, 40));
  } else if (options.tenant_code && *code != *options.tenant_code) {
    Add(verdict, rules::kTenantCodeWrong, std::string(kName),
        "the tenant's code", Hint(*code, *options.tenant_code));
  }
}

}  // namespace mdmock::cms
