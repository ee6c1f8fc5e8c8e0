#include <fmt/format.h>

#include <string>

#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"

// K-01 and F-51: the positive control, put first and last.
namespace mdmock::conformance::pki {
namespace {

// What the credentials have to do with it.
std::string Credentials(const Site& site) {
  return site.configuration().auth
             ? fmt::format("the user name and password in auth ({})",
                           site.configuration().auth->username)
             : "the certificate in certificate.p12";
}

bool IsSilent(const Answered& answered) {
  return answered.end == Answered::End::kClosed ||
         answered.end == Answered::End::kReset;
}

// Whether the connector ends the connection over who UEM is. In TLS 1.3 it
// does so after the client's handshake, and the alert may be lost in a reset:
// then neither operation is answered, and nothing but the certificate was
// shown.
bool RefusesIdentity(const Site& site, const Answered& answered) {
  if (answered.end == Answered::End::kNoHandshake) return true;
  if (!site.origin().secure || !IsSilent(answered)) return false;
  if (drivers::IsAboutIdentity(answered.alert)) return true;
  return !site.configuration().auth && answered.raw.empty() && site.info &&
         IsSilent(site.info->answered);
}

Said Judge(const Site& site, const Heard& heard) {
  const int status = heard.answered.status();
  if (status == 401 || status == 403) {
    return Misconfigured(
        fmt::format("credentials: {} to {}; check them with the connector",
                    heard.Shown(), Credentials(site)));
  }
  if (auto nothing = NoAnswer(heard.answered)) {
    if (!RefusesIdentity(site, heard.answered)) return *nothing;
    return Misconfigured(fmt::format("credentials: {}; {}", nothing->message,
                                     site.configuration().auth
                                         ? "does it ask for a client "
                                           "certificate?"
                                         : "does it take the certificate in "
                                           "certificate.p12?"));
  }
  if (!heard.success()) {
    const std::string otp =
        heard.reason() == "authFailure" || heard.reason() == "unknownUser"
            ? "; is the first of users known to the connector, and his "
              "password good?"
            : "";
    const std::string found = FindingsOf(
        heard.judged.verdict,
        {"status-value", "json-syntax", "curly-quotes", "not-an-object"});
    return Fail(heard.Shown() + (found.empty() ? "" : "; " + found) + otp);
  }
  if (status != 200) return Fail(heard.Shown());
  if (!heard.judged.reply.payload) return Fail("success without a payload");
  const std::string shut =
      WhyShut(InspectPayload(heard, SettingsFor(site, heard.user)));
  return shut.empty() ? Pass() : Fail("the payload does not open: " + shut);
}

Said Control(Probe& probe) {
  Site& site = probe.site();
  if (site.before.unable) return *site.before.unable;
  const Heard heard = probe.Enrol(probe.Fresh());
  if (probe.stuck()) return Pass();
  site.control = heard;
  site.control_at = std::chrono::steady_clock::now();
  Said said = Judge(site, heard);
  site.control_passed = said.outcome == Outcome::kPass;
  // Trust comes last: what else is wrong is not to be hidden by it.
  if (site.control_passed &&
      site.before.chain.speaks_of == Class::kConfiguration) {
    return site.before.chain;
  }
  for (const std::string& note : {site.before.identity, site.before.clock}) {
    if (note.empty()) continue;
    said.message += (said.message.empty() ? "" : "; ") + note;
  }
  return said;
}

Said StillAlive(Probe& probe) {
  const Heard heard = probe.Enrol(probe.Fresh());
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  return heard.success() ? Pass() : Fail(heard.Shown());
}

}  // namespace

std::vector<ConnectorCheck> ControlChecks() {
  return {
      {.code = "K-01",
       .slug = "happy-path",
       .requirement = "UEM gets a key pair: a request that is in order is "
                      "answered with a PKCS#12 file that opens.",
       .source = sources::kKeyPair,
       .correct = "answers 200, success, and a file under the password that it "
                  "announces, or the one-time password",
       .run = Control,
       .needs_control = false},
      {.code = "F-51",
       .slug = "alive-after-negatives",
       .kind = Kind::kRobustness,
       .requirement = "After everything else a key pair can still be had.",
       .source = sources::kKeyPair,
       .correct = "answers as at the beginning",
       .run = StillAlive,
       .turn = Turn::kLast},
  };
}

}  // namespace mdmock::conformance::pki
