#ifndef MDMOCK_MOCKS_ADE_FRONT_H_
#define MDMOCK_MOCKS_ADE_FRONT_H_

#include <optional>
#include <string_view>

#include "mocks/ade/state.h"
#include "mocks/server/service.h"
#include "protocol/oauth1/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::ade {

// CheckFront judges what every endpoint asks of HTTP: the method (`allowed`, a
// list as the Allow header has it), Host, User-Agent, protocol version, body.
void CheckFront(const State& state, const Call& call, std::string_view allowed,
                Verdict& verdict);

// ConnectionBase gives where the request was addressed to, by the connection
// and its Host header; nothing where that names no host.
std::optional<oauth1::Base> ConnectionBase(const Call& call);

// ProtocolVersion gives X-Server-Protocol-Version; 1 where it is absent or no
// number.
int ProtocolVersion(const http::Request& request);

// Refuse makes the answer to a call that `verdict` does not accept: in the
// words of the dialect, for the reason that counts first.
server::Answer Refuse(const State& state, const Call& call,
                      std::string_view allowed, Verdict verdict);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FRONT_H_
