#ifndef MDMOCK_MOCKS_CONNECTOR_CONNECTOR_JSON_H_
#define MDMOCK_MOCKS_CONNECTOR_CONNECTOR_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "mocks/connector/options.h"
#include "mocks/control/json/problem.h"

namespace mdmock::connector {

// The options as JSON, for `serve --config` and the control port. Fields that
// are absent stay as they are; one that nobody knows is a problem.
//
//   {"profile": "uem12.10", "prefix": "/foo", "operations": ["getInfo", …],
//    "auth": {"username": "uem", "password": "…", "certificate_name": "…",
//             "takes": ["password", "certificate"]},
//    "plaintext": false, "payload_password": "otp", "key": "ec-p256",
//    "ca": {"cmp": "http://…", "ref": "…", "secret": "…"},
//    "lifetime_days": 365, "signing_window_s": 300, "otp_lifetime_s": 3600,
//    "remove_superseded": true, "explain_header": false, "strict": false,
//    "users": [{"user": "…", "otp": "…", "otp_reusable": false,
//               "expired_otp": "…", "otp_required": true, "allowed": true}],
//    "script": [{"failureInfo": "badTime", "operation": "getUserKeyPair",
//                "user": "…", "times": 1, "delay_ms": 0, "status": 200,
//                "form": "right"}]}

// ReadOptions reads a configuration into `options`; where it lists users, there
// are no others. `where` is the name of the object.
control::Problems ReadOptions(const nlohmann::json& object,
                              const std::string& where,
                              ConnectorOptions& options);

// ReadState is the same for a partial document: users are known by their names,
// and the others stay. The script is the new one.
control::Problems ReadState(const nlohmann::json& object,
                            ConnectorOptions& options);

// ToJson gives the options without their secrets.
nlohmann::ordered_json ToJson(const ConnectorOptions& options);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_CONNECTOR_JSON_H_
