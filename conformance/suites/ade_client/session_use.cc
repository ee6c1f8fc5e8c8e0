#include <fmt/format.h>

#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"

// C01, C02, C12, C13 and C15: keeping a session and sending it.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Authenticating with the ADE program";
constexpr char kAccount[] = R"({"server_name":"mdmock"})";

// Tokens as long, and of such characters, as a client that takes them apart
// would trip over.
std::vector<std::string> OddTokens() {
  std::string longest = "+/";
  while (longest.size() < 597) longest += "aZ09+/x-";
  longest.resize(597);
  return {longest + "+==", "00112233445566778899aabbccddeeff0011223344556677",
          "eyJhbGciOiJub25lIn0.c2Vzc2lvbi1f_w.dGhlLWVuZC1v~",
          "1745786035268O1OAB12O34CDO123456O11Op1OEF56O7890"};
}

Step ExpectSent(const std::string& token) {
  return Expect("the session is sent as it was given", [token](Lab& lab) {
    const auto calls = lab.Calls("GET /account");
    if (calls.empty()) return Wrong("no request of /account came");
    for (const auto& call : calls) {
      size_t num_headers = 0;
      for (const auto& header : call->request.headers) {
        num_headers += EqualsIgnoreCase(header.name, "X-ADM-Auth-Session");
      }
      if (num_headers == 1 && SessionSent(*call) == token) continue;
      return Wrong(fmt::format(
          "request {}: expected one X-ADM-Auth-Session of {} characters, {}, "
          "got {} header(s), {} characters, {}",
          call->seq, token.size(), token, num_headers,
          SessionSent(*call).size(), Printable(SessionSent(*call), 700)));
    }
    return Said{};
  });
}

Step ExpectNoEmptySession() {
  return Expect("no request carries an empty session, or none", [](Lab& lab) {
    for (const auto& call : lab.AllCalls()) {
      if (IsSession(*call) || !SessionSent(*call).empty()) continue;
      return Wrong(fmt::format("request {} ({}) goes out without a session",
                               call->seq, Printable(call->request.target, 80)));
    }
    return Said{};
  });
}

Step ExpectNoAuthorization() {
  return Expect("resources are asked without Authorization", [](Lab& lab) {
    for (const auto& call : ResourceCalls(lab)) {
      if (call->request.Find("Authorization") == nullptr) continue;
      return Wrong(
          fmt::format("request {} ({}) is signed, and only /session is to be",
                      call->seq, Printable(call->request.target, 80)));
    }
    return Said{};
  });
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string correct,
               std::vector<Step> steps, Provenance provenance) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = kApple,
          .provenance = provenance,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

ClientCheck Carried() {
  std::vector<Step> steps;
  for (const std::string& token : OddTokens()) {
    steps = Joined(
        std::move(steps),
        {Play({{.endpoint = "GET /session",
                .answers = {Json(R"({"auth_session_token":")" + token + "\"}")},
                .then = Then::kRepeat},
               {.endpoint = "GET /account",
                .answers = {Json(kAccount)},
                .then = Then::kRepeat}}),
         Succeeds("session"), Succeeds("account"), ExpectSent(token)});
  }
  return Of("C02", "header-carried", Level::kMust,
            "The session is sent back byte for byte, whatever it looks like.",
            "It takes the token for opaque: 600 characters, '=', '/' and '+' "
            "are all possible.",
            std::move(steps), Provenance::kDocumented);
}

ClientCheck Empty() {
  std::vector<Step> steps;
  for (const char* body :
       {"{}", R"({"auth_session_token":""})", R"({"auth_session_token":null})",
        "auth_session_token", "<html><body>Maintenance</body></html>"}) {
    steps = Joined(std::move(steps),
                   {Play({{.endpoint = "GET /session",
                           .answers = {Json(body)},
                           .then = Then::kRepeat}}),
                    Refused("session"), ExpectCalls("GET /session", 1, 10),
                    Refused("account"), ExpectNoEmptySession()});
  }
  return Of("C12", "session-empty", Level::kMust,
            "An answer of /session without a session is an error, and nothing "
            "goes out without one.",
            "It reports what came instead of a session.", std::move(steps),
            Provenance::kChosen);
}

}  // namespace

std::vector<ClientCheck> SessionUseChecks() {
  return {Of("C01", "session-reuse", Level::kShould,
             "One session serves many calls.",
             "It keeps the session, and asks for another when it is told that "
             "the session is over.",
             {Succeeds("session"), Succeeds("account"), Succeeds("account"),
              Succeeds("account"), ExpectCallsInAll("GET /account", 3, 6),
              ExpectCallsInAll("GET /session", 1, 1)},
             Provenance::kObserved),
          Carried(), Empty(),
          Of("C13", "auth-on-resource", Level::kMay, "Only /session is signed.",
             "It sends X-ADM-Auth-Session and no Authorization.",
             {Succeeds("session"), Succeeds("account"),
              ExpectCalls("GET /account", 1, 2), ExpectNoAuthorization()},
             Provenance::kObserved),
          // A client that has the session in its memory needs no other.
          Of("C15", "restart", Level::kShould,
             "A client that has lost its session gets another by itself.",
             "Without a session it asks for one first.",
             {Succeeds("session"), Succeeds("account"), ForgetState(),
              Succeeds("account"), ExpectCalls("GET /session", 0, 1)},
             Provenance::kChosen)};
}

}  // namespace mdmock::conformance
