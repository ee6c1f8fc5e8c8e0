#ifndef MDMOCK_PROTOCOL_VERDICT_VERDICT_JSON_H_
#define MDMOCK_PROTOCOL_VERDICT_VERDICT_JSON_H_

#include <nlohmann/json_fwd.hpp>

#include "protocol/verdict/verdict.h"

namespace mdmock {

// ToJson gives a verdict in the shape "mdmock.verdict/1" (docs/formats.md).
// Bytes that are not text are shown with \xNN, and stand whole in signed_b64.
nlohmann::ordered_json ToJson(const Verdict& verdict);

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_VERDICT_VERDICT_JSON_H_
