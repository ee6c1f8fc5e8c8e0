#ifndef MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_SIGNING_H_
#define MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_SIGNING_H_

#include <string>

#include "conformance/reference/client/settings.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/identity.h"
#include "protocol/http/message.h"

namespace mdmock::reference::ws1 {

// Authorization gives the header of a request as it goes over the wire.
Result<std::string> Authorization(const Settings& settings,
                                  const crypto::Identity& identity,
                                  const http::Request& request, SystemTime now);

// IsLaterPage says whether a target asks for a page other than the first.
bool IsLaterPage(const std::string& target);

}  // namespace mdmock::reference::ws1

#endif  // MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_SIGNING_H_
