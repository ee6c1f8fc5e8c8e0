#include <fmt/format.h>

#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "conformance/drivers/silent_port.h"
#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/pages.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "mocks/server/response_writer.h"

// D08 to D11: a service in trouble, and how it is tried again.
namespace mdmock::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Kind = server::Effect::Kind;

constexpr char kSeen[] = "field: what clients do about a service in trouble";
constexpr char kAccount[] = "GET /account";

Step ExpectBackOff(const std::string& endpoint) {
  return Expect(
      "the pauses between tries are there, and do not shrink",
      [endpoint](Lab& lab) {
        const auto calls = lab.Calls(endpoint);
        milliseconds before{0};
        for (size_t i = 1; i < calls.size(); ++i) {
          const milliseconds pause = calls[i]->time - calls[i - 1]->time;
          if (pause < milliseconds(50)) {
            return Wrong(fmt::format("try {} came {} ms after the one before",
                                     i + 1, pause.count()));
          }
          // Jitter may take some of the growth away.
          if (pause * 2 < before) {
            return Wrong(fmt::format("the pause shrinks from {} to {} ms",
                                     before.count(), pause.count()));
          }
          before = pause;
        }
        return calls.size() > 1 ? Said{} : Wrong("there was one try only");
      });
}

// Whoever reported the error instead of waiting is asked again, later.
Step Resume(const std::string& op, milliseconds later) {
  return Expect(
      fmt::format("{} works, then or when it is asked again later", op),
      [=](Lab& lab) -> Said {
        if (lab.last().front().succeeded()) return {};
        std::this_thread::sleep_for(later);
        return Succeeds(op).run(lab);
      });
}

// Retry-After as a date is of the moment when it is set.
Step PlayRetryDate(seconds in) {
  return Do(
      "the service answers 503 with a Retry-After date, once",
      [in](Lab& lab) -> Result<void> {
        const SystemTime when = MockOf(lab).clock().Now() + in;
        (void)Play({{.endpoint = kAccount,
                     .answers = {Reply(
                         503, "SERVICE_UNAVAILABLE",
                         {{"Retry-After", server::FormatHttpDate(when)}})}}})
            .run(lab);
        return {};
      });
}

// A success after one broken answer would mean that it was believed.
Step ExpectNotBelieved() {
  return Expect("half an answer is not taken for a whole one", [](Lab& lab) {
    const size_t count = lab.Calls(kAccount).size();
    if (count == 0) return Wrong("no request came");
    if (count > 6) {
      return Wrong(fmt::format("expected 6 tries at most, got {}", count));
    }
    if (lab.last().front().succeeded() && count < 2) {
      return Wrong(
          "the client reports success after an answer that was cut, and did "
          "not ask again");
    }
    return Said{};
  });
}

// An operation has 8 s for it: what waits for a minute does not pass.
std::vector<Step> Spoilt(const std::string& says, const server::Effect& how) {
  Step play = Play({{.endpoint = kAccount, .answers = {how}}});
  play.says = says;
  return {std::move(play), AskWithin("account", seconds(8)),
          ExpectNotBelieved()};
}

// A client that does no https fails here at once, which is as well.
Step SilentHandshake(milliseconds limit) {
  return Expect(
      fmt::format("a TLS handshake that is not answered is an error, reported "
                  "within {} ms",
                  limit.count()),
      [limit](Lab& lab) -> Said {
        const auto port = drivers::SilentPort::Open();
        if (!port) return Broken(port.error().what);
        const drivers::Target before = lab.target();
        lab.target().url = lab.target().https_url =
            fmt::format("https://127.0.0.1:{}", port->number());
        Said said = AskWithin("account", limit).run(lab);
        lab.target() = before;
        if (said.passed() && lab.last().front().succeeded()) {
          return Wrong("the client reports success, and nobody answered it");
        }
        return said;
      });
}

ClientCheck BackOff() {
  return {.code = "D08",
          .slug = "5xx-back-off",
          .level = Level::kShould,
          .requirement =
              "A service in trouble is tried again after pauses that grow, a "
              "bounded number of times, and with the same session.",
          .source = kSeen,
          .provenance = Provenance::kObserved,
          .correct = "It waits a little, then longer, then gives up.",
          .steps = {Succeeds("session"),
                    Play({{.endpoint = kAccount,
                           .answers = {Reply(503, "SERVICE_UNAVAILABLE"),
                                       Reply(500, "internal_server_error")}}}),
                    Succeeds("account"), ExpectCalls(kAccount, 3, 3),
                    ExpectCalls("GET /session", 0, 0), ExpectBackOff(kAccount),
                    Play({{.endpoint = kAccount,
                           .answers = {Reply(502, "BAD_GATEWAY")},
                           .then = Then::kRepeat}}),
                    Refused("account"), ExpectCalls(kAccount, 1, 10),
                    ExpectCalls("GET /session", 0, 0)}};
}

ClientCheck RetryAfter() {
  const milliseconds most(1950);
  return {.code = "D09",
          .slug = "retry-after",
          .level = Level::kShould,
          .requirement =
              "Retry-After, in seconds or as a date, is waited for, "
              "and the client resumes afterwards.",
          .source = "RFC 9110, 10.2.3",
          .provenance = Provenance::kDocumented,
          .correct =
              "It waits at least as long as it is told, or reports the "
              "error; asked again later, it works.",
          .steps = {Succeeds("session"),
                    Play({{.endpoint = kAccount,
                           .answers = {Reply(429, "TOO_MANY_REQUESTS",
                                             {{"Retry-After", "2"}})}}}),
                    Ask("account"), ExpectPause(kAccount, most),
                    Resume("account", milliseconds(2000)),
                    PlayRetryDate(seconds(3)), Ask("account"),
                    ExpectPause(kAccount, most),
                    Resume("account", milliseconds(3000))}};
}

ClientCheck TooManySessions() {
  return {
      .code = "D10",
      .slug = "429-session",
      .level = Level::kShould,
      .requirement =
          "A client that is told at /session that it asks too "
          "often asks less often.",
      .source = kSeen,
      .provenance = Provenance::kObserved,
      .correct = "It waits as Retry-After says, and tries a few times at most.",
      .steps = {Play({{.endpoint = "GET /session",
                       .answers = {Reply(429, "TOO_MANY_REQUESTS",
                                         {{"Retry-After", "1"}})},
                       .then = Then::kRepeat}}),
                Refused("session"), ExpectCalls("GET /session", 1, 6),
                ExpectPause("GET /session", milliseconds(950))}};
}

ClientCheck BrokenAnswers() {
  ClientCheck check{
      .code = "D11",
      .slug = "reset-slow-truncated",
      .level = Level::kShould,
      .requirement =
          "A connection that is cut, a handshake or an answer that does not "
          "come and an answer that is cut end in another try or an error, in "
          "time; nothing behind half a page is kept.",
      .source = "RFC 9110, 9.2.2; RFC 9112, 8",
      .provenance = Provenance::kChosen,
      .correct =
          "It waits a limited time for each answer, believes no half of "
          "one, and tries a few times at most.",
      .steps = {Succeeds("session")},
      .lab = LabWith(SmallPages())};
  const auto add = [&check](std::vector<Step> steps) {
    check.steps = Joined(std::move(check.steps), std::move(steps));
  };
  add(Spoilt("the connection is reset", Cut(Kind::kReset)));
  add(Spoilt("the answer is cut short", Truncated(320)));
  add(Spoilt("the answer is shorter than its Content-Length",
             Cut(Kind::kWrongLength)));
  add(Spoilt("no answer comes for a minute", Stalled(std::chrono::minutes(1))));
  add({SilentHandshake(seconds(8))});
  // The second page is cut whenever it is asked for: no cursor that it brings
  // is one to go on from.
  add({Play({{.endpoint = kFetch,
              .answers = {Truncated(700)},
              .then = Then::kRepeat,
              .own_first = 1}}),
       Refused("fetch"), Play({}), Ask("sync"), ExpectNothingSkipped(),
       ExpectDevicesKept()});
  return check;
}

}  // namespace

std::vector<ClientCheck> BackOffChecks() {
  return {BackOff(), RetryAfter(), TooManySessions(), BrokenAnswers()};
}

}  // namespace mdmock::conformance
