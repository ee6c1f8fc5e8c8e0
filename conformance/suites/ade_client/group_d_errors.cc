#include <fmt/format.h>

#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "conformance/suites/ade_client/groups.h"
#include "mocks/server/response_writer.h"
#include "protocol/base/text.h"

namespace mdmock::conformance {
namespace {

using std::chrono::milliseconds;

constexpr char kErrors[] = "Apple, Interpreting ADE program error codes";
constexpr char kSeen[] = "research: bodies that the service was seen to send";

Step SetState(const std::string& says, ade::TenantState state) {
  return Change(says, [state](ade::AdeOptions& options) {
    options.tenants.front().state = state;
  });
}

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
  for (Step& step : more) steps.push_back(std::move(step));
}

// The pauses between the requests of an endpoint in the last operation.
std::vector<milliseconds> Pauses(const Lab& lab, const std::string& endpoint) {
  std::vector<milliseconds> pauses;
  const auto calls = lab.Calls(endpoint);
  for (size_t i = 1; i < calls.size(); ++i) {
    pauses.push_back(calls[i]->time - calls[i - 1]->time);
  }
  return pauses;
}

Step ExpectBackOff(const std::string& endpoint) {
  return Expect(
      "the pauses between tries are there, and do not shrink",
      [endpoint](Lab& lab) {
        const auto pauses = Pauses(lab, endpoint);
        if (pauses.empty()) return Wrong("there was one try only");
        for (size_t i = 0; i < pauses.size(); ++i) {
          if (pauses[i] < milliseconds(50)) {
            return Wrong(fmt::format("try {} came {} ms after the one before",
                                     i + 2, pauses[i].count()));
          }
          // Jitter may take some of the growth away.
          if (i > 0 && pauses[i] * 2 < pauses[i - 1]) {
            return Wrong(fmt::format("the pause shrinks from {} to {} ms",
                                     pauses[i - 1].count(), pauses[i].count()));
          }
        }
        return Said{};
      });
}

Step ExpectPause(const std::string& endpoint, milliseconds least) {
  return Expect(
      fmt::format("nothing is tried again before {} ms", least.count()),
      [=](Lab& lab) {
        for (const milliseconds pause : Pauses(lab, endpoint)) {
          if (pause >= least) continue;
          return Wrong(fmt::format("expected a pause of {} ms or more, got {}",
                                   least.count(), pause.count()));
        }
        return Said{};
      });
}

// Whoever reported the error instead of waiting is asked again, later.
Step Resume(const std::string& op, milliseconds later) {
  return Expect(
      fmt::format("{} works, then or when it is asked again later", op),
      [=](Lab& lab) -> Said {
        if (!lab.last().empty() && lab.last().front().succeeded()) return {};
        std::this_thread::sleep_for(later);
        return Succeeds(op).run(lab);
      });
}

// Retry-After as a date is of the moment when it is set.
Step PlayRetryDate(const std::string& path, std::chrono::seconds in) {
  return Do(
      "the service answers 503 with a Retry-After date, once", [=](Lab& lab) {
        const SystemTime when = lab.mock().clock().Now() + in;
        const Step play =
            Play({{.endpoint = path,
                   .answers = {Reply(
                       503, "SERVICE_UNAVAILABLE",
                       {{"Retry-After", server::FormatHttpDate(when)}})}}});
        play.run(lab);
      });
}

// A success after one broken answer would mean that it was believed.
Step ExpectNotBelieved(const std::string& endpoint) {
  return Expect("half an answer is not taken for a whole one",
                [endpoint](Lab& lab) {
                  const size_t count = lab.Calls(endpoint).size();
                  if (count > 6) {
                    return Wrong(fmt::format("{} tries", count));
                  }
                  if (count == 0) return Wrong("no request came");
                  if (lab.last().front().succeeded() && count < 2) {
                    return Wrong(
                        "the client reports success after an answer "
                        "that was cut");
                  }
                  return Said{};
                });
}

Step TokenThatExpires(const std::string& says, std::chrono::hours in) {
  return Do(says, [in](Lab& lab) {
    std::string text = lab.mock().TokenJson();
    const auto expiry = TextField(text, "access_token_expiry");
    if (!expiry) return;
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(
        lab.mock().clock().Now());
    ReplaceAll(text, *expiry, FormatTime(now + in));
    (void)lab.Write("token.json", text);
  });
}

Step ExpectExpiryNoticed() {
  return Expect("the client refuses by itself, or warns of the expiry",
                [](Lab& lab) {
                  const Performed& done = lab.last().front();
                  const bool asked = !lab.Calls("GET /session").empty();
                  if (!asked && !done.succeeded()) return Said{};
                  if (ToLower(done.Said()).find("expir") != std::string::npos) {
                    return Said{};
                  }
                  return Wrong(
                      "the server token expired yesterday, and the "
                      "client uses it without a word");
                });
}

ClientCheck Terms() {
  return {
      .code = "D01",
      .slug = "terms-at-session",
      .level = Level::kMust,
      .requirement =
          "Terms that wait to be accepted are named, at "
          "/session; once accepted, all works again.",
      .source = kErrors,
      .provenance = Provenance::kDocumented,
      .correct =
          "It shows T_C_NOT_SIGNED, tries again much later, and "
          "goes on when the terms are signed.",
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
          "Terms that wait to be accepted are named at a "
          "resource too, and not taken for a dead session.",
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
                Succeeds("account")}};
}

ClientCheck BodyForms() {
  ClientCheck check{
      .code = "D03",
      .slug = "body-forms",
      .level = Level::kShould,
      .requirement =
          "A code means the same bare, in quotes, with a line end, "
          "and with the reason phrase glued on.",
      .source = kSeen,
      .provenance = Provenance::kObserved,
      .correct = "It looks for the code within the body.",
      .steps = {Succeeds("session")}};
  for (const char* body : {"T_C_NOT_SIGNED", "\"T_C_NOT_SIGNED\"",
                           "T_C_NOT_SIGNED\n", "T_C_NOT_SIGNEDForbidden"}) {
    Append(check.steps,
           {Play({{.endpoint = "GET /account",
                   .answers = {Reply(403, body)},
                   .then = Then::kRepeat}}),
            Refused("account"), ExpectCalls("GET /session", 0, 0)});
  }
  for (const char* body :
       {"UNAUTHORIZED", "\"UNAUTHORIZED\"", "UNAUTHORIZED\n"}) {
    Append(check.steps,
           {Play({{.endpoint = "GET /account", .answers = {Reply(401, body)}}}),
            Succeeds("account"), ExpectCalls("GET /session", 1, 1)});
  }
  return check;
}

ClientCheck Terminal(std::string code, std::string slug,
                     std::string requirement, std::string correct) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = Level::kShould,
          .requirement = std::move(requirement),
          .source = kSeen,
          .provenance = Provenance::kObserved,
          .correct = std::move(correct),
          .steps = {}};
}

ClientCheck Denied() {
  ClientCheck check =
      Terminal("D06", "access-denied",
               "A server that has no access, or was removed, stops calling.",
               "It reports the code and tries no more.");
  for (const char* body : {"ACCESS_DENIED", "SERVER_INACTIVE"}) {
    Append(check.steps, {Play({}), Succeeds("session"),
                         Play({{.endpoint = "GET /account",
                                .answers = {Reply(403, body)},
                                .then = Then::kRepeat}}),
                         Refused("account"), ExpectCalls("GET /account", 1, 2),
                         ExpectCalls("GET /session", 0, 1)});
    Append(check.steps, RefusedAtSession(403, body, {body}));
  }
  return check;
}

ClientCheck BackOff() {
  return {.code = "D08",
          .slug = "5xx-back-off",
          .level = Level::kShould,
          .requirement =
              "A service in trouble is tried again after pauses "
              "that grow, a bounded number of times, and with the "
              "same session.",
          .source = kSeen,
          .provenance = Provenance::kObserved,
          .correct = "It waits a little, then longer, then gives up.",
          .steps = {Succeeds("session"),
                    Play({{.endpoint = "GET /account",
                           .answers = {Reply(503, "SERVICE_UNAVAILABLE"),
                                       Reply(500, "internal_server_error")}}}),
                    Succeeds("account"), ExpectCalls("GET /account", 3, 3),
                    ExpectCalls("GET /session", 0, 0),
                    ExpectBackOff("GET /account"),
                    Play({{.endpoint = "GET /account",
                           .answers = {Reply(503, "SERVICE_UNAVAILABLE")},
                           .then = Then::kRepeat}}),
                    Refused("account"), ExpectCalls("GET /account", 1, 10)}};
}

ClientCheck RetryAfter() {
  const milliseconds most(1950);
  return {.code = "D09",
          .slug = "retry-after",
          .level = Level::kShould,
          .requirement =
              "Retry-After, in seconds or as a date, is waited "
              "for, and the client resumes afterwards.",
          .source = "RFC 9110, 10.2.3",
          .provenance = Provenance::kDocumented,
          .correct =
              "It waits at least as long as it is told, or reports the "
              "error; asked again later, it works.",
          .steps = {Succeeds("session"),
                    Play({{.endpoint = "GET /account",
                           .answers = {Reply(429, "TOO_MANY_REQUESTS",
                                             {{"Retry-After", "2"}})}}}),
                    Ask("account"), ExpectPause("GET /account", most),
                    Resume("account", milliseconds(2000)),
                    PlayRetryDate("GET /account", std::chrono::seconds(3)),
                    Ask("account"), ExpectPause("GET /account", most),
                    Resume("account", milliseconds(3000))}};
}

ClientCheck TooManySessions() {
  return {.code = "D10",
          .slug = "429-session",
          .level = Level::kShould,
          .requirement =
              "A client that is told at /session that it asks too "
              "often asks less often.",
          .source = kSeen,
          .provenance = Provenance::kObserved,
          .correct =
              "It waits as Retry-After says, and tries a few times at "
              "most.",
          .steps = {Play({{.endpoint = "GET /session",
                           .answers = {Reply(429, "TOO_MANY_REQUESTS",
                                             {{"Retry-After", "1"}})},
                           .then = Then::kRepeat}}),
                    Refused("session"), ExpectCalls("GET /session", 1, 6),
                    ExpectPause("GET /session", milliseconds(950))}};
}

ClientCheck BrokenAnswers() {
  using Kind = server::Effect::Kind;
  return {
      .code = "D11",
      .slug = "reset-slow-truncated",
      .level = Level::kShould,
      .requirement =
          "A connection that is cut, an answer that is cut and "
          "one that does not come end in another try or an "
          "error, in time.",
      .source = "RFC 9110, 9.2.2; RFC 9112, 8",
      .provenance = Provenance::kChosen,
      .correct =
          "It waits a limited time for each answer, believes no "
          "half of one, and tries a few times at most.",
      .steps = {
          Succeeds("session"),
          Play({{.endpoint = "GET /account", .answers = {Cut(Kind::kReset)}}}),
          Ask("account"), ExpectNotBelieved("GET /account"),
          Play({{.endpoint = "GET /account", .answers = {Truncated(320)}}}),
          Ask("account"), ExpectNotBelieved("GET /account"),
          Do("an operation may take 8 s now",
             [](Lab& lab) { lab.deadline() = std::chrono::seconds(8); }),
          Play({{.endpoint = "GET /account",
                 .answers = {Stalled(std::chrono::seconds(60))}}}),
          Ask("account"), ExpectNotBelieved("GET /account")}};
}

ClientCheck SwapLive() {
  return {.code = "D13",
          .slug = "token-swap-live",
          .level = Level::kShould,
          .requirement =
              "A new server token is used from the next operation "
              "on, and the old one's session dropped.",
          .source = kSeen,
          .provenance = Provenance::kObserved,
          .correct = "It reads the token when it uses it.",
          .steps = {Succeeds("session"), Succeeds("account"),
                    Do("the administrator installs a new server token",
                       [](Lab& lab) {
                         if (lab.mock().service().NewToken()) {
                           (void)lab.WriteToken();
                         }
                       }),
                    Succeeds("account"), ExpectCalls("GET /session", 1, 1)}};
}

}  // namespace

std::vector<ClientCheck> ErrorChecks() {
  std::vector<ClientCheck> checks{Terms(), TermsAtResource(), BodyForms()};
  {
    ClientCheck check =
        Terminal("D04", "token-expired",
                 "A server token that has expired is named, and not tried "
                 "again and again.",
                 "It says that the token is to be renewed (token_expired).");
    for (const auto& [status, body] : {std::pair{401, "token_expired"},
                                       {403, "token_expiredForbidden"},
                                       {401, "token_expiredUnauthorized"}}) {
      Append(check.steps,
             RefusedAtSession(status, body, {"token_expired", "expired"}));
    }
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check = Terminal(
        "D05", "token-rejected", "A server token that was replaced is named.",
        "It says that the new token is to be uploaded (token_rejected, "
        "signature_invalid).");
    for (const auto& [status, body] : {std::pair{401, "token_rejected"},
                                       {403, "token_rejectedForbidden"},
                                       {401, "signature_invalid"},
                                       {403, "signature_invalidForbidden"}}) {
      Append(check.steps,
             RefusedAtSession(status, body,
                              {std::string_view(body).substr(
                                   0, std::string_view(body).find("Forbidden")),
                               "token_rejected", "signature_mismatch"}));
    }
    checks.push_back(std::move(check));
  }
  checks.push_back(Denied());
  checks.push_back(
      {.code = "D07",
       .slug = "body-shown",
       .level = Level::kShould,
       .requirement = "An error is shown with its status and its body.",
       .source = kSeen,
       .provenance = Provenance::kObserved,
       .correct = "It prints both: the body is all that there is to go by.",
       .steps = {Succeeds("session"),
                 Play({{.endpoint = "GET /account",
                        .answers = {Reply(400, "MDMOCK_ODD_CODE_7341")},
                        .then = Then::kRepeat}}),
                 Refused("account"), ExpectSaid({"MDMOCK_ODD_CODE_7341"}),
                 ExpectSaid({"400"})}});
  checks.push_back(BackOff());
  checks.push_back(RetryAfter());
  checks.push_back(TooManySessions());
  checks.push_back(BrokenAnswers());
  checks.push_back(
      {.code = "D12",
       .slug = "expiry-local",
       .level = Level::kShould,
       .requirement = "access_token_expiry is read: an expired token is "
                      "noticed, and one that expires soon still works.",
       .source = kSeen,
       .provenance = Provenance::kObserved,
       .correct = "It refuses or warns when the date has passed, and warns in "
                  "the last month.",
       .steps = {TokenThatExpires("the server token expired yesterday",
                                  std::chrono::hours(-24)),
                 Ask("session"), ExpectExpiryNoticed(),
                 TokenThatExpires("the server token expires in ten days",
                                  std::chrono::hours(240)),
                 Succeeds("session"), ExpectSaid({"expir"})}});
  checks.push_back(SwapLive());
  return checks;
}

}  // namespace mdmock::conformance
