#ifndef MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_KEY_H_
#define MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_KEY_H_

#include "conformance/reference/client/settings.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/identity.h"

namespace mdmock::reference::ws1 {

// OpenKey opens MDMOCK_P12. A certificate that is not valid at `now` is a
// Failure as well: nothing signed with it would be taken.
Result<crypto::Identity> OpenKey(const Settings& settings, SystemTime now);

// HasSmallIssuer says whether an RSA key of 1024 bits has signed the
// certificate, and IsForMail whether it is for e-mail. Two mutants mind.
bool HasSmallIssuer(const crypto::Certificate& certificate);
bool IsForMail(const crypto::Certificate& certificate);

}  // namespace mdmock::reference::ws1

#endif  // MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_KEY_H_
