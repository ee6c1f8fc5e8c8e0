#include <string>
#include <string_view>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"

// D01 to D07: what a refusal means, and whether the client's words tell.
namespace mdmock::conformance {
namespace {

constexpr char kErrors[] = "Apple, Interpreting ADE program error codes";
constexpr char kSeen[] = "field: bodies that the service was seen to send";

// A refusal of /session, with the body it has.
std::vector<Step> RefusedAtSession(
    int status, const std::string& body,
    std::initializer_list<std::string_view> words) {
  return {Play({{.endpoint = "GET /session",
                 .answers = {Reply(status, body)},
                 .then = Then::kRepeat}}),
          Refused("session"), ExpectCalls("GET /session", 1, 2),
          ExpectSaid(words)};
}

void Append(std::vector<Step>& steps, std::vector<Step> more) {
  steps = Joined(std::move(steps), std::move(more));
}

ClientCheck Terms() {
  return {
      .code = "D01",
      .slug = "terms-at-session",
      .level = Level::kMust,
      .requirement =
          "Terms that wait to be accepted are named, at /session; "
          "once accepted, all works again.",
      .source = kErrors,
      .provenance = Provenance::kDocumented,
      .correct =
          "It shows T_C_NOT_SIGNED, tries again much later, and goes on "
          "when the terms are signed.",
      .steps = {SetState("new terms wait to be accepted",
                         ade::TenantState::kTermsNotSigned),
                Refused("session"), ExpectCalls("GET /session", 1, 2),
                ExpectSaid({"T_C_NOT_SIGNED", "terms_not_signed"}),
                SetState("the terms are accepted", ade::TenantState::kActive),
                Succeeds("session"), Succeeds("account")}};
}

ClientCheck TermsAtResource() {
  return {
      .code = "D02",
      .slug = "terms-at-resource",
      .level = Level::kMust,
      .requirement =
          "Terms that wait to be accepted are named at a resource "
          "too, and not taken for a dead session.",
      .source = kErrors,
      .provenance = Provenance::kDocumented,
      .correct = "It shows T_C_NOT_SIGNED, and keeps its session.",
      .steps = {Succeeds("session"),
                SetState("new terms wait to be accepted, at resources",
                         ade::TenantState::kTermsNotSignedAtResources),
                Refused("account"), ExpectCalls("GET /account", 1, 2),
                ExpectCalls("GET /session", 0, 0),
                ExpectSaid({"T_C_NOT_SIGNED", "terms_not_signed"}),
                SetState("the terms are accepted", ade::TenantState::kActive),
                Succeeds("account"), ExpectCalls("GET /session", 0, 0)}};
}

// A check of what was seen, at the level that such things have.
ClientCheck Seen(std::string code, std::string slug, std::string requirement,
                 std::string correct, std::vector<Step> steps) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = Level::kShould,
          .requirement = std::move(requirement),
          .source = kSeen,
          .provenance = Provenance::kObserved,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

ClientCheck BodyForms() {
  std::vector<Step> steps{Succeeds("session")};
  for (const char* body : {"T_C_NOT_SIGNED", "\"T_C_NOT_SIGNED\"",
                           "T_C_NOT_SIGNED\n", "T_C_NOT_SIGNEDForbidden"}) {
    Append(steps, {Play({{.endpoint = "GET /account",
                          .answers = {Reply(403, body)},
                          .then = Then::kRepeat}}),
                   Refused("account"), ExpectCalls("GET /account", 1, 2),
                   ExpectCalls("GET /session", 0, 0),
                   ExpectSaid({"T_C_NOT_SIGNED", "terms_not_signed"})});
  }
  for (const char* body :
       {"UNAUTHORIZED", "\"UNAUTHORIZED\"", "UNAUTHORIZED\n"}) {
    Append(steps,
           {Play({{.endpoint = "GET /account", .answers = {Reply(401, body)}}}),
            Succeeds("account"), ExpectCalls("GET /session", 1, 1)});
  }
  return Seen("D03", "body-forms",
              "A code means the same bare, in quotes, with a line end, and "
              "with the reason phrase glued on.",
              "It looks for the code within the body.", std::move(steps));
}

ClientCheck TokenExpired() {
  std::vector<Step> steps;
  for (const auto& [status, body] : {std::pair{401, "token_expired"},
                                     {403, "token_expiredForbidden"},
                                     {401, "token_expiredUnauthorized"}}) {
    Append(steps, RefusedAtSession(status, body, {"token_expired", "expired"}));
  }
  return Seen("D04", "token-expired",
              "A server token that has expired is named, and not tried again "
              "and again.",
              "It says that the token is to be renewed (token_expired).",
              std::move(steps));
}

ClientCheck TokenRejected() {
  std::vector<Step> steps;
  for (const auto& [status, body] : {std::pair{401, "token_rejected"},
                                     {403, "token_rejectedForbidden"},
                                     {401, "signature_invalid"},
                                     {403, "signature_invalidForbidden"}}) {
    const std::string_view code =
        std::string_view(body).substr(0, std::string_view(body).find('F'));
    Append(steps,
           RefusedAtSession(status, body,
                            {code, "token_rejected", "signature_mismatch"}));
  }
  return Seen("D05", "token-rejected",
              "A server token that was replaced is "
              "named.",
              "It says that the new token is to be uploaded (token_rejected, "
              "signature_invalid).",
              std::move(steps));
}

ClientCheck Denied() {
  std::vector<Step> steps;
  for (const char* body : {"ACCESS_DENIED", "SERVER_INACTIVE"}) {
    Append(steps, {Play({}), Succeeds("session"),
                   Play({{.endpoint = "GET /account",
                          .answers = {Reply(403, body)},
                          .then = Then::kRepeat}}),
                   Refused("account"), ExpectCalls("GET /account", 1, 2),
                   ExpectCalls("GET /session", 0, 1)});
    Append(steps, RefusedAtSession(403, body, {body, "access_denied"}));
  }
  return Seen("D06", "access-denied",
              "A server that has no access, or was removed, stops calling.",
              "It reports the code and tries no more.", std::move(steps));
}

}  // namespace

std::vector<ClientCheck> ErrorMeaningChecks() {
  return {Terms(),
          TermsAtResource(),
          BodyForms(),
          TokenExpired(),
          TokenRejected(),
          Denied(),
          Seen("D07", "body-shown",
               "An error is shown with its status and its body.",
               "It prints both: the body is all that there is to go by.",
               {Succeeds("session"),
                Play({{.endpoint = "GET /account",
                       .answers = {Reply(400, "MDMOCK_ODD_CODE_7341")},
                       .then = Then::kRepeat}}),
                Refused("account"), ExpectCalls("GET /account", 1, 2),
                ExpectSaid({"MDMOCK_ODD_CODE_7341"}), ExpectSaid({"400"})})};
}

}  // namespace mdmock::conformance
