#include <fmt/format.h>

#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/look.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"

// C03 to C06: the new session that any answer may bring.
namespace mdmock::conformance {
namespace {

constexpr char kSource[] = "Apple, MDM Protocol Reference, web service";
constexpr std::chrono::seconds kGrace(600);  // The old session lives on.

// Every resource request carries the newest session that an answer before it
// has brought. Only for requests that come one after the other.
Step ExpectNewestSession() {
  return Expect("every request carries the newest session", [](Lab& lab) {
    std::string newest;
    int num_rotations = 0;
    for (const auto& call : lab.AllCalls()) {
      if (IsSession(*call)) {
        newest = TextField(call->response.body, "auth_session_token")
                     .value_or(newest);
        continue;
      }
      if (SessionSent(*call) != newest) {
        return Wrong(fmt::format(
            "request {}: expected the newest session {}…, got {}…", call->seq,
            newest.substr(0, 24), Printable(SessionSent(*call).substr(0, 24))));
      }
      const std::string* next =
          http::Find(call->response.headers, "X-ADM-Auth-Session");
      if (next == nullptr) continue;
      newest = *next;
      ++num_rotations;
    }
    return num_rotations > 0 ? Said{}
                             : Wrong(
                                   "no request came that was answered with a "
                                   "new session");
  });
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string correct,
               std::vector<Step> steps) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = kSource,
          .provenance = Provenance::kDocumented,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

ClientCheck OnSuccess() {
  ClientCheck check = Of(
      "C03", "rotation-200", Level::kMust,
      "A new session that comes with an answer is used from the next call on.",
      "It looks for X-ADM-Auth-Session in every answer and keeps it, from one "
      "operation to the next.",
      {Succeeds("session"), Succeeds("account"), Succeeds("account"),
       Succeeds("account"), ExpectNewestSession()});
  ade::AdeOptions options;
  options.rotation = {.every = 1, .on_error = false, .grace = kGrace};
  check.lab = LabWith(options);
  return check;
}

ClientCheck OnError() {
  ClientCheck check =
      Of("C04", "rotation-error", Level::kShould,
         "A new session that comes with an error is used as well.",
         "All answers may bring a new session, refusals too.",
         {Succeeds("session"),
          SetState("new terms wait to be accepted",
                   ade::TenantState::kTermsNotSignedAtResources),
          Ask("account"), ExpectCalls("GET /account", 1, 2),
          SetState("the terms are accepted", ade::TenantState::kActive),
          Succeeds("account"), ExpectNewestSession()});
  ade::AdeOptions options;
  options.rotation = {.every = 0, .on_error = true, .grace = kGrace};
  check.lab = LabWith(options);
  return check;
}

ClientCheck AnyCase() {
  const auto answer = [](const char* name, const char* session) {
    return Reply(200, R"({"server_name":"mdmock"})", {{name, session}});
  };
  return Of(
      "C05", "rotation-case", Level::kMust,
      "The new session is found whatever the case of the header's name.",
      "Names of header fields have no case (RFC 9110, 5.1).",
      {Succeeds("session"),
       Play({{.endpoint = "GET /account",
              .answers =
                  {answer("x-adm-auth-session", "1745786035268O1Orotated1"),
                   answer("X-Adm-AUTH-session", "1745786035269O1Orotated2"),
                   Json(R"({"server_name":"mdmock"})")}}}),
       Succeeds("account"), Succeeds("account"), Succeeds("account"),
       ExpectNewestSession()});
}

}  // namespace

std::vector<ClientCheck> SessionRotationChecks() {
  return {OnSuccess(), OnError(), AnyCase(),
          Of("C06", "rotation-old-dead", Level::kShould,
             "Where each answer ends the session and brings another, no call "
             "needs /session.",
             "It sends the newest session and is never refused.",
             {Succeeds("session"),
              Scene("every answer brings a new session, and ends the one "
                    "before",
                    "ade.session-rotated"),
              Succeeds("account"), Succeeds("account"), Succeeds("account"),
              ExpectCallsInAll("GET /session", 1, 1)})};
}

}  // namespace mdmock::conformance
