#include <fmt/format.h>

#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "mocks/world/clock.h"

// P-01, P-02, P-04, P-21, P-26, P-28, P-36, P-39, P-40, P-42: what a file alone
// does not say, passwords and what is given the next time.
namespace mdmock::conformance::pki {
namespace {

using pkcs12::Inspection;

// Certificates have whole seconds.
constexpr std::chrono::milliseconds kReissue(1100);
constexpr std::int64_t kFewIterations = 200'000;

bool IsUnprotected(const Inspection& inspection) {
  return inspection.verdict.Has("pkcs12.wrong-password-refused");
}

Said WithRule(Probe& probe) {
  const Inspection inspection = InspectControl(probe.site());
  const Verdict& verdict = inspection.verdict;
  if (verdict.Has("pkcs12.structure")) return Skip("it is no file: K-13");
  const std::string found =
      FindingsUnder(verdict, {"opens-with-rule", "algorithm-unsupported"});
  if (found.empty()) return Pass();
  const std::string& fix = verdict.cause().fix;
  return Fail(fix.empty() ? found : found + "; fix: " + fix);
}

Said WrongRefused(Probe& probe) {
  const Inspection right = InspectControl(probe.site());
  if (IsUnprotected(right)) return Skip("nothing is protected: P-05");
  if (!right.key) return Skip("the file does not open: P-01");
  pkcs12::Settings settings;
  settings.max_hash_iterations = kFewIterations;
  const Inspection wrong = pkcs12::Inspect(
      *probe.site().control->judged.reply.payload,
      {.password = "mdmock-not-this-one"}, settings, world::Clock().Now());
  return WhyShut(wrong).empty() ? Fail("a wrong password opens it") : Pass();
}

Said IfProtected(Probe& probe, std::string_view slug) {
  const Inspection inspection = InspectControl(probe.site());
  if (IsUnprotected(inspection)) return Skip("nothing is protected: P-05");
  const std::string found = FindingsUnder(inspection.verdict, {slug});
  return found.empty() ? Pass() : Fail(found);
}

// A second certificate for the same user, a second later.
Said Reissued(Probe& probe, std::string_view slug) {
  const Site& site = probe.site();
  const Inspection first = InspectControl(probe.site());
  if (!first.leaf) return Skip("the file does not open: P-01");
  std::this_thread::sleep_until(site.control_at + kReissue);
  const Heard heard = probe.Enrol(probe.Fresh());
  if (!heard.success()) return Skip("the second time: " + heard.Shown());
  pkcs12::Settings settings = SettingsFor(site, heard.user);
  settings.earlier_not_before = first.leaf->NotBefore();
  settings.earlier_serials = {first.leaf->Serial()};
  const std::string found =
      FindingsUnder(InspectPayload(heard, settings).verdict, {slug});
  return found.empty() ? Pass() : Warn(found);
}

// Another user's certificate is his own, too.
Said NotAnothers(Probe& probe) {
  const std::vector<std::string_view> slugs{"not-other-user"};
  Worst worst;
  std::string found =
      FindingsUnder(InspectControl(probe.site()).verdict, slugs);
  worst.Add("the first user", found.empty() ? Pass() : Alarm(found));
  if (probe.site().HasUser(1)) {
    const Heard heard = probe.Enrol(probe.Fresh(1));
    found =
        heard.success()
            ? FindingsUnder(
                  InspectPayload(heard, SettingsFor(probe.site(), heard.user))
                      .verdict,
                  slugs)
            : "";
    worst.Add("the second user", found.empty() ? Pass() : Alarm(found));
  }
  return worst.Take();
}

Said Strength(Probe& probe) {
  const Site& site = probe.site();
  const auto& announced = site.control->judged.reply.announced;
  if (!announced) return Skip("no password is announced");
  if (announced == site.control->otp) {
    return Skip("the one-time password is announced: P-40");
  }
  std::vector<std::string> earlier{*announced};
  std::string found;
  for (int i = 0; i < 2; ++i) {
    const Heard heard = probe.Enrol(probe.Fresh());
    if (!heard.judged.reply.announced) continue;
    pkcs12::Settings settings = SettingsFor(site, heard.user);
    settings.earlier_passwords = earlier;
    found = FindingsUnder(InspectPayload(heard, settings).verdict,
                          {"generated-password-strength"});
    if (!found.empty()) return Warn(found);
    earlier.push_back(*heard.judged.reply.announced);
  }
  return Pass();
}

Said Redundant(Probe& probe) {
  const std::string found = FindingsUnder(InspectControl(probe.site()).verdict,
                                          {"redundant-password"});
  return Info(found.empty() ? "none" : found);
}

Said Matrix(Probe& probe) {
  const Inspection inspection = InspectControl(probe.site());
  std::string text;
  for (const pkcs12::Prediction& one : inspection.predictions) {
    text += fmt::format("{}{}: {}{}{}", text.empty() ? "" : "; ",
                        Name(one.consumer), Name(one.outcome),
                        one.why.empty() ? "" : ", ", one.why);
  }
  return Info(text.empty() ? "no predictions" : text);
}

}  // namespace

std::vector<ConnectorCheck> PayloadBehaviourChecks() {
  using sources::kKeyPair;
  std::vector<ConnectorCheck> checks{
      {.code = "P-01",
       .slug = "opens-with-rule",
       .requirement =
           "The file opens under decryptionPassword if there is one, else "
           "under the one-time password, else under none.",
       .source = kKeyPair,
       .correct = "protects the file with what it tells",
       .run = WithRule},
      {.code = "P-02",
       .slug = "wrong-password-refused",
       .requirement = "A wrong password does not open the file.",
       .source = "RFC 7292, 4",
       .correct = "writes a MAC",
       .run = WrongRefused},
      {.code = "P-04",
       .slug = "mac-verifies",
       .requirement = "The MAC is that of the contents.",
       .source = "RFC 7292, 5.2",
       .correct = "changes nothing behind the library's back",
       .run = [](Probe& probe) { return IfProtected(probe, "mac-verifies"); }},
      {.code = "P-21",
       .slug = "notbefore-advances",
       .level = Level::kShould,
       .kind = Kind::kInterop,
       .requirement =
           "A certificate that is issued again begins later: of two, the "
           "device deletes the one that began first.",
       .source = "BlackBerry UEM 12.16, user credential profile",
       .correct = "sets notBefore to the time of issue",
       .run =
           [](Probe& probe) { return Reissued(probe, "notbefore-advances"); }},
      {.code = "P-26",
       .slug = "not-other-user",
       .critical = true,
       .requirement = "The certificate is in no other user's name.",
       .source = kKeyPair,
       .correct = "takes the name from the request that it answers",
       .run = NotAnothers},
      {.code = "P-28",
       .slug = "serial",
       .level = Level::kShould,
       .kind = Kind::kInterop,
       .requirement = "Serial numbers are positive, of at most 20 bytes, and "
                      "used once.",
       .source = "RFC 5280, 4.1.2.2",
       .correct = "takes 16 random bytes",
       .run = [](Probe& probe) { return Reissued(probe, "serial"); }},
      {.code = "P-36",
       .slug = "same-password-mac-enc",
       .requirement = "One password is for the MAC and for everything "
                      "encrypted.",
       .source = sources::kReaders,
       .provenance = Provenance::kObserved,
       .correct = "gives the library one password",
       .run =
           [](Probe& probe) {
             return IfProtected(probe, "same-password-mac-enc");
           }},
      {.code = "P-39",
       .slug = "generated-password-strength",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "A password that the connector makes has 64 bits, and is "
                      "new each time.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "takes 12 random characters",
       .run = Strength},
      {.code = "P-40",
       .slug = "redundant-password",
       .level = Level::kMay,
       .requirement = "decryptionPassword may repeat the one-time password.",
       .source = kKeyPair,
       .correct = "either",
       .run = Redundant},
      {.code = "P-42",
       .slug = "matrix",
       .level = Level::kMay,
       .kind = Kind::kInterop,
       .requirement = "Which readers are known to open such a file.",
       .source = sources::kReaders,
       .provenance = Provenance::kObserved,
       .correct = "one that all of them open",
       .run = Matrix},
  };
  for (ConnectorCheck& check : checks) {
    check.needs_control = false;
    check.run = [run = std::move(check.run)](Probe& probe) {
      const auto nothing = NoPayload(probe.site());
      return nothing ? *nothing : run(probe);
    };
  }
  return checks;
}

}  // namespace mdmock::conformance::pki
