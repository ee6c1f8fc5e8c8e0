#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/look.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"
#include "protocol/oauth1/authorization.h"

// C07 to C11 and C14: a session that is over, and those of several tenants.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Authenticating with the ADE program";
constexpr char kReference[] = "Apple, MDM Protocol Reference, web service";

// Of the last operation: the same method and body each time, and a session that
// was given in between.
Step ExpectReplay(const std::string& endpoint) {
  return Expect(
      "the request is repeated byte for byte, with the new session",
      [endpoint](Lab& lab) {
        const auto calls = lab.Calls(endpoint);
        if (calls.size() != 2) {
          return Wrong(fmt::format("expected 2 requests of {}, got {}",
                                   endpoint, calls.size()));
        }
        if (calls[0]->request.body != calls[1]->request.body) {
          return Wrong(fmt::format(
              "expected the same body of {} bytes again, got {} bytes",
              calls[0]->request.body.size(), calls[1]->request.body.size()));
        }
        const auto sessions = lab.Calls("GET /session");
        if (sessions.empty()) return Wrong("no new session was asked for");
        const auto given =
            TextField(sessions.back()->response.body, "auth_session_token");
        if (given && SessionSent(*calls[1]) == *given) return Said{};
        return Wrong("the repeated request does not carry the new session");
      });
}

std::vector<std::string> ManySerials() {
  std::vector<std::string> serials;
  for (int i = 0; i < 900; ++i) {
    serials.push_back(fmt::format("C8TJ{:06d}F", i));
  }
  return serials;
}

Step AddTenant() {
  return Change("there is a second tenant", [](ade::AdeOptions& options) {
    options.tenants.push_back(ade::Tenant{.name = "second"});
  });
}

// Two tenants in turn, then both at once, three times.
Step AskOfTwoTenants() {
  return Expect(
      "the client does account for two tenants, in turn and at once",
      [](Lab& lab) -> Said {
        const drivers::Target first = lab.target();
        const auto path =
            lab.Write("second.json", MockOf(lab).TokenJson("second"));
        if (!path) return Broken(path.error().what);
        drivers::Target second = first;
        second.token = *path;
        for (const drivers::Target& target : {first, second, first, second}) {
          lab.target() = target;
          if (Said said = Succeeds("account").run(lab); !said.passed()) {
            return said;
          }
        }
        for (int i = 0; i < 3; ++i) {
          const auto asked = lab.AskBoth("account", first, second);
          if (!asked) return Broken(asked.error().what);
          for (const Performed& one : lab.last()) {
            if (Said said = EndedWell(lab, one); !said.passed()) return said;
            if (one.succeeded()) continue;
            return Wrong("account fails while another tenant's runs: " +
                         Printable(one.done.errors_text, 200));
          }
        }
        return {};
      });
}

Step ExpectBothTenantsAsked() {
  return Expect("each tenant is asked for its own", [](Lab& lab) -> Said {
    // Whose session it is, by who asked for it.
    std::map<std::string, std::string> owners;
    for (const auto& call : lab.AllCalls("GET /session")) {
      const std::string* header = call->request.Find("Authorization");
      const auto token = TextField(call->response.body, "auth_session_token");
      if (header == nullptr || !token) continue;
      owners[*token] = std::string(
          oauth1::ReadAuthorization(*header).Value("oauth_consumer_key"));
    }
    std::map<std::string, int> used;
    for (const auto& call : lab.AllCalls("GET /account")) {
      const auto owner = owners.find(SessionSent(*call));
      if (owner != owners.end()) ++used[owner->second];
    }
    // Five operations each: two in turn, three at once.
    for (const auto& [owner, count] : used) {
      if (count >= 5) continue;
      return Wrong(
          fmt::format("one tenant's session served {} of its 5 operations: "
                      "sessions are crossed",
                      count));
    }
    if (used.size() == 2) return {};
    return Wrong(
        fmt::format("expected sessions of 2 tenants, got {}", used.size()));
  });
}

ClientCheck Stuck(std::string code, std::string slug, int status,
                  const std::string& body) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = Level::kMust,
          .requirement = fmt::format(
              "A resource that answers {} whatever the session is given up, "
              "after one new session.",
              status),
          .source = kReference,
          .provenance = Provenance::kObserved,
          .correct =
              "It asks for one new session, tries once more, and reports the "
              "error.",
          .steps = {Succeeds("session"),
                    Play({{.endpoint = "GET /account",
                           .answers = {Reply(status, body)},
                           .then = Then::kRepeat}}),
                    Refused("account"), ExpectCalls("GET /account", 1, 2),
                    ExpectCalls("GET /session", 0, 2)}};
}

ClientCheck Expired() {
  return {.code = "C07",
          .slug = "expired-401",
          .level = Level::kMust,
          .requirement =
              "A session that is over is replaced by one new one, "
              "and the call is repeated once.",
          .source = kApple,
          .provenance = Provenance::kDocumented,
          .correct =
              "It asks /session once, repeats the call with what it "
              "got, and succeeds.",
          .steps = {Succeeds("session"),
                    Scene("the session is over", "ade.session-expired"),
                    Succeeds("account"), ExpectCalls("GET /session", 1, 1),
                    ExpectReplay("GET /account")}};
}

ClientCheck BodyReplay() {
  return {.code = "C10",
          .slug = "body-replay",
          .level = Level::kMust,
          .requirement =
              "A call with a large body is repeated with the whole body.",
          .source = kApple,
          .provenance = Provenance::kObserved,
          .correct = "It keeps the body until the call is answered.",
          .steps = {Succeeds("session"),
                    Scene("the session is over", "ade.session-expired"),
                    Succeeds("details", fmt::format(R"({{"devices":{}}})",
                                                    Quoted(ManySerials()))),
                    ExpectReplay("POST /devices")}};
}

ClientCheck ConcurrentRefresh() {
  return {.code = "C11",
          .slug = "concurrent-refresh",
          .level = Level::kShould,
          .requirement =
              "Twenty calls whose session is over ask for one new "
              "session between them.",
          .source = kApple,
          .provenance = Provenance::kObserved,
          .correct =
              "Whoever is first asks for it (under a lock in MDMOCK_STATE); "
              "the others wait and use it.",
          .steps = {Succeeds("session"),
                    Do("all sessions are over",
                       [](Lab& lab) -> Result<void> {
                         MockOf(lab).service().KillSessions();
                         return {};
                       }),
                    SucceedsAtOnce(20, "account"),
                    ExpectCalls("GET /session", 1, 1)}};
}

ClientCheck TwoTenants() {
  return {.code = "C14",
          .slug = "multi-tenant",
          .level = Level::kMust,
          .requirement = "Two server tokens have their own sessions.",
          .source = kApple,
          .provenance = Provenance::kObserved,
          .correct = "It keeps a session for each server token.",
          .steps = {AddTenant(), AskOfTwoTenants(), ExpectBothTenantsAsked()}};
}

}  // namespace

std::vector<ClientCheck> SessionRenewalChecks() {
  return {Expired(),
          Stuck("C08", "stuck-401", 401, "UNAUTHORIZED"),
          Stuck("C09", "stuck-403", 403, "FORBIDDEN"),
          BodyReplay(),
          ConcurrentRefresh(),
          TwoTenants()};
}

}  // namespace mdmock::conformance
