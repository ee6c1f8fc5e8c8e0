#ifndef MDMOCK_MOCKS_CONTROL_JSON_ANSWERS_H_
#define MDMOCK_MOCKS_CONTROL_JSON_ANSWERS_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/control/json/problem.h"
#include "mocks/server/service.h"
#include "protocol/verdict/finding.h"

// This room is how one talks on the control port: strict readers of JSON bodies
// and queries, and the answers. The services use it for their "/<name>/" paths,
// so that every mistake is answered in the same way.
namespace mdmock::control {

// Says is an accepting answer: a JSON document, or text in that media type.
server::Answer Says(const nlohmann::ordered_json& document);
server::Answer Says(std::string text, std::string_view media_type);

// Refuses is an answer {"error": the first problem as a sentence}, with
// "errors" where there are several; each is a finding under `rule`.
server::Answer Refuses(int status, const Rule& rule, const Problems& problems);

// RefusesRequest answers a request that is none of a service's `paths`: 405
// where only its method is another, 404 elsewhere.
server::Answer RefusesRequest(const std::vector<server::ControlPath>& paths,
                              const http::Request& request);

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_JSON_ANSWERS_H_
