#include <fmt/format.h>

#include <string>

#include "conformance/suites/ws1_client/alone.h"
#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/text.h"

// 42 to 47: whose certificate it is.
namespace mdmock::conformance::ws1 {
namespace {

Step ExpectValid() {
  return ExpectEach(
      "the certificate is valid now, and was at signingTime",
      [](const journal::Entry& call, const Seen& seen) -> Said {
        for (const char* rule :
             {"cmsurl.certificate.expired", "cmsurl.certificate.not-yet-valid",
              "cmsurl.certificate.missing"}) {
          if (seen.judgement.verdict.Has(rule)) return Broke(rule, call, seen);
        }
        const auto time = seen.signing_time();
        const auto& signer = seen.judgement.signer;
        if (!time || signer == nullptr) return {};
        if (*time >= signer->not_before && *time <= signer->not_after)
          return {};
        return Broke(
            fmt::format("signingTime {} is not within the certificate's {} to "
                        "{}",
                        FormatTime(*time), FormatTime(signer->not_before),
                        FormatTime(signer->not_after)),
            call, seen);
      });
}

// The key of an administrator who is not the first one.
Step GiveKeyOf(const std::string& admin) {
  return Do(fmt::format("the client is given the key of {}", admin),
            [admin](Lab& lab) -> Result<void> {
              const auto credential = MockOf(lab).service().CredentialOf(admin);
              if (!credential) return credential.error();
              return LabOf(lab).GiveKey(credential->p12, credential->password);
            });
}

Step ExpectSignedBy(const std::string& who) {
  return ExpectEachLast(
      fmt::format("what was asked is signed by {}", who),
      [who](const journal::Entry& call, const Seen& seen) {
        const auto& signer = seen.judgement.signer;
        if (signer != nullptr && seen.fits() &&
            signer->subject.ends_with(":" + who)) {
          return Said{};
        }
        return Broke(
            fmt::format("expected a signature by {}, got {}", who,
                        signer == nullptr ? "one of nobody known"
                        : seen.fits() ? "one by " + Printable(signer->subject)
                                      : "one that does not fit, by " +
                                            Printable(signer->subject)),
            call, seen);
      });
}

Step GiveOddKey() {
  return Do("the client is given a certificate as old consoles issued them",
            [](Lab& lab) -> Result<void> {
              const auto identity = MakeOddIdentity(lab);
              if (!identity) return identity.error();
              const std::string password = "odd but right";
              const auto p12 = crypto::MakeIdentityFile(*identity, password);
              if (!p12) return p12.error();
              return LabOf(lab).GiveKey(*p12, password);
            });
}

ClientCheck Subject() {
  return Must(
      "44", "cert-subject",
      "The certificate is the one that the console issued, CN=<number>:<name>, "
      "and that of the file that is given now.",
      "It reads MDMOCK_P12 when it signs. What the console thinks of the "
      "administrator, the server says.",
      {AskGet(),
       ExpectNoRule(
           {"cmsurl.certificate.subject", "cmsurl.certificate.missing"}),
       GiveKeyOf("locked-admin"), GetRefused(), ExpectSignedBy("locked-admin"),
       GiveKeyOf("deleted-admin"), GetRefused(),
       ExpectSignedBy("deleted-admin")});
}

}  // namespace

std::vector<ClientCheck> CertificateChecks() {
  return {
      Should("42", "cert-validity",
             "The certificate is valid now, and was when it signed.",
             "It looks at the dates of its certificate, and at the clock.",
             Joined(Traffic(), {ExpectValid()})),
      Must("43", "cert-issuer",
           "The certificate is one that the console's authority has issued.",
           "It sends the certificate of its PKCS#12 file, and makes none.",
           Joined(Traffic(), {ExpectNoRule({"cmsurl.certificate.untrusted",
                                            "cmsurl.certificate.unknown-admin",
                                            "cmsurl.certificate.missing"})})),
      Subject(),
      Must("45", "cert-eku-ku",
           "A certificate for client authentication only is signed with, and "
           "verified under.",
           "It does not ask for e-mail protection, as S/MIME programs do.",
           {AskGet(), ExpectRightlySigned(),
            VerifiesAlone("accepts a certificate for client authentication",
                          Made::kPlain, Wanted::kAccepted)}),
      Must("46", "cert-oddities",
           "A certificate with serial number 2, an issuer of 1024 bits and a "
           "negative number for its issuer's certificate is used like any "
           "other.",
           "It does not judge what the console has issued.",
           {GiveOddKey(), AskGet(), ExpectRightlySigned(),
            VerifiesAlone("accepts such a certificate", Made::kOddCertificate,
                          Wanted::kAccepted)}),
      Should("47", "cert-revoked",
             "A revoked certificate's refusal is reported; nothing is tried "
             "without a signature.",
             "It reports 401, and lets its administrator get a new "
             "certificate.",
             {GiveKeyOf("revoked-admin"), GetRefused(),
              ExpectCalls(kGetDevice, 1, 2), ExpectSignedBy("revoked-admin")})};
}

}  // namespace mdmock::conformance::ws1
