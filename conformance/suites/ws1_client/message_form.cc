#include <fmt/format.h>

#include <string>

#include "conformance/suites/ws1_client/alone.h"
#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/subjects.h"

// 10 to 17: the message, and whom it names.
namespace mdmock::conformance::ws1 {
namespace {

Step ExpectCertificate() {
  return ExpectEach("every message holds a certificate",
                    [](const journal::Entry& call, const Seen& seen) {
                      return seen.message->certificates.empty()
                                 ? Broke("cmsurl.no-certificate", call, seen)
                                 : Said{};
                    });
}

Step ExpectSignerAmongThem() {
  return ExpectEach(
      "the signer that is named is one whose certificate is there",
      [](const journal::Entry& call, const Seen& seen) {
        const Verdict& verdict = seen.judgement.verdict;
        for (const char* rule :
             {"cmsurl.no-certificate", "cmsurl.certificate.missing",
              "cmsurl.certificate.unreadable"}) {
          if (verdict.Has(rule)) return Broke(rule, call, seen);
        }
        return verdict.Has("cmsurl.signer.key-identifier")
                   ? Noted("named by a key identifier")
                   : Said{};
      });
}

ClientCheck Detached() {
  return Must(
      "11", "cms-detached",
      "What is signed is not attached, and what is attached is never "
      "taken for what was asked.",
      "It makes a detached signature; a verifier compares with the "
      "path of the request.",
      Joined(Joined(Traffic(),
                    {ExpectNoRule({"cmsurl.content-attached",
                                   "cmsurl.attached-content.differs"})}),
             {VerifiesAlone("accepts a detached signature", Made::kPlain,
                            Wanted::kAccepted),
              VerifiesAlone("refuses one that is attached, and over "
                            "another path",
                            Made::kAttachedToOtherPath, Wanted::kRefused)}));
}

}  // namespace

std::vector<ClientCheck> MessageFormChecks() {
  return {
      Must("10", "cms-parse", "The message is a SignedData, in DER or BER.",
           "It sends the whole of what its CMS library gives.",
           Joined(Traffic(), {ExpectNoRule({"cmsurl.message.syntax"})})),
      Detached(),
      Must("12", "cms-econtenttype", "The content's type is id-data.",
           "It leaves the type as its CMS library has it.",
           Joined(Traffic(), {ExpectNoRule({"cmsurl.content-type.other"})})),
      Must("13", "cms-one-signer", "One has signed, and not several.",
           "It makes a new message for each request.",
           Joined(Traffic(), {ExpectNoRule({"cmsurl.signer.missing",
                                            "cmsurl.signer.several"})})),
      Must("14", "cms-cert-present", "The signer's certificate is there.",
           "It includes the end certificate.",
           Joined(Traffic(), {ExpectCertificate()})),
      Should(
          "15", "cms-endcert-only",
          "The signer's certificate is the only one, and no revocation "
          "list is there.",
          "It includes the end certificate only; others make the header "
          "longer.",
          Joined(Traffic(), {ExpectNoRule({"cmsurl.certificate.extra",
                                           "cmsurl.revocation-lists.sent"})})),
      Must("16", "cms-sid-match",
           "The signer is named as the certificate has it: by issuer and "
           "serial number, or by key identifier.",
           "It has its CMS library name the signer from the certificate.",
           Joined(Traffic(), {ExpectSignerAmongThem()})),
      Should("17", "cms-no-trailing", "Nothing follows the message.",
             "It encodes the message, and not the buffer that it is in.",
             Joined(Traffic(), {ExpectNoRule({"cmsurl.message.trailing"})}))};
}

}  // namespace mdmock::conformance::ws1
