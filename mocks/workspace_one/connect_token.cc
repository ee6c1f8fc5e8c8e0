#include <nlohmann/json.hpp>
#include <string>

#include "mocks/workspace_one/door.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/http/form.h"

namespace mdmock::workspace_one {
namespace {

std::string FieldOf(const http::Request& request, std::string_view name) {
  for (const http::Parameter& one : http::ReadForm(request.body)) {
    if (one.name == name) return one.value;
  }
  return "";
}

server::Answer Says(int status, const nlohmann::ordered_json& document,
                    Verdict verdict) {
  return {.response = {.status = status,
                       .headers = {{"Content-Type", "application/json"},
                                   {"Cache-Control", "no-store"}},
                       .body = document.dump()},
          .verdict = std::move(verdict)};
}

}  // namespace

bool IsTokenRequest(const Call& call) {
  return call.request.method == "POST" &&
         call.path_in_api() == "/connect/token";
}

server::Answer AnswerToken(const Call& call, Tokens& tokens,
                           world::Entropy& random) {
  Verdict verdict("ws1");
  if (FieldOf(call.request, "grant_type") != "client_credentials") {
    verdict.Add({&rules::kTokenRequest, "grant_type", "client_credentials",
                 "another one, or none"});
    return Says(400, {{"error", "unsupported_grant_type"}}, std::move(verdict));
  }
  const Admin* admin = call.in_force->Find(FieldOf(call.request, "client_id"));
  if (admin == nullptr || admin->state != AdminState::kActive ||
      admin->password != FieldOf(call.request, "client_secret")) {
    verdict.Add({&rules::kTokenRequest, "client_id and client_secret",
                 "the name and the password of an active administrator",
                 "others"});
    return Says(400, {{"error", "invalid_client"}}, std::move(verdict));
  }
  return Says(200,
              {{"access_token", tokens.New(random, call.now, admin->id)},
               {"token_type", "Bearer"},
               {"expires_in", Tokens::kLifetime.count()}},
              std::move(verdict));
}

}  // namespace mdmock::workspace_one
