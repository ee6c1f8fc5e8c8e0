#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"

// P-03 to P-41, but for what payload_behaviour.cc has: the PKCS#12 file that
// the control got, a rule a row.
namespace mdmock::conformance::pki {
namespace {

using Slugs = std::vector<std::string_view>;

// What a row has to have before it says anything.
enum class Needs { kFile, kContents, kIssuer };

std::optional<Said> Lacks(Probe& probe, Needs needs) {
  if (auto nothing = NoPayload(probe.site())) return nothing;
  if (needs == Needs::kIssuer && probe.site().configuration().issuers.empty()) {
    return Skip("the configuration has no issuer");
  }
  return std::nullopt;
}

// A row of the table: what is found under `fails` fails it, what is found under
// `warns` is a warning.
ConnectorCheck Row(ConnectorCheck check, Needs needs, Slugs fails,
                   Slugs warns = {}) {
  check.needs_control = false;
  check.run = [needs, fails = std::move(fails),
               warns = std::move(warns)](Probe& probe) {
    if (auto lacks = Lacks(probe, needs)) return *lacks;
    const pkcs12::Inspection inspection = InspectControl(probe.site());
    if (needs != Needs::kFile && !inspection.leaf && !inspection.key) {
      return Skip("the file does not open: P-01");
    }
    std::string found = FindingsUnder(inspection.verdict, fails);
    if (!found.empty()) return Fail(found);
    found = FindingsUnder(inspection.verdict, warns);
    return found.empty() ? Pass() : Warn(found);
  };
  return check;
}

// Who names roots alone says nothing of the CAs below them: a chain to one of
// them, which P-15 looks at, is all that is asked then.
ConnectorCheck ByWhom(ConnectorCheck check) {
  check.run = [run = std::move(check.run)](Probe& probe) {
    Said said = run(probe);
    if (said.outcome != Outcome::kWarn) return said;
    const auto& issuers = probe.site().configuration().issuers;
    const bool roots_alone = std::all_of(issuers.begin(), issuers.end(),
                                         [](const crypto::Certificate& one) {
                                           return one.Subject() == one.Issuer();
                                         });
    if (!roots_alone ||
        !FindingsUnder(InspectControl(probe.site()).verdict, {"chain-verifies"})
             .empty()) {
      return said;
    }
    return Pass("issued below a root that is configured");
  };
  return check;
}

struct Facts {
  std::string_view code;
  std::string_view slug;
  Level level;
  Kind kind;
  std::string_view requirement;
  std::string_view source;
  std::string_view correct;
  Provenance provenance = Provenance::kDocumented;
};

ConnectorCheck Of(const Facts& facts) {
  return {.code = facts.code,
          .slug = facts.slug,
          .level = facts.level,
          .kind = facts.kind,
          .requirement = facts.requirement,
          .source = facts.source,
          .provenance = facts.provenance,
          .correct = facts.correct};
}

constexpr char kConsumer[] =
    "BlackBerry Dynamics SDK, certificate requirements";

std::vector<ConnectorCheck> KeyRows() {
  using sources::kKeyPair;
  constexpr Level kMust = Level::kMust;
  constexpr Level kShould = Level::kShould;
  constexpr Kind kProtocol = Kind::kProtocol;
  constexpr Needs kContents = Needs::kContents;
  return {
      Row(Of({"P-06", "one-key", kMust, kProtocol,
              "The file holds one private key.", kKeyPair,
              "puts the user's key in, and no other"}),
          kContents, {"one-key", "key-readable", "payload-certificate-only"},
          {"several-keys"}),
      Row(Of({"P-07", "key-matches-cert", kMust, kProtocol,
              "The key is that of the certificate.", kKeyPair,
              "checks before it answers: most readers do not"}),
          kContents, {"key-matches-cert"}),
      Row(Of({"P-08", "key-self-consistent", kMust, kProtocol,
              "The parts of the key belong together.",
              "RFC 8017, 3.2; RFC 5915", "leaves keys to the library"}),
          kContents, {"key-self-consistent"}),
      Row(Of({"P-09", "sign-verify", kMust, kProtocol,
              "What the key signs verifies with the certificate.", kKeyPair,
              "gives a pair that works"}),
          kContents, {"sign-verify"}),
      Row(Of({"P-10", "leaf-present", kMust, kProtocol,
              "The file holds the user's certificate.", kKeyPair,
              "puts it in"}),
          kContents,
          {"leaf-present", "certificate-readable", "payload-key-only"}),
      Row(Of({"P-22", "rsa-size", kMust, kProtocol,
              "An RSA key has 2048 bits, and no more than 4096.", kConsumer,
              "makes keys of 2048 or 3072 bits"}),
          kContents, {"rsa-size"}, {"rsa-size-large"}),
      Row(Of({"P-23", "ec-curve", kShould, Kind::kInterop,
              "An EC key is on P-256, P-384 or P-521.", "NIST SP 800-186",
              "takes P-256"}),
          kContents, {}, {"ec-curve"}),
  };
}

std::vector<ConnectorCheck> CertificateRows() {
  using sources::kKeyPair;
  constexpr Level kMust = Level::kMust;
  constexpr Level kShould = Level::kShould;
  constexpr Kind kProtocol = Kind::kProtocol;
  constexpr Kind kInterop = Kind::kInterop;
  constexpr Needs kContents = Needs::kContents;
  return {
      Row(Of({"P-11", "localkeyid-pairing", kShould, kInterop,
              "Key and certificate have the same localKeyID.",
              sources::kReaders, "as PKCS12_create and KeyStore do",
              Provenance::kObserved}),
          kContents, {}, {"localkeyid-pairing"}),
      Row(Of({"P-12", "localkeyid-unique", kShould, kInterop,
              "No other certificate has that localKeyID.", sources::kReaders,
              "leaves it out of the issuers", Provenance::kObserved}),
          kContents, {}, {"localkeyid-unique"}),
      Row(Of({"P-13", "friendlyname", Level::kMay, kInterop,
              "A friendlyName is a BMPString.", "RFC 2985, 5.5.1",
              "leaves it to the library"}),
          kContents, {"friendlyname"}),
      Row(Of({"P-14", "chain-included", kShould, kInterop,
              "The issuing CAs are in the file.", kConsumer,
              "puts every certificate below the root in"}),
          kContents, {}, {"chain-included"}),
      Row(Of({"P-15", "chain-verifies", kMust, kProtocol,
              "A chain leads from the certificate to the issuer that is "
              "configured.",
              "RFC 5280, 6", "issues by the CA that it is meant to"}),
          Needs::kIssuer, {"chain-verifies"}),
      ByWhom(Row(Of({"P-16", "issuer-expected", kShould, kProtocol,
                     "The certificate is by the issuer that is configured, or "
                     "below the "
                     "root.",
                     sources::kChosen, "issues by the CA that it is meant to",
                     Provenance::kChosen}),
                 Needs::kIssuer, {}, {"issuer-expected"})),
      Row(Of({"P-17", "no-unrelated-certs", kShould, kInterop,
              "Every other certificate is in the chain.", sources::kChosen,
              "puts in nothing else", Provenance::kChosen}),
          kContents, {}, {"no-unrelated-certs"}),
      Row(Of({"P-18", "leaf-not-ca", kMust, kProtocol,
              "The user does not get the certificate of a CA.",
              "RFC 5280, 4.2.1.9", "basicConstraints: no CA"}),
          kContents, {"leaf-not-ca"}),
      Row(Of({"P-19", "valid-now", kMust, kProtocol,
              "The certificate is valid now, give or take five minutes.",
              "RFC 5280, 4.1.2.5", "has the right time"}),
          kContents, {"valid-now"}),
      Row(Of({"P-20", "lifetime-sane", kShould, kInterop,
              "The certificate lives for a day at least, and for three years "
              "at most.",
              sources::kChosen, "issues for one year", Provenance::kChosen}),
          kContents, {}, {"lifetime-sane"}),
      Row(Of({"P-24", "signature-hash", kMust, kProtocol,
              "Certificates are not signed with MD5 or SHA-1.",
              "RFC 9155; RFC 6151", "signs with SHA-256"}),
          kContents, {"signature-hash"}),
      Row(Of({"P-25", "user-in-subject-or-san", kShould, kProtocol,
              "The user stands in the certificate.", kKeyPair,
              "has him as rfc822Name, UPN, common name or e-mail address"}),
          kContents, {}, {"user-in-subject-or-san"}),
      Row(Of({"P-27", "ku-eku-client-auth", kShould, kInterop,
              "Key usages allow a TLS client to authenticate.",
              "BlackBerry Dynamics SDK, Personal Information Exchange files",
              "digitalSignature and clientAuth, or neither extension"}),
          kContents, {}, {"ku-eku-client-auth"}),
  };
}

std::vector<ConnectorCheck> ProtectionRows() {
  constexpr Level kShould = Level::kShould;
  constexpr Kind kInterop = Kind::kInterop;
  constexpr Needs kFile = Needs::kFile;
  constexpr Provenance kObserved = Provenance::kObserved;
  return {
      Row(Of({"P-03", "mac-present", kShould, kInterop, "The file has a MAC.",
              sources::kReaders, "writes MacData", kObserved}),
          kFile, {}, {"mac-present"}),
      Row(Of({"P-05", "encrypted", kShould, kInterop,
              "The key is encrypted: Java loads a plain one without a word, "
              "and without the key.",
              kConsumer, "writes a shrouded key bag"}),
          kFile, {}, {"encrypted"}),
      Row(Of({"P-29", "cipher-modern", kShould, kInterop,
              "No RC2, RC4, DES or MD5 is used.", "OpenSSL 3 without legacy",
              "encrypts with AES", kObserved}),
          kFile, {}, {"cipher-modern"}),
      Row(Of({"P-30", "cipher-java", kShould, kInterop,
              "PBES2 has AES-128 or AES-256 and PBKDF2.", "OpenJDK 17",
              "encrypts with AES-256-CBC", kObserved}),
          kFile, {}, {"cipher-java"}),
      Row(Of({"P-31", "fips-ciphers", kShould, kInterop,
              "Where a policy asks for FIPS, all is encrypted with PBES2 and "
              "AES.",
              kConsumer, "encrypts with AES-256-CBC"}),
          kFile, {}, {"fips-ciphers"}),
      Row(Of({"P-32", "mac-algorithm", kShould, kInterop,
              "The MAC is HMAC-SHA-1 or HMAC-SHA-256.", sources::kReaders,
              "takes HMAC-SHA-256", kObserved}),
          kFile, {}, {"mac-algorithm"}),
      Row(Of({"P-33", "pbmac1", kShould, kInterop, "The MAC is not PBMAC1.",
              "RFC 9879; measured", "takes HMAC-SHA-256", kObserved}),
          kFile, {}, {"pbmac1"}),
      Row(Of({"P-34", "iterations", Level::kMust, kInterop,
              "Keys are derived in 1000 to 1,000,000 iterations, and never in "
              "more than 5,000,000.",
              "OpenJDK 17: iteration count too large", "takes 2,048 to 600,000",
              kObserved}),
          kFile, {"iterations"}, {"iterations-unusual"}),
      Row(Of({"P-35", "salt-length", kShould, kInterop,
              "Salts have 8 bytes or more.", "OpenJDK 17",
              "takes 8 to 20 bytes", kObserved}),
          kFile, {}, {"salt-length"}),
      Row(Of({"P-37", "password-ascii", kShould, kInterop,
              "The password is printable ASCII.", "OpenJDK 17",
              "takes letters and digits", kObserved}),
          kFile, {}, {"password-ascii"}),
      Row(Of({"P-38", "password-nonempty", kShould, kInterop,
              "The password is not empty.", sources::kReaders,
              "no form of the empty password opens everywhere", kObserved}),
          kFile, {}, {"password-nonempty"}),
      Row(Of({"P-41", "der", kShould, kInterop, "The file is DER.",
              "RFC 7292, 4; python3-cryptography 48", "writes definite lengths",
              kObserved}),
          kFile, {}, {"der"}),
  };
}

}  // namespace

std::vector<ConnectorCheck> PayloadChecks() {
  std::vector<ConnectorCheck> all;
  for (auto* const rows : {&KeyRows, &CertificateRows, &ProtectionRows}) {
    for (ConnectorCheck& row : rows()) all.push_back(std::move(row));
  }
  return all;
}

}  // namespace mdmock::conformance::pki
