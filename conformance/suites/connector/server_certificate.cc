#include "conformance/suites/connector/server_certificate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <string_view>

#include "protocol/base/text.h"
#include "protocol/crypto/trust.h"

namespace mdmock::conformance::pki {
namespace {

using crypto::Certificate;

// Both as they stand in DER: subjectAltName, and where issuers can be fetched.
constexpr std::string_view kSubjectAltName("\x06\x03\x55\x1D\x11", 5);
constexpr std::string_view kCaIssuers(
    "\x06\x08\x2B\x06\x01\x05\x05\x07\x30\x02", 10);

bool IsSelfIssued(const Certificate& certificate) {
  return certificate.Subject() == certificate.Issuer();
}

// From the first on, the issuer of each among those sent.
std::vector<Certificate> Climb(const std::vector<Certificate>& sent) {
  std::vector<Certificate> path{sent.front()};
  while (!IsSelfIssued(path.back()) && path.size() < sent.size()) {
    const auto issuer =
        std::find_if(sent.begin(), sent.end(), [&path](const Certificate& one) {
          return one.Subject() == path.back().Issuer() &&
                 one.Der() != path.back().Der();
        });
    if (issuer == sent.end()) break;
    path.push_back(*issuer);
  }
  return path;
}

// The words of a name by which a company tells its authorities from others'.
std::set<std::string> Words(std::string_view name) {
  static const std::set<std::string> common{"ca",
                                            "root",
                                            "authority",
                                            "certificate",
                                            "certification",
                                            "issuing",
                                            "sub",
                                            "test",
                                            "tls",
                                            "ssl",
                                            "intermediate",
                                            "server",
                                            "the",
                                            "of",
                                            "rsa",
                                            "ecc",
                                            "cn",
                                            "o",
                                            "ou",
                                            "c",
                                            "l",
                                            "st"};
  std::set<std::string> words;
  std::string word;
  for (const char c : std::string(name) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (word.size() > 1 && !common.contains(word) && !IsDigits(word)) {
      words.insert(word);
    }
    word.clear();
  }
  return words;
}

std::vector<Certificate> Anchors(const std::string& pem) {
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  std::vector<Certificate> anchors;
  size_t at = 0;
  for (size_t end = pem.find(kEnd); end != std::string::npos;
       end = pem.find(kEnd, at)) {
    const size_t past = end + kEnd.size();
    if (auto one =
            Certificate::Read(std::string_view(pem).substr(at, past - at))) {
      anchors.push_back(*std::move(one));
    }
    at = past;
  }
  return anchors;
}

// Whether the issuer that nobody has is likely to be an intermediate that the
// server should have sent, and no root that we should have been given: both
// look the same from here.
bool IsLikelyIntermediate(const Certificate& last,
                          const std::vector<Certificate>& anchors) {
  const std::string issuer = last.Issuer();
  const std::string lower = ToLower(issuer);
  for (const Certificate& anchor : anchors) {
    // One of that name is there, and it is another: the trust is of a CA that
    // has been made anew.
    if (anchor.Subject() == issuer) return false;
  }
  if (lower.find("root") != std::string::npos) return false;
  for (const std::string_view sign : {"intermediate", "issuing", "sub"}) {
    if (lower.find(sign) != std::string::npos) return true;
  }
  if (last.Der().find(kCaIssuers) != std::string::npos) return true;
  // Whoever gave us intermediates knows about them; with roots alone, a name of
  // the same family speaks for one below them.
  const std::set<std::string> words = Words(issuer);
  return std::all_of(anchors.begin(), anchors.end(), IsSelfIssued) &&
         std::any_of(anchors.begin(), anchors.end(),
                     [&words](const Certificate& anchor) {
                       const auto others = Words(anchor.Subject());
                       return std::any_of(words.begin(), words.end(),
                                          [&others](const auto& word) {
                                            return others.contains(word);
                                          });
                     });
}

std::optional<Said> JudgeDates(const std::vector<Certificate>& path,
                               SystemTime now) {
  for (const Certificate& one : path) {
    const std::string why = WhyNotNow(one, now);
    if (why.empty()) continue;
    return Fail(fmt::format("the certificate {} {}",
                            Printable(one.Subject(), 120), why));
  }
  return std::nullopt;
}

}  // namespace

std::string WhyNotNow(const Certificate& certificate, SystemTime now) {
  if (certificate.NotAfter() < now) {
    return "expired on " + FormatTime(certificate.NotAfter());
  }
  if (certificate.NotBefore() > now) {
    return "is not valid before " + FormatTime(certificate.NotBefore());
  }
  return "";
}

bool HasNames(const Certificate& certificate) {
  return certificate.Der().find(kSubjectAltName) != std::string::npos;
}

std::string CommonName(const Certificate& certificate) {
  for (const std::string& subject = certificate.Subject();
       const std::string_view part : Split(subject, ',')) {
    if (part.starts_with("CN=")) return std::string(part.substr(3));
  }
  return "";
}

Said JudgeChain(const std::vector<Certificate>& chain,
                const std::string& trust_pem, SystemTime now) {
  if (chain.empty()) return Fail("the server shows no certificate");
  const std::vector<Certificate> path = Climb(chain);
  if (auto dates = JudgeDates(path, now)) return *dates;
  const std::vector<Certificate> anchors = Anchors(trust_pem);
  const auto trust = crypto::Trust::Of(anchors);
  if (!trust) return Broken(trust.error().what);
  const std::string problem = trust->Check(chain.front(), chain, &now);
  if (problem.empty()) return Pass();
  const Certificate& last = path.back();
  if (IsSelfIssued(last)) {
    return Misconfigured(fmt::format(
        "trust: the connector's chain ends at {}, which trust lacks: add that "
        "certificate if it is the right one",
        Printable(last.Subject(), 120)));
  }
  if (trust->Check(chain.front(), anchors, nullptr).empty() ||
      IsLikelyIntermediate(last, anchors)) {
    return Fail(fmt::format(
        "{}: the intermediate {} is missing from what the server sends; it "
        "has to send every certificate below the anchor",
        problem, Printable(last.Issuer(), 120)));
  }
  return Misconfigured(fmt::format(
      "trust: {} is by {}, which trust lacks and the connector does not send: "
      "add that certificate to trust, or have the connector send it if it is "
      "an intermediate",
      Printable(last.Subject(), 120), Printable(last.Issuer(), 120)));
}

}  // namespace mdmock::conformance::pki
