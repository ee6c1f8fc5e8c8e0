#ifndef MDMOCK_MOCKS_SERVER_EFFECTS_H_
#define MDMOCK_MOCKS_SERVER_EFFECTS_H_

#include <chrono>
#include <string_view>

#include "mocks/server/fault.h"
#include "mocks/server/wire.h"
#include "protocol/http/message.h"

namespace mdmock::server {

// Part says where an effect takes hold.
enum class Part {
  kAnswer,   // Another answer than the service's, sent as any other.
  kNothing,  // No answer at all; the connection ends.
  kSending   // The service's answer, sent badly.
};

// PartOf also says whether the service is asked: only kSending needs what it
// would say. Of a request that gets another answer, or none, the service never
// hears: it keeps no nonce of it and makes no session.
Part PartOf(Effect::Kind kind);

// ClosesAfter says whether the connection ends with the effect, which the
// answer then announces.
bool ClosesAfter(Effect::Kind kind);

// AlterAnswer changes what a kSending effect changes about the answer itself.
void AlterAnswer(const Effect& effect, http::Response& response);

// SendBadly sends `bytes` as a kSending or kNothing effect has it. False where
// the connection is to be closed. `patience` is what the client has to take
// each piece.
bool SendBadly(const Effect& effect, std::string_view bytes,
               std::chrono::milliseconds patience, Wire& wire);

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_EFFECTS_H_
