#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_JSON_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/control/json/problem.h"
#include "mocks/workspace_one/options.h"

namespace mdmock::workspace_one {

// The options as JSON, for `serve --config` and the control port. Fields that
// are absent stay as they are; one that nobody knows is a problem.
//
//   {"tenant_code": "…", "separator": "either", "window_s": 300,
//    "certificate_refused": {"status": 401, "code": 1005},
//    "tenant_refused": {"status": 401, "code": 1013},
//    "account_locked": {"status": 401, "code": 1022},
//    "role_refused": {"status": 403, "code": 403}, "info": "product",
//    "calls_per_minute": 0, "devices": 5, "explain_header": false,
//    "strict": false, "as": "https://uem.example.com/tenant",
//    "issuer": {"key": "p256", "serial": "positive"},
//    "admins": [{"id": 1001, "name": "mdmock-admin", "state": "active",
//                "role": "administrator", "password": "…"}]}

// ReadOptions reads a configuration into `options`; where it lists
// administrators, there are no others. `where` is the name of the object.
control::Problems ReadOptions(const nlohmann::json& object,
                              const std::string& where,
                              WorkspaceOneOptions& options);

// ReadState is the same for a partial document: administrators are known by
// their names, one that is new has an id, and the others stay. The issuer was
// made at the start, and cannot be another one.
control::Problems ReadState(const nlohmann::json& object,
                            WorkspaceOneOptions& options);

// ToJson gives the options without their secrets.
nlohmann::ordered_json ToJson(const WorkspaceOneOptions& options);

std::string_view Name(AdminState state);  // "locked"
std::string_view Name(Role role);         // "read-only"

// ReadSeparator reads "backtick" or "apostrophe" into `separator`, or takes it
// away for "either"; false for anything else.
bool ReadSeparator(std::string_view name,
                   std::optional<cms::Separator>& separator);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_JSON_H_
