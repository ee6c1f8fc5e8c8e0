#ifndef MDMOCK_PROTOCOL_CONNECTOR_REPLY_HEAD_H_
#define MDMOCK_PROTOCOL_CONNECTOR_REPLY_HEAD_H_

#include "protocol/http/read_response.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::connector {

// JudgeHead judges how a reply comes: its status, its length, its type.
// `said_why` is whether its JSON says that nothing was issued, and why.
void JudgeHead(const http::ReceivedResponse& received, bool said_why,
               Verdict& verdict);

}  // namespace mdmock::connector

#endif  // MDMOCK_PROTOCOL_CONNECTOR_REPLY_HEAD_H_
