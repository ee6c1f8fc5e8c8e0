#ifndef MDMOCK_MOCKS_CONTROL_EFFECT_JSON_H_
#define MDMOCK_MOCKS_CONTROL_EFFECT_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "mocks/control/json/problem.h"
#include "mocks/server/fault.h"

namespace mdmock::control {

// The spellings of an effect ("then" in a fault):
//
//   "truncate:100", {"effect": "truncate:100"}       as in transport_text.h
//   "token_expired", {"answer": "token_expired"}     by the service's own name
//   {"status": 503, "headers": [["Retry-After", "3"]], "body": "…"}, or
//   "body_b64" for bytes that are not text

// ReadEffect reads any of them. Whether a service knows an answer of that name
// is left to the caller.
server::Effect ReadEffect(const nlohmann::json& then, const std::string& where,
                          Problems& problems);

// ToJson gives a spelling that ReadEffect reads back to the same effect.
nlohmann::ordered_json ToJson(const server::Effect& effect);

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_EFFECT_JSON_H_
