#include <fmt/format.h>

#include <string>
#include <vector>

#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/text.h"

// F-06 to F-12, F-44 to F-46, F-48, F-50: who asks, and with which password.
namespace mdmock::conformance::pki {
namespace {

// Of the length that passwords have, and nobody's.
constexpr char kWrongOtp[] = "mdmock-wrong-0";

Said UnknownUser(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.SetText("user", probe.site().NewStranger());
  const Heard heard = probe.Enrol(enrolment);
  Said said = Expect(heard, {.reasons = {"unknownUser"}});
  if (said.outcome == Outcome::kWarn && heard.reason() == "authFailure") {
    said.message += ", which keeps users from being tried out";
  }
  return said;
}

// The user in other letters: what a connector makes of that is its business.
Said UserCase(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.SetText("user", ToUpper(enrolment.user.name));
  return Info(probe.Enrol(enrolment).Shown());
}

Heard WithOtp(Probe& probe, const std::string& otp, size_t user = 0) {
  Enrolment enrolment = probe.Bare(user);
  enrolment.body.SetText("authToken", otp);
  enrolment.otp = otp;
  return probe.Enrol(enrolment);
}

Said WrongOtp(Probe& probe) {
  return Expect(WithOtp(probe, kWrongOtp), {.reasons = {"authFailure"}});
}

Said ExpiredPassword(Probe& probe) {
  const auto& expired = probe.site().configuration().expired_otp;
  if (!expired) return Skip("the configuration has no expired_otp");
  size_t user = 0;
  while (probe.site().user(user).name != expired->user) ++user;
  Said said =
      Expect(WithOtp(probe, expired->otp, user), {.reasons = {"authFailure"}});
  if (said.outcome == Outcome::kWarn) said.outcome = Outcome::kFail;
  return said;
}

Said ReusedPassword(Probe& probe) {
  const auto user = probe.site().UserWithSingleUse();
  if (!user) return Skip("no user has a password that is good once");
  const Enrolment first = probe.Fresh(*user);
  if (!first.otp) return Pass();  // The probe is stuck.
  const Heard granted = probe.Enrol(first);
  if (!granted.success()) return Skip("the first time: " + granted.Shown());
  const Heard again = WithOtp(probe, *first.otp, *user);
  return Expect(again, {.reasons = {"authFailure"}, .issuing = Outcome::kWarn});
}

Said OthersPassword(Probe& probe) {
  const Enrolment of_first = probe.Fresh(0);
  const Enrolment of_second = probe.Bare(1);
  if (probe.stuck()) return Pass();
  if (!of_first.otp) return Skip("the first user needs no password");
  const TestUser& other = of_second.user;
  if (!other.otp && other.otp_command.empty()) {
    return Skip("the second user needs no password");
  }
  if (other.otp == of_first.otp) {
    return Skip("both users have the same password");
  }
  return Expect(WithOtp(probe, *of_first.otp, 1), {.reasons = {"authFailure"}});
}

Said NumericOtp(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  const std::string& otp = enrolment.otp.value_or("");
  // The right one where it is a number, for then its acceptance shows.
  const bool number = IsDigits(otp) && otp.size() < 16 && otp[0] != '0';
  enrolment.body.Set("authToken", number ? otp : "123456");
  return Expect(
      probe.Enrol(enrolment),
      {.reasons = {"badRequest", "authFailure"}, .issuing = Outcome::kWarn});
}

Said Injection(Probe& probe) {
  const std::string& name = probe.site().user(0).name;
  Worst worst;
  for (const std::string& user :
       {std::string("*)(uid=*"), std::string("*"), name + ",CN=admin",
        "../" + name, name + "\r\nX: y", name + "'--", "\"" + name + "\""}) {
    Enrolment enrolment = probe.Fresh();
    enrolment.body.SetText("user", user);
    worst.Add(
        Printable(user, 40),
        Expect(probe.Enrol(enrolment),
               {.reasons = {"unknownUser", "badRequest", "authFailure"}}));
  }
  return worst.Take();
}

// Whether what was issued has the very letters.
Said SpeltRight(const Site& site, const Heard& heard) {
  if (!heard.issued()) {
    return Expect(heard,
                  {.reasons = {"unknownUser", "badRequest", "authFailure"}});
  }
  const auto inspection = InspectPayload(heard, SettingsFor(site, heard.user));
  const std::string found =
      FindingsUnder(inspection.verdict, {"user-in-subject-or-san"});
  return found.empty() ? Pass("issued, in the right letters")
                       : Fail("the certificate has other letters: " + found);
}

Said Unicode(Probe& probe) {
  Worst worst;
  for (const auto& [form, user] :
       {std::pair{"NFC", "j\xC3\xB6rg@\xE4\xBE\x8B\xE3\x81\x88.example"},
        std::pair{"NFD", "jo\xCC\x88rg@\xE4\xBE\x8B\xE3\x81\x88.example"}}) {
    Enrolment enrolment = probe.Fresh();
    enrolment.body.SetText("user", user);
    enrolment.user.name = user;
    worst.Add(form, SpeltRight(probe.site(), probe.Enrol(enrolment)));
  }
  return worst.Take();
}

Said Subaddress(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  std::string name = enrolment.user.name;
  const size_t at = name.find('@');
  if (at == std::string::npos) return Skip("the first user has no address");
  name.insert(at, "+x");
  enrolment.body.SetText("user", name);
  return Info(probe.Enrol(enrolment).Shown());
}

Said SameReason(Probe& probe) {
  std::string first;
  for (int i = 0; i < 3; ++i) {
    const Heard heard = WithOtp(probe, kWrongOtp);
    if (auto nothing = NoAnswer(heard.answered)) return Warn(nothing->message);
    if (i == 0) first = heard.reason();
    if (heard.reason() != first) {
      return Warn(fmt::format("first {}, then {}", Printable(first, 60),
                              Printable(heard.reason(), 60)));
    }
  }
  return Pass();
}

Said Timing(Probe& probe) {
  Enrolment stranger = probe.Bare();
  stranger.body.SetText("user", probe.site().NewStranger());
  stranger.body.SetText("authToken", kWrongOtp);
  const auto unknown = probe.Enrol(stranger).answered.took;
  const auto known = WithOtp(probe, kWrongOtp).answered.took;
  return Info(fmt::format("an unknown user {} ms, a wrong password {} ms",
                          unknown.count(), known.count()));
}

}  // namespace

std::vector<ConnectorCheck> FailureUserChecks() {
  using sources::kReasons;
  return {
      {.code = "F-06",
       .slug = "unknown-user",
       .requirement = "A user whom nobody knows gets no key pair.",
       .source = kReasons,
       .correct = "says unknownUser",
       .run = UnknownUser},
      {.code = "F-07",
       .slug = "user-case",
       .level = Level::kMay,
       .requirement = "Whether letters' case counts in a user's name is open.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "either",
       .run = UserCase},
      {.code = "F-08",
       .slug = "wrong-otp",
       .critical = true,
       .requirement = "A wrong one-time password gets no key pair.",
       .source = kReasons,
       .correct = "says authFailure",
       .run = WrongOtp},
      {.code = "F-09",
       .slug = "expired-otp",
       .requirement = "A one-time password that has expired gets no key pair.",
       .source = kReasons,
       .correct = "says authFailure",
       .run = ExpiredPassword},
      {.code = "F-10",
       .slug = "reused-otp",
       .level = Level::kShould,
       .requirement = "A one-time password is good once.",
       .source = kReasons,
       .correct = "says authFailure the second time",
       .run = ReusedPassword},
      {.code = "F-11",
       .slug = "otp-of-other-user",
       .critical = true,
       .requirement = "A user's password is good for that user alone.",
       .source = kReasons,
       .correct = "says authFailure",
       .run = OthersPassword},
      {.code = "F-12",
       .slug = "otp-as-number",
       .level = Level::kShould,
       .requirement = "authToken is a string.",
       .source = sources::kKeyPair,
       .correct = "says badRequest or authFailure",
       .run = NumericOtp},
      {.code = "F-44",
       .slug = "injection-strings",
       .kind = Kind::kRobustness,
       .requirement = "A user's name is text: nothing in it is read as a "
                      "filter, a path or a DN.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "says unknownUser or badRequest",
       .run = Injection},
      {.code = "F-45",
       .slug = "unicode-user",
       .level = Level::kShould,
       .kind = Kind::kInterop,
       .requirement = "Letters that are not ASCII stay what they are.",
       .source = "RFC 8259, 8.1; RFC 9598",
       .provenance = Provenance::kChosen,
       .correct = "issues for these letters, or does not know them",
       .run = Unicode},
      {.code = "F-46",
       .slug = "plus-and-subaddress",
       .level = Level::kMay,
       .requirement = "Whether joe+x@ is joe@ is open.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "either",
       .run = Subaddress},
      {.code = "F-48",
       .slug = "reason-consistency",
       .level = Level::kShould,
       .requirement = "The same mistake has the same reason each time.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "says authFailure three times",
       .run = SameReason},
      {.code = "F-50",
       .slug = "timing-enumeration",
       .level = Level::kMay,
       .kind = Kind::kRobustness,
       .requirement = "How long a refusal takes does not tell who is known.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "takes as long for both",
       .run = Timing},
  };
}

}  // namespace mdmock::conformance::pki
