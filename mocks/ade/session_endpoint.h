#ifndef MDMOCK_MOCKS_ADE_SESSION_ENDPOINT_H_
#define MDMOCK_MOCKS_ADE_SESSION_ENDPOINT_H_

#include "mocks/ade/state.h"
#include "mocks/server/service.h"

namespace mdmock::ade {

// AnswerSession answers GET /session: a session for a request that OAuth
// accepts and whose tenant is in good standing, a refusal for others. The
// verdict's subject is "oauth1".
server::Answer AnswerSession(State& state, const Call& call);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_SESSION_ENDPOINT_H_
