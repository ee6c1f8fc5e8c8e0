#ifndef MDMOCK_MOCKS_CONTROL_FAULT_JSON_H_
#define MDMOCK_MOCKS_CONTROL_FAULT_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "mocks/control/json/problem.h"
#include "mocks/server/fault.h"
#include "mocks/server/service.h"

namespace mdmock::control {

// A fault as JSON:
//
//   {"id": "…", "service": "ade", "on": "GET /session", "nth": [2, 3],
//    "then": "token_expired"}
//
// `on` is "METHOD /path", "/path" or "*"; `nth` (a number or a list), `every`,
// or `after` and `until` say which of the matching requests, and none of them
// means all; effect_json.h has the forms of `then`.

// ReadFaults reads a list of faults, or a single one. Faults without an id are
// called fault-1, fault-2 … by their place in the list. A service that is not
// among `services`, or an answer that it does not know, is a problem.
std::vector<server::Fault> ReadFaults(
    const nlohmann::json& list, const std::vector<server::Service*>& services,
    Problems& problems);

// ToJson gives what ReadFaults reads back to the same fault.
nlohmann::ordered_json ToJson(const server::Fault& fault);

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_FAULT_JSON_H_
