#ifndef MDMOCK_MOCKS_ADE_ADE_JSON_H_
#define MDMOCK_MOCKS_ADE_ADE_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/ade/fleet_json.h"
#include "mocks/ade/options.h"
#include "mocks/control/json/problem.h"
#include "protocol/base/result.h"

namespace mdmock::ade {

// The options as JSON, for `serve --config` and the control port. Fields that
// are absent stay as they are; one that nobody knows is a problem.
//
//   {"dialect": "apple-doc", "as": "https://mdmenrollment.apple.com",
//    "nonce_window_s": 300, "session_lifetime_s": 3600, "session_shape":
//    "usual", "rotate_every": 0, "rotate_on_error": false, "rotate_grace_s": 0,
//    "user_agent": {"required": true, "deny": ["nanodep-godep/0"]},
//    "awkward_credentials": false, "explain_header": false, "strict": false,
//    "tenants": [{"name": "default", "state": "active", "token":
//    {…token.json…},
//                 "previous_tokens": [{…}], "certificate_pem": "…",
//                 "account": {"org_name": "…", …}, "fleet": {…}}], …}
//
// fleet_json.h has what there is about devices.

// ReadOptions reads a configuration into `options`; where it lists tenants,
// there are no others. `where` is the name of the object, "" for the document.
control::Problems ReadOptions(const nlohmann::json& object,
                              const std::string& where, AdeOptions& options);

// StateChange is what a partial document asks for.
struct StateChange {
  bool kill_sessions = false;                // {"sessions": "kill"}
  std::vector<std::string> replaced_tokens;  // Tenants that got another one.
  FleetChange fleet;
};

// ReadState reads a partial document into `options`. Tenants are known by their
// names; one that is new brings a token, or null for one that is made.
control::Problems ReadState(const nlohmann::json& object, AdeOptions& options,
                            StateChange& change);

// ToJson gives the options without their secrets.
nlohmann::ordered_json ToJson(const AdeOptions& options);

// ReadBase reads a URL whose scheme and host are meant.
Result<oauth1::Base> ReadBase(std::string_view url);

std::string_view Name(TenantState state);  // "terms-not-signed"

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ADE_JSON_H_
