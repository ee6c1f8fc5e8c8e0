#include <string>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/cms/algorithms.h"

// 18 to 22: the signed attributes.
namespace mdmock::conformance::ws1 {
namespace {

Step ExpectTrio() {
  return ExpectEach(
      "contentType, messageDigest and signingTime are there once",
      [](const journal::Entry& call, const Seen& seen) {
        for (const char* rule :
             {"cmsurl.attribute.missing", "cmsurl.attribute.repeated",
              "cmsurl.signing-time.missing"}) {
          if (seen.judgement.verdict.Has(rule)) return Broke(rule, call, seen);
        }
        return seen.signer()->attributes_element
                   ? Said{}
                   : Noted("there are no signed attributes, which 21 is about");
      });
}

Step ExpectCapabilities() {
  return ExpectEach(
      "S/MIME capabilities, if any, are there once and are a list",
      [](const journal::Entry& call, const Seen& seen) -> Said {
        const cms::SignerInfo& signer = *seen.signer();
        const cms::Attribute* capabilities =
            signer.Find(cms::oid::kCapabilities);
        if (capabilities == nullptr) return {};
        const bool right = signer.Count(cms::oid::kCapabilities) == 1 &&
                           capabilities->values.size() == 1 &&
                           capabilities->values.front().tag == cms::kSequence;
        if (!right) {
          return Broke("S/MIME capabilities in another form", call, seen);
        }
        return Noted("it sends S/MIME capabilities, which do no harm");
      });
}

}  // namespace

std::vector<ClientCheck> AttributeChecks() {
  return {Must("18", "attr-trio",
               "The signed attributes hold contentType, messageDigest and "
               "signingTime, each once and with one value.",
               "It uses a new signer for each message.",
               Joined(Traffic(), {ExpectTrio()})),
          Must("19", "attr-contenttype-value",
               "The attribute contentType is the content's type.",
               "It has its CMS library write the attribute.",
               Joined(Traffic(), {ExpectNoRule({"cmsurl.content-type.differs",
                                                "cmsurl.attribute.form"})})),
          Must("20", "attr-smimecap",
               "S/MIME capabilities may be there, once and in their form; they "
               "are reported.",
               "It leaves them out, or lets its library write them.",
               Joined(Traffic(), {ExpectCapabilities()})),
          Should("21", "attr-none", "The signature is over signed attributes.",
                 "It adds signingTime, with which the other attributes come.",
                 Joined(Traffic(), {ExpectNoRule({"cmsurl.attributes.none"})})),
          Must("22", "attr-der-order",
               "The signed attributes are signed and sent in the order of DER.",
               "It sorts the set by its encoding.",
               Joined(Traffic(), {ExpectNoRule({"cmsurl.attributes.order"})}))};
}

}  // namespace mdmock::conformance::ws1
