#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"

// I-15 to I-18, and I-20: whether what getInfo says is so, and what it does.
namespace mdmock::conformance::pki {
namespace {

constexpr int kRepeats = 20;

Said Implemented(Probe& probe) {
  const auto& info = probe.site().info;
  if (!info || !info->lists()) return Skip("getInfo lists nothing: I-01");
  Worst worst;
  for (const std::string& name : info->operations) {
    if (name == connector::kGetInfo || !connector::IsOperation(name)) continue;
    const Enrolment nothing = probe.Bare();
    const Heard heard = probe.Send(probe.site().Post(name, ""), nothing, false);
    const int status = heard.answered.status();
    if (auto none = NoAnswer(heard.answered)) {
      worst.Add(name, *none);
    } else if (heard.reason() == "unknownRequest" || status == 404 ||
               status == 405 || status == 501) {
      worst.Add(name, Fail("it is listed, and answered with " + heard.Shown()));
    } else if (status >= 500) {
      worst.Add(name, Fail(heard.Shown()));
    } else {
      worst.Add(name, Pass(heard.Shown()));
    }
  }
  return worst.Take();
}

Said NotImplemented(Probe& probe) {
  const auto& info = probe.site().info;
  if (!info || !info->lists()) return Skip("getInfo lists nothing: I-01");
  Worst worst;
  for (const std::string_view name :
       {connector::kGetUserKeyPair, connector::kGetUserKeyPair2,
        connector::kNotifyCertificateReceived}) {
    if (info->Has(name)) continue;
    const Enrolment enrolment = probe.Fresh();
    const Heard heard = probe.Send(
        probe.site().Post(name, enrolment.body.Text()), enrolment, true);
    worst.Add(std::string(name), heard.success()
                                     ? Warn("it is not listed, and succeeds")
                                     : Pass(heard.Shown()));
  }
  return worst.Take();
}

Said Stable(Probe& probe) {
  std::optional<std::set<std::string>> first;
  for (int i = 0; i < kRepeats; ++i) {
    const Listed listed = probe.Info();
    if (auto nothing = NoAnswer(listed.answered)) return Warn(nothing->message);
    const std::set<std::string> names(listed.operations.begin(),
                                      listed.operations.end());
    if (!first) first = names;
    if (names != *first) {
      return Warn(fmt::format("answer {} lists others than the first", i + 1));
    }
  }
  return Pass();
}

// The password is fetched first: getInfo must not use it up.
Said NoSideEffect(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  for (int i = 0; i < kRepeats; ++i) {
    const Listed listed = probe.Info();
    if (listed.answered.body().find("payload") != std::string::npos) {
      return Fail("the answer to getInfo holds a payload");
    }
  }
  const Heard heard = probe.Enrol(enrolment);
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  return heard.success() ? Pass()
                         : Fail(fmt::format("after {} times getInfo: {}",
                                            kRepeats, heard.Shown()));
}

Said HeadAndOptions(Probe& probe) {
  Worst worst;
  for (const char* method : {"HEAD", "OPTIONS"}) {
    Call call = probe.site().Info();
    call.method = method;
    const Answered answered = probe.Ask(call);
    // 501 is the right answer to a method that is not there (RFC 9110, 9.1).
    const bool harm = answered.status() >= 500 && answered.status() != 501;
    worst.Add(method, harm || !answered.received ? Warn(Shown(answered))
                                                 : Info(Shown(answered)));
  }
  return worst.Take();
}

}  // namespace

std::vector<ConnectorCheck> InfoBehaviourChecks() {
  using sources::kGetInfo;
  return {
      {.code = "I-15",
       .slug = "listed-are-implemented",
       .requirement = "What is listed is implemented.",
       .source = kGetInfo,
       .correct = "complains of an empty body, and not of the operation",
       .run = Implemented,
       .needs_control = false},
      {.code = "I-16",
       .slug = "unlisted-not-implemented",
       .level = Level::kShould,
       .requirement = "What is implemented is listed.",
       .source = kGetInfo,
       .correct = "says unknownRequest to an operation that it does not list",
       .run = NotImplemented},
      {.code = "I-17",
       .slug = "stable",
       .level = Level::kShould,
       .requirement = "getInfo says the same each time.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "lists the same names in twenty answers",
       .run = Stable,
       .needs_control = false},
      {.code = "I-18",
       .slug = "no-side-effect",
       .requirement = "getInfo uses up no password, and gives no certificate.",
       .source = "UEM 12.10 configuration guide: getInfo tests the connection",
       .correct = "a password fetched before twenty calls is good after them",
       .run = NoSideEffect},
      {.code = "I-20",
       .slug = "head-options",
       .level = Level::kMay,
       .kind = Kind::kRobustness,
       .requirement = "HEAD and OPTIONS do no harm.",
       .source = "RFC 9110, 9.3",
       .provenance = Provenance::kChosen,
       .correct = "answers, or refuses with 4xx or 501",
       .run = HeadAndOptions,
       .needs_control = false},
  };
}

}  // namespace mdmock::conformance::pki
