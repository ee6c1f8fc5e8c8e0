#ifndef MDMOCK_MOCKS_SERVER_UNREADABLE_H_
#define MDMOCK_MOCKS_SERVER_UNREADABLE_H_

#include <string>

#include "protocol/http/read_request.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::server {

// UnreadableVerdict refuses bytes that are no request which a service could be
// asked. `rule` is one of mocks/server/rules.h.
Verdict UnreadableVerdict(std::string subject, const Rule& rule,
                          const http::Malformed& problem);

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_UNREADABLE_H_
