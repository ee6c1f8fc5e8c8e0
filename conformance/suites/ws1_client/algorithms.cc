#include "protocol/cms/algorithms.h"

#include <string>

#include "conformance/suites/ws1_client/alone.h"
#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/subjects.h"

// 23 to 26: digests and signatures.
namespace mdmock::conformance::ws1 {
namespace {

Step ExpectDigest() {
  return ExpectEach(
      "the digest is one of SHA-2, and listed",
      [](const journal::Entry& call, const Seen& seen) -> Said {
        for (const char* rule : {"cmsurl.digest.md5", "cmsurl.digest.unknown",
                                 "cmsurl.digest.not-listed"}) {
          if (seen.judgement.verdict.Has(rule)) return Broke(rule, call, seen);
        }
        const std::string name = cms::OidName(seen.signer()->digest.oid);
        if (!seen.judgement.verdict.Has("cmsurl.digest.sha1")) {
          return Noted(name);
        }
        // Clients that work have used it, and new ones should not.
        return {Outcome::kWarn, Class::kImplementation,
                "the digest is SHA-1: take SHA-256"};
      });
}

ClientCheck Parameters() {
  return Must(
      "24", "alg-params-tolerance",
      "The parameters of the algorithms are NULL or absent, and a verifier "
      "takes both.",
      "It leaves them to its library; what it verifies, it reads either way.",
      Joined(Traffic(),
             {ExpectNoRule({"cmsurl.algorithm.parameters"}),
              VerifiesAlone("accepts absent parameters", Made::kPlain,
                            Wanted::kAccepted),
              VerifiesAlone("accepts NULL parameters", Made::kNullParameters,
                            Wanted::kAccepted)}));
}

}  // namespace

std::vector<ClientCheck> AlgorithmChecks() {
  return {
      Must("23", "digest-alg",
           "The digest is SHA-256, SHA-384 or SHA-512, and "
           "digestAlgorithms lists it.",
           "It names SHA-256. SHA-1 is still seen, and MD5 is refused.",
           Joined(Traffic(), {ExpectDigest()})),
      Parameters(),
      Should("25", "sig-alg",
             "The signature is RSA with the padding of PKCS#1 v1.5.",
             "It names rsaEncryption, or RSA with the signer's digest.",
             Joined(Traffic(),
                    {ExpectNoRule({"cmsurl.signature-algorithm.unknown",
                                   "cmsurl.signature-algorithm.digest-differs",
                                   "cmsurl.signature-algorithm.ecdsa",
                                   "cmsurl.signature-algorithm.pss"})})),
      Must("26", "sig-valid",
           "The signature fits under the key of the certificate that is "
           "sent.",
           "It signs with the key that belongs to the certificate, and "
           "changes nothing afterwards.",
           Joined(Traffic(), {ExpectNoRule({"cmsurl.signature.mismatch",
                                            "cmsurl.key.unsupported",
                                            "cmsurl.certificate.missing"})}))};
}

}  // namespace mdmock::conformance::ws1
