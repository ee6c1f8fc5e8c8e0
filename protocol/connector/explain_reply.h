#ifndef MDMOCK_PROTOCOL_CONNECTOR_EXPLAIN_REPLY_H_
#define MDMOCK_PROTOCOL_CONNECTOR_EXPLAIN_REPLY_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/time.h"
#include "protocol/connector/reply.h"
#include "protocol/pkcs12/inspect.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::connector {

// ReplyAndPayload is a reply judged whole: what it says, and what is in it.
struct ReplyAndPayload {
  Verdict verdict;  // Redacted; its cause speaks of password and wrapping.
  Reply reply;
  std::vector<pkcs12::Prediction> predictions;  // Of the payload, if any.
};

// ExplainReply judges a getUserKeyPair reply, its JSON alone or the whole HTTP
// response, and its payload as whoever gets it would open it: under what the
// reply announces, else under `otp`, the password that was sent as authToken.
// The reply judged is a conforming one where it says why nothing was issued.
ReplyAndPayload ExplainReply(std::string_view bytes, const ReplyWish& wish,
                             const std::optional<std::string>& otp,
                             const pkcs12::Settings& settings, SystemTime now);

}  // namespace mdmock::connector

#endif  // MDMOCK_PROTOCOL_CONNECTOR_EXPLAIN_REPLY_H_
