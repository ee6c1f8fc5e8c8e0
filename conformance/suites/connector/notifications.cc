#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/encoding.h"

// D-16 to D-20: notifyCertificateReceived, in the profile dynamics.
namespace mdmock::conformance::pki {
namespace {

using connector::JsonValue;

// What is told, and what comes back.
struct Told {
  Heard heard;
  std::string certificate;  // In base64.
};

Heard Tell(Probe& probe, const std::string& user,
           const std::string& certificate) {
  Enrolment enrolment = probe.Bare();
  Body body;
  body.SetText("user", user);
  body.SetText("receivedCert", certificate);
  body.SetText("deviceId", "mdmock-device-1");
  body.SetText("deviceName", "mdmock");
  return probe.Send(
      probe.site().Post(connector::kNotifyCertificateReceived, body.Text()),
      enrolment, false);
}

std::optional<Told> TellOfOwn(Probe& probe, Said& why) {
  const Heard issued = probe.Enrol(probe.Fresh());
  const auto inspection =
      InspectPayload(issued, SettingsFor(probe.site(), issued.user));
  if (!issued.success() || !inspection.leaf) {
    why = Skip("there is no certificate to tell of: " + issued.Shown());
    return std::nullopt;
  }
  Told told;
  told.certificate = Base64(inspection.leaf->Der());
  told.heard = Tell(probe, issued.user, told.certificate);
  return told;
}

Said Taken(const Heard& heard) {
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  if (heard.answered.status() != 200) {
    return Fail(heard.Shown() + "; UEM tells again and again");
  }
  return heard.success() ? Pass() : Fail(heard.Shown());
}

Said Notified(Probe& probe) {
  Said why;
  const auto told = TellOfOwn(probe, why);
  return told ? Taken(told->heard) : why;
}

Said Garbage(Probe& probe) {
  const Heard heard =
      Tell(probe, probe.site().user(0).name, Base64("no certificate"));
  Said said =
      Expect(heard, {.reasons = {"badRequest"}, .issuing = Outcome::kWarn});
  if (said.outcome == Outcome::kPass && heard.answered.status() != 200) {
    return Warn(heard.Shown() + "; UEM tells again and again");
  }
  if (said.outcome == Outcome::kFail) said.outcome = Outcome::kWarn;
  return said;
}

Said Stranger(Probe& probe) {
  Said why;
  const auto told = TellOfOwn(probe, why);
  if (!told) return why;
  const Heard heard =
      Tell(probe, probe.site().NewStranger(), told->certificate);
  Said said =
      Expect(heard, {.reasons = {"unknownUser"}, .issuing = Outcome::kWarn});
  if (said.outcome == Outcome::kFail) said.outcome = Outcome::kWarn;
  return said;
}

Said Removals(Probe& probe) {
  Said why;
  const auto told = TellOfOwn(probe, why);
  if (!told) return why;
  const auto text = connector::ReadJsonText(told->heard.answered.body());
  const JsonValue* list = text.value && text.value->is_object()
                              ? text.value->Find("removeCerts")
                              : nullptr;
  if (list == nullptr) return Pass("there is no removeCerts");
  if (!list->is_array()) {
    return Fail(fmt::format("removeCerts is a {}", Name(list->kind)));
  }
  for (const JsonValue& one : list->elements) {
    const auto der = one.is_string() ? ReadBase64(one.text) : std::nullopt;
    if (!der || !crypto::Certificate::Read(*der)) {
      return Fail(
          "removeCerts has something in it that is no certificate in "
          "base64");
    }
    if (one.text == told->certificate) {
      return Fail("removeCerts names the certificate that was just received");
    }
  }
  return Pass();
}

Said Twice(Probe& probe) {
  Said why;
  const auto told = TellOfOwn(probe, why);
  if (!told) return why;
  Worst worst;
  worst.Add("first", Taken(told->heard));
  worst.Add("again",
            Taken(Tell(probe, probe.site().user(0).name, told->certificate)));
  return worst.Take();
}

std::function<Said(Probe&)> Where(Said (*run)(Probe&)) {
  return [run](Probe& probe) {
    if (!probe.site().is_dynamics()) return Skip("the profile is not dynamics");
    const auto& info = probe.site().info;
    if (!info || !info->Has(connector::kNotifyCertificateReceived)) {
      return Skip("notifyCertificateReceived is not listed");
    }
    return run(probe);
  };
}

}  // namespace

std::vector<ConnectorCheck> NotificationChecks() {
  using sources::kDynamics;
  return {
      {.code = "D-16",
       .slug = "notify-ok",
       .requirement = "That a certificate has been received is taken note of.",
       .source = kDynamics,
       .correct = "answers 200 and success",
       .run = Where(Notified)},
      {.code = "D-17",
       .slug = "notify-bad-cert",
       .level = Level::kShould,
       .requirement = "A receivedCert that is none is a badRequest, with "
                      "status 200: UEM repeats anything else for ever.",
       .source = kDynamics,
       .correct = "says badRequest",
       .run = Where(Garbage)},
      {.code = "D-18",
       .slug = "notify-unknown-user",
       .level = Level::kShould,
       .requirement = "A notification for a user whom nobody knows is refused.",
       .source = kDynamics,
       .correct = "says unknownUser",
       .run = Where(Stranger)},
      {.code = "D-19",
       .slug = "notify-removecerts-type",
       .requirement = "removeCerts lists certificates in base64, and never the "
                      "one that was just received.",
       .source = kDynamics,
       .correct = "lists those that the new one replaces",
       .run = Where(Removals)},
      {.code = "D-20",
       .slug = "notify-idempotent",
       .requirement = "The same notification may come twice.",
       .source = kDynamics,
       .correct = "answers success both times",
       .run = Where(Twice)},
  };
}

}  // namespace mdmock::conformance::pki
