#include <fmt/format.h>

#include <string>
#include <vector>

#include "conformance/drivers/run_to_end.h"
#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/text.h"

// B-01 to B-11: what becomes of a CA that fails behind the connector. A command
// of the vendor's makes it fail.
namespace mdmock::conformance::pki {
namespace {

using std::chrono::seconds;

constexpr seconds kHookPatience(60);
constexpr seconds kBounded(60);

// Runs the hook; what is said where it cannot be.
std::optional<Said> Arm(const Site& site, std::string_view name) {
  std::string command = site.configuration().backend_hook;
  if (command.empty()) {
    return Skip("the configuration has no hooks.backend_failure");
  }
  ReplaceAll(command, "NAME", name);
  const auto finished = drivers::RunToEnd(
      {.command = command, .folder = site.configuration().folder.string()},
      kHookPatience);
  if (!finished) return Broken(finished.error().what);
  if (finished->timed_out) {
    return Misconfigured(fmt::format(
        "hooks.backend_failure: '{}' does not end in 60 seconds", name));
  }
  if (finished->exit.by_signal || finished->exit.number != 0) {
    return Misconfigured(
        fmt::format("hooks.backend_failure: {} for {}; it says: {}",
                    Describe(finished->exit), name,
                    Printable(Trim(finished->errors, " \r\n"), 200)));
  }
  return std::nullopt;
}

// Asks for a key pair while the CA fails.
Said WhileFailing(Probe& probe, std::string_view name,
                  const std::function<Said(const Heard&)>& judge) {
  const Enrolment enrolment = probe.Fresh();
  if (probe.stuck()) return Pass();
  if (auto unable = Arm(probe.site(), name)) return *unable;
  return judge(probe.Enrol(enrolment));
}

std::function<Said(Probe&)> Named(std::string_view name, Wanted wanted) {
  return [name, wanted = std::move(wanted)](Probe& probe) {
    return WhileFailing(probe, name, [&wanted](const Heard& heard) {
      return Expect(heard, wanted);
    });
  };
}

Said Raw(const Heard& heard) {
  const std::string found =
      FindingsOf(heard.judged.verdict, {"failureinfo-vocabulary"});
  if (!found.empty()) return Fail("the CA's own name comes through: " + found);
  return Expect(heard, {.reasons = {"unknown", "authFailure"}});
}

Said Slow(Probe& probe) {
  return WhileFailing(probe, "ca-slow", [](const Heard& heard) {
    if (heard.answered.end == Answered::End::kTimeout) {
      return Warn("no answer in the time that this check has");
    }
    return heard.answered.took <= kBounded
               ? Pass(heard.Shown())
               : Warn(fmt::format("it takes {} ms",
                                  heard.answered.took.count()));
  });
}

Said Down(const Heard& heard) {
  if (heard.answered.took > kBounded) {
    return Fail(fmt::format("it takes {} ms", heard.answered.took.count()));
  }
  return Expect(heard, {.reasons = {"unknown"}});
}

Said Pending(const Heard& heard) {
  if (heard.success() && !heard.judged.reply.payload) {
    return Fail("success without a payload");
  }
  Said said = Expect(heard, {.reasons = {"unknown", "unknownRequest",
                                         "badRequest", "authFailure"}});
  return said;
}

Said Mismatched(Probe& probe) {
  return WhileFailing(
      probe, "ca-mismatched-cert", [&probe](const Heard& heard) {
        if (heard.issued()) {
          const auto inspection =
              InspectPayload(heard, SettingsFor(probe.site(), heard.user));
          const std::string found =
              FindingsUnder(inspection.verdict, {"key-matches-cert"});
          return found.empty()
                     ? Warn(
                           "a key pair is given, and it fits: was the CA "
                           "made to fail?")
                     : Fail("key and certificate do not fit: " + found);
        }
        return Expect(heard, {.reasons = {"badMessageCheck", "unknown"}});
      });
}

}  // namespace

std::vector<ConnectorCheck> BackEndChecks() {
  using sources::kReasons;
  std::vector<ConnectorCheck> checks;
  constexpr std::string_view kReasonRows[][2] = {{"B-01", "badMessageCheck"},
                                                 {"B-02", "badTime"},
                                                 {"B-03", "badAlg"},
                                                 {"B-04", "unknownCert"}};
  constexpr std::string_view kSays[] = {
      "A CA that finds a signature wrong leads to badMessageCheck.",
      "A CA that finds the time wrong leads to badTime.",
      "A CA that does not know an algorithm leads to badAlg.",
      "A CA that does not know a certificate leads to unknownCert."};
  for (size_t i = 0; i < std::size(kReasonRows); ++i) {
    const auto& [code, name] = kReasonRows[i];
    checks.push_back({.code = code,
                      .slug = name,
                      .requirement = kSays[i],
                      .source = kReasons,
                      .correct = "passes the reason on under the guide's name",
                      .run = Named(name, {.reasons = {name}})});
  }
  checks.push_back(
      {.code = "B-05",
       .slug = "ca-badrequest",
       .level = Level::kShould,
       .requirement = "A CA that does not permit a request leads to another "
                      "reason than badRequest, which means its form here.",
       .source = kReasons,
       .correct = "says unknownRequest, unknownUser or unknown",
       .run = Named("ca-badrequest", {.reasons = {"unknownRequest",
                                                  "unknownUser", "unknown"}})});
  checks.push_back({.code = "B-06",
                    .slug = "ca-other",
                    .requirement = "Any other error of a CA is unknown.",
                    .source = kReasons,
                    .correct = "says unknown, and not the CA's own name",
                    .run = [](Probe& probe) {
                      return WhileFailing(probe, "ca-other", Raw);
                    }});
  checks.push_back(
      {.code = "B-07",
       .slug = "ca-down",
       .requirement = "A CA that is not there leads to unknown, "
                      "within a minute.",
       .source = kReasons,
       .correct = "has a time limit of its own",
       .run = [](Probe& probe) { return WhileFailing(probe, "ca-down", Down); },
       .limit = seconds(90)});
  checks.push_back({.code = "B-08",
                    .slug = "ca-slow",
                    .level = Level::kShould,
                    .requirement = "A CA that takes two minutes keeps UEM "
                                   "waiting for one at most.",
                    .source = sources::kChosen,
                    .provenance = Provenance::kChosen,
                    .correct = "has a time limit of its own",
                    .run = Slow,
                    .limit = seconds(150)});
  checks.push_back({.code = "B-09",
                    .slug = "ca-pending",
                    .level = Level::kShould,
                    .requirement = "A CA that wants time leads to a failure: "
                                   "there is no status for it.",
                    .source = sources::kKeyPair,
                    .provenance = Provenance::kChosen,
                    .correct = "says unknown",
                    .run = [](Probe& probe) {
                      return WhileFailing(probe, "ca-pending", Pending);
                    }});
  checks.push_back({.code = "B-10",
                    .slug = "ca-mismatched-cert",
                    .requirement = "A certificate for another key is not "
                                   "passed on.",
                    .source = sources::kKeyPair,
                    .provenance = Provenance::kChosen,
                    .correct = "checks what the CA gives, and says "
                               "badMessageCheck or unknown",
                    .run = Mismatched});
  checks.push_back(
      {.code = "B-11",
       .slug = "ca-garbage",
       .requirement = "A CA that answers random bytes leads to a failure.",
       .source = kReasons,
       .provenance = Provenance::kChosen,
       .correct = "says unknown or badMessageCheck",
       .run =
           Named("ca-garbage", {.reasons = {"unknown", "badMessageCheck"}})});
  for (ConnectorCheck& check : checks) check.turn = Turn::kAlone;
  return checks;
}

}  // namespace mdmock::conformance::pki
