#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <utility>

#include "conformance/suites/ade_client/groups.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/authorization.h"

namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Authenticating with the ADE program";
constexpr char kRotation[] = "Apple, MDM Protocol Reference, web service";
constexpr char kForbidden[] = "FORBIDDEN";

bool IsSession(const journal::Entry& entry) {
  return http::SplitTarget(entry.request.target).path == "/session";
}

// Every resource request carries the newest session that an answer before it
// has brought. Only for requests that come one after the other.
Step ExpectNewestSession() {
  return Expect("every request carries the newest session", [](Lab& lab) {
    std::string newest;
    int num_resources = 0;
    for (const auto& call : lab.AllCalls()) {
      if (IsSession(*call)) {
        newest = TextField(call->response.body, "auth_session_token")
                     .value_or(newest);
        continue;
      }
      ++num_resources;
      if (SessionSent(*call) != newest) {
        return Wrong(fmt::format(
            "request {} carries the session {}…, and the newest is {}…",
            call->seq, Printable(SessionSent(*call).substr(0, 24)),
            newest.substr(0, 24)));
      }
      const std::string* next =
          http::Find(call->response.headers, "X-ADM-Auth-Session");
      if (next != nullptr) newest = *next;
    }
    return num_resources > 0 ? Said{} : Wrong("no request of a resource came");
  });
}

Step ExpectSessionsInAll(size_t least, size_t most) {
  return Expect(
      least == most
          ? fmt::format("since the beginning, {} /session request(s)", most)
          : fmt::format("since the beginning, {} to {} /session requests",
                        least, most),
      [=](Lab& lab) {
        const size_t count = lab.AllCalls("GET /session").size();
        if (count >= least && count <= most) return Said{};
        return Wrong(
            fmt::format("expected {} to {} requests of /session, got "
                        "{}",
                        least, most, count));
      });
}

Step ExpectResourceRules(std::vector<std::string> rules) {
  return Expect("the session is sent as it was given", [rules](Lab& lab) {
    const auto calls = lab.Resources();
    if (calls.empty()) return Wrong("no request of a resource came");
    for (const auto& call : calls) {
      for (const std::string& rule : rules) {
        if (!call->verdict.Has(rule)) continue;
        return Wrong(fmt::format("{}: request {} carries {}", rule, call->seq,
                                 Printable(SessionSent(*call), 80)));
      }
    }
    return Said{};
  });
}

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

Step ExpectNoEmptySession() {
  return Expect("no request carries an empty session, or none", [](Lab& lab) {
    for (const auto& call : lab.AllCalls()) {
      if (IsSession(*call) || !SessionSent(*call).empty()) {
        continue;
      }
      return Wrong(
          fmt::format("request {} goes out without a session", call->seq));
    }
    return Said{};
  });
}

Step ExpectNoAuthorization() {
  return Expect("resources are asked without Authorization", [](Lab& lab) {
    const auto calls = lab.Resources();
    if (calls.empty()) return Wrong("no request of a resource came");
    for (const auto& call : calls) {
      if (call->request.Find("Authorization") != nullptr) {
        return Wrong(
            fmt::format("request {} signs, and /session only is to "
                        "be signed",
                        call->seq));
      }
    }
    return Said{};
  });
}

std::string LargeArguments() {
  std::string devices;
  for (int i = 0; i < 900; ++i) {
    devices += fmt::format("{}\"C8TJ{:06d}F\"", i == 0 ? "" : ",", i);
  }
  return fmt::format("{{\"devices\":[{}]}}", devices);
}

std::string LargeAnswer() {
  std::string devices;
  for (int i = 0; i < 900; ++i) {
    devices += fmt::format(
        R"({}"C8TJ{:06d}F":{{"serial_number":"C8TJ{:06d}F","response_status":"SUCCESS"}})",
        i == 0 ? "" : ",", i, i);
  }
  return fmt::format("{{\"devices\":{{{}}}}}", devices);
}

Step AddTenant() {
  return Do("there is a second tenant", [](Lab& lab) {
    lab.mock().service().Change([](ade::AdeOptions& options) {
      options.tenants.push_back(ade::Tenant{.name = "second"});
    });
  });
}

// Two tenants in turn, then both at once, three times.
Step AskOfTwoTenants() {
  return Expect(
      "the client does account for two tenants, in turn and at once",
      [](Lab& lab) -> Said {
        const drivers::Target first = lab.target();
        const auto other = lab.mock().service().NewToken("second");
        if (!other) return Broken(other.error().what);
        const auto path =
            lab.Write("second.json", lab.mock().TokenJson("second"));
        if (!path) return Broken(path.error().what);
        drivers::Target second = first;
        second.token = *path;
        for (const drivers::Target& target : {first, second, first, second}) {
          lab.target() = target;
          if (Said said = Succeeds("account").run(lab);
              said.outcome != Outcome::kPass) {
            return said;
          }
        }
        for (int i = 0; i < 3; ++i) {
          const auto asked = lab.AskBoth("account", first, second);
          if (!asked) return Broken(asked.error().what);
          for (const Performed& one : lab.last()) {
            if (!one.succeeded()) {
              return Wrong("account fails while another tenant's runs: " +
                           Printable(one.done.errors_text, 200));
            }
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
      if (count < 5) {
        return Wrong(
            fmt::format("one tenant's session served {} of its 5 "
                        "operations: sessions are crossed",
                        count));
      }
    }
    if (used.size() == 2) return {};
    return Wrong(
        fmt::format("expected sessions of 2 tenants, got {}", used.size()));
  });
}

Step ForgetState() {
  return Do("the client starts anew, with an empty folder", [](Lab& lab) {
    const auto marker = lab.Write("fresh", "");
    if (!marker) return;
    const std::filesystem::path fresh =
        std::filesystem::path(*marker).parent_path() / "state-2";
    std::error_code ignored;
    std::filesystem::create_directories(fresh, ignored);
    lab.target().state = fresh.string();
  });
}

std::vector<Step> Join(std::vector<Step> first, std::vector<Step> second) {
  for (Step& step : second) first.push_back(std::move(step));
  return first;
}

ClientCheck Rotated(std::string code, std::string slug, Level level,
                    std::string requirement, std::string correct) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = kRotation,
          .provenance = Provenance::kDocumented,
          .correct = std::move(correct),
          .steps = {}};
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
          .source = "Apple, MDM Protocol Reference, web service",
          .provenance = Provenance::kObserved,
          .correct =
              "It asks for one new session, tries once more, and "
              "reports the error.",
          .steps = {Succeeds("session"),
                    Play({{.endpoint = "GET /account",
                           .answers = {Reply(status, body)},
                           .then = Then::kRepeat}}),
                    Refused("account"), ExpectCalls("GET /account", 1, 2),
                    ExpectCalls("GET /session", 0, 2)}};
}

}  // namespace

std::vector<ClientCheck> SessionChecks() {
  std::vector<ClientCheck> checks;
  checks.push_back(
      {.code = "C01",
       .slug = "session-reuse",
       .level = Level::kShould,
       .requirement = "One session serves many calls.",
       .source = kApple,
       .provenance = Provenance::kObserved,
       .correct = "It keeps the session, and asks for another when it is told "
                  "that the session is over.",
       .steps = {Succeeds("session"), Succeeds("account"), Succeeds("account"),
                 Succeeds("account"), ExpectSessionsInAll(1, 1)}});
  {
    ClientCheck carried = {
        .code = "C02",
        .slug = "header-carried",
        .level = Level::kMust,
        .requirement =
            "The session is sent back byte for byte, whatever it "
            "looks like.",
        .source = kApple,
        .provenance = Provenance::kDocumented,
        .correct =
            "It takes the token for opaque: 600 characters, '=', '/' "
            "and '+' are all possible.",
        .steps = {}};
    carried.options.session_shape = ade::SessionShape::kVaried;
    for (int i = 0; i < 4; ++i) {
      carried.steps = Join(
          std::move(carried.steps),
          {Ask("session"), Ask("account"),
           ExpectResourceRules({"ade.session.unknown", "ade.session.missing",
                                "ade.session.repeated"})});
    }
    checks.push_back(std::move(carried));
  }
  {
    ClientCheck rotation = Rotated(
        "C03", "rotation-200", Level::kMust,
        "A new session that comes with an answer is used from the next call "
        "on.",
        "It looks for X-ADM-Auth-Session in every answer and keeps it, from "
        "one operation to the next.");
    rotation.options.rotation = {
        .every = 1, .on_error = false, .grace = std::chrono::seconds(600)};
    rotation.steps = {Succeeds("session"), Succeeds("account"),
                      Succeeds("account"), Succeeds("account"),
                      ExpectNewestSession()};
    checks.push_back(std::move(rotation));
  }
  {
    ClientCheck rotation =
        Rotated("C04", "rotation-error", Level::kShould,
                "A new session that comes with an error is used as well.",
                "All answers may bring a new session, refusals too.");
    rotation.options.rotation = {
        .every = 0, .on_error = true, .grace = std::chrono::seconds(600)};
    rotation.steps = {Succeeds("session"),
                      Change("new terms wait to be accepted",
                             [](ade::AdeOptions& options) {
                               options.tenants.front().state =
                                   ade::TenantState::kTermsNotSignedAtResources;
                             }),
                      Ask("account"),
                      Change("the terms are accepted",
                             [](ade::AdeOptions& options) {
                               options.tenants.front().state =
                                   ade::TenantState::kActive;
                             }),
                      Succeeds("account"),
                      ExpectNewestSession()};
    checks.push_back(std::move(rotation));
  }
  {
    ClientCheck rotation = Rotated(
        "C05", "rotation-case", Level::kMust,
        "The new session is found whatever the case of the header's name.",
        "Names of header fields have no case (RFC 9110, 5.1).");
    rotation.steps = {
        Succeeds("session"),
        Play({{.endpoint = "GET /account",
               .answers =
                   {Reply(200, R"({"server_name":"mdmock"})",
                          {{"x-adm-auth-session", "1745786035268O1Orotated1"}}),
                    Reply(200, R"({"server_name":"mdmock"})",
                          {{"X-Adm-AUTH-session", "1745786035269O1Orotated2"}}),
                    Json(R"({"server_name":"mdmock"})")}}}),
        Succeeds("account"),
        Succeeds("account"),
        Succeeds("account"),
        ExpectNewestSession()};
    checks.push_back(std::move(rotation));
  }
  {
    ClientCheck rotation = Rotated(
        "C06", "rotation-old-dead", Level::kShould,
        "Where each answer ends the session and brings another, no call "
        "needs /session.",
        "It sends the newest session and is never refused.");
    rotation.steps = {
        Succeeds("session"),
        Do("every answer brings a new session, and ends the one before",
           [](Lab& lab) { lab.mock().service().Play("ade.session-rotated"); }),
        Succeeds("account"),
        Succeeds("account"),
        Succeeds("account"),
        ExpectSessionsInAll(1, 1)};
    checks.push_back(std::move(rotation));
  }
  checks.push_back(
      {.code = "C07",
       .slug = "expired-401",
       .level = Level::kMust,
       .requirement = "A session that is over is replaced by one new one, and "
                      "the call is repeated once.",
       .source = kApple,
       .provenance = Provenance::kDocumented,
       .correct = "It asks /session once, repeats the call with what it got, "
                  "and succeeds.",
       .steps = {Succeeds("session"),
                 Do("the session is over",
                    [](Lab& lab) {
                      lab.mock().service().Play("ade.session-expired");
                    }),
                 Succeeds("account"), ExpectCalls("GET /session", 1, 1),
                 ExpectReplay("GET /account")}});
  checks.push_back(Stuck("C08", "stuck-401", 401, "UNAUTHORIZED"));
  checks.push_back(Stuck("C09", "stuck-403", 403, kForbidden));
  checks.push_back({.code = "C10",
                    .slug = "body-replay",
                    .level = Level::kMust,
                    .requirement =
                        "A call with a large body is repeated with the whole "
                        "body.",
                    .source = kApple,
                    .provenance = Provenance::kObserved,
                    .correct = "It keeps the body until the call is answered.",
                    .steps = {Succeeds("session"),
                              Play({{.endpoint = "POST /devices",
                                     .answers = {Reply(401, "UNAUTHORIZED"),
                                                 Json(LargeAnswer())}}}),
                              Succeeds("details", LargeArguments()),
                              ExpectReplay("POST /devices")}});
  checks.push_back(
      {.code = "C11",
       .slug = "concurrent-refresh",
       .level = Level::kShould,
       .requirement = "Twenty calls whose session is over ask for one new "
                      "session between them.",
       .source = kApple,
       .provenance = Provenance::kObserved,
       .correct =
           "Whoever is first asks for it (under a lock in MDMOCK_STATE); "
           "the others wait and use it.",
       .steps = {Succeeds("session"),
                 Do("all sessions are over",
                    [](Lab& lab) { lab.mock().service().KillSessions(); }),
                 AtOnce(20, "account"), ExpectCalls("GET /session", 1, 1)}});
  {
    ClientCheck empty = {
        .code = "C12",
        .slug = "session-empty",
        .level = Level::kMust,
        .requirement =
            "An answer of /session without a session is an error, "
            "and nothing goes out without one.",
        .source = kApple,
        .provenance = Provenance::kChosen,
        .correct = "It reports what came instead of a session.",
        .steps = {}};
    for (const char* body :
         {"{}", R"({"auth_session_token":""})", "auth_session_token",
          "<html><body>Maintenance</body></html>"}) {
      empty.steps =
          Join(std::move(empty.steps), {Play({{.endpoint = "GET /session",
                                               .answers = {Json(body)},
                                               .then = Then::kRepeat}}),
                                        Refused("session"), Refused("account"),
                                        ExpectNoEmptySession()});
    }
    checks.push_back(std::move(empty));
  }
  checks.push_back({.code = "C13",
                    .slug = "auth-on-resource",
                    .level = Level::kMay,
                    .requirement = "Only /session is signed.",
                    .source = kApple,
                    .provenance = Provenance::kObserved,
                    .correct = "It sends X-ADM-Auth-Session and no "
                               "Authorization.",
                    .steps = {Succeeds("session"), Succeeds("account"),
                              ExpectNoAuthorization()}});
  checks.push_back(
      {.code = "C14",
       .slug = "multi-tenant",
       .level = Level::kMust,
       .requirement = "Two server tokens have their own sessions.",
       .source = kApple,
       .provenance = Provenance::kObserved,
       .correct = "It keeps a session for each server token.",
       .steps = {AddTenant(), AskOfTwoTenants(), ExpectBothTenantsAsked()}});
  checks.push_back(
      {.code = "C15",
       .slug = "restart",
       .level = Level::kShould,
       .requirement = "A client that has lost its session gets "
                      "another by itself.",
       .source = kApple,
       .provenance = Provenance::kChosen,
       .correct = "Without a session it asks for one first.",
       .steps = {Succeeds("session"), Succeeds("account"), ForgetState(),
                 Succeeds("account"), ExpectCalls("GET /session", 1, 1)}});
  return checks;
}

}  // namespace mdmock::conformance
