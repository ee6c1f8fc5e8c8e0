#ifndef MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_SIGNING_H_
#define MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_SIGNING_H_

#include <string>

#include "conformance/reference/client/settings.h"
#include "protocol/base/time.h"
#include "protocol/http/message.h"
#include "protocol/token/server_token.h"

namespace mdmock::reference {

// SessionRequest makes a signed request for a session. The nonce is drawn from
// the system, the time is `now`.
http::Request SessionRequest(const Settings& settings,
                             const token::ServerToken& token, SystemTime now);

// Authorization makes the header alone, for `target`.
std::string Authorization(const Settings& settings,
                          const token::ServerToken& token, SystemTime now,
                          const std::string& method, const std::string& target);

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_SIGNING_H_
