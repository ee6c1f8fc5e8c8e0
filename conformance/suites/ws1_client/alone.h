#ifndef MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_ALONE_H_
#define MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_ALONE_H_

#include <string>

#include "conformance/suites/client/steps.h"
#include "protocol/base/result.h"
#include "protocol/crypto/identity.h"

// What a shim is asked for without a network: `cmsurl.verify`, of which some
// checks are half. Other clients are not asked, and a shim may be without it.
namespace mdmock::conformance::ws1 {

// Made is how a header was made that a client is to verify.
enum class Made {
  kPlain,                // As .NET does it: no parameters.
  kNullParameters,       // All parameters are NULL.
  kAttachedToOtherPath,  // Over another path, which is attached.
  kOddCertificate        // Under a certificate of MakeOddIdentity.
};
enum class Wanted { kAccepted, kRefused };

Step VerifiesAlone(const std::string& says, Made made, Wanted wanted);

// MakeOddIdentity gives a certificate that is as odd as those of old consoles:
// serial number 2, signed by a key of 1024 bits, with a negative number for its
// issuer's certificate. The key is the mock's first administrator's.
Result<crypto::Identity> MakeOddIdentity(Lab& lab);

}  // namespace mdmock::conformance::ws1

#endif  // MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_ALONE_H_
