#include <fmt/format.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/renewal.h"
#include "conformance/suites/connector/server_certificate.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "mocks/world/clock.h"
#include "protocol/base/encoding.h"

// D-01 to D-15: getUserKeyPair2 and renewal, in the profile dynamics.
namespace mdmock::conformance::pki {
namespace {

using std::chrono::hours;

// A certificate that was issued in this check, and its key.
struct Issued {
  crypto::PrivateKey key;
  crypto::Certificate certificate;
};

std::optional<Issued> Issue(Probe& probe, size_t user, Said& why) {
  const Heard heard = probe.Enrol(probe.Fresh(user));
  if (!heard.success()) {
    why = Skip("there is nothing to renew: " + heard.Shown());
    return std::nullopt;
  }
  auto inspection =
      InspectPayload(heard, SettingsFor(probe.site(), heard.user));
  if (inspection.key && inspection.leaf) {
    return Issued{*inspection.key, *inspection.leaf};
  }
  why = Skip("there is nothing to renew: the file does not open");
  return std::nullopt;
}

Enrolment RenewalOf(Probe& probe, std::string_view cms_signed) {
  Enrolment enrolment = probe.Bare();
  enrolment.body.SetText("mType", "renewCert");
  enrolment.body.Remove("reqId");
  enrolment.body.SetText("deviceId", "mdmock-device-1");
  enrolment.body.SetText("deviceName", "mdmock");
  enrolment.body.SetText("cmsSigned", cms_signed);
  return enrolment;
}

// The reqId is inside of what is signed.
Heard Renew(Probe& probe, std::string_view cms_signed) {
  const Enrolment enrolment = RenewalOf(probe, cms_signed);
  return probe.Post(enrolment, enrolment.body.Text(), false);
}

using Change = std::function<void(Renewal&)>;
using Spoil = std::function<void(std::string&)>;

// Issues, makes a message that is in order but for what `change` changes in it
// and `spoil` in its bytes, and gives what is answered.
Said Renewed(Probe& probe, const Change& change, const Spoil& spoil,
             const std::function<Said(const Heard&, const Issued&)>& judge) {
  Said why;
  const auto issued = Issue(probe, 0, why);
  if (!issued) return why;
  Renewal renewal{.key = issued->key,
                  .certificate = issued->certificate,
                  .req_id = probe.site().NewReqId(),
                  .signing_time = world::Clock().Now()};
  if (change) change(renewal);
  auto message = MakeRenewal(renewal);
  if (!message) return Broken(message.error().what);
  if (spoil) spoil(*message);
  return judge(Renew(probe, Base64(*message)), *issued);
}

Said Refused(Probe& probe, const Change& change, const Spoil& spoil,
             Wanted wanted) {
  return Renewed(probe, change, spoil,
                 [&wanted](const Heard& heard, const Issued&) {
                   return Expect(heard, wanted);
                 });
}

// Any reason will do where none is named.
const std::vector<std::string_view> kAnyReason{
    "unknownUser", "badRequest",      "unknownRequest", "authFailure", "badAlg",
    "unknownCert", "badMessageCheck", "badTime",        "unknown"};

Said Initial(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.SetText("deviceId", "mdmock-device-1");
  enrolment.body.SetText("deviceName", "mdmock");
  const Heard heard = probe.Enrol(enrolment);
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  return heard.success() ? Pass() : Fail(heard.Shown());
}

Said IdField(Probe& probe) {
  const Heard heard = probe.Enrol(probe.Fresh());
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  if (!heard.judged.reply.req_id) {
    return Fail("neither reqId nor regID is in the answer");
  }
  return heard.judged.reply.req_id == heard.req_id
             ? Pass()
             : Fail("the reqId in the answer is another");
}

Said PasswordField(Probe& probe) {
  const Heard heard = probe.Enrol(probe.Fresh());
  if (!heard.success()) return Fail(heard.Shown());
  const std::string shut =
      WhyShut(InspectPayload(heard, SettingsFor(probe.site(), heard.user)));
  return shut.empty() ? Pass() : Fail(shut);
}

Said Valid(Probe& probe) {
  return Renewed(probe, {}, {}, [&](const Heard& heard, const Issued& issued) {
    if (auto nothing = NoAnswer(heard.answered)) return *nothing;
    if (!heard.success()) return Fail(heard.Shown());
    const auto inspection =
        InspectPayload(heard, SettingsFor(probe.site(), heard.user));
    return inspection.leaf &&
                   inspection.leaf->Serial() == issued.certificate.Serial()
               ? Fail("the certificate is the old one: " +
                      issued.certificate.SerialText())
               : Pass();
  });
}

void FlipLast(std::string& message) {
  if (!message.empty()) message.back() = static_cast<char>(message.back() ^ 1);
}

// A letter of the device's name, which is in what is signed.
void FlipContent(std::string& message) {
  const size_t at = message.find("mdmock-device");
  if (at != std::string::npos) message[at] = 'M';
}

// Made by itself, in the name of the one that was issued.
Said UnknownCertificate(Probe& probe) {
  Said why;
  const auto issued = Issue(probe, 0, why);
  if (!issued) return why;
  const SystemTime now = world::Clock().Now();
  const auto key = crypto::PrivateKey::GenerateEc();
  if (!key) return Broken(key.error().what);
  const auto forged = crypto::Certificate::MakeSelfSigned(
      *key, {.common_name = CommonName(issued->certificate),
             .serial = issued->certificate.Serial(),
             .not_before = now - hours(24),
             .not_after = now + hours(24)});
  if (!forged) return Broken(forged.error().what);
  const auto message = MakeRenewal({.key = *key,
                                    .certificate = *forged,
                                    .req_id = probe.site().NewReqId(),
                                    .signing_time = now});
  if (!message) return Broken(message.error().what);
  return Expect(Renew(probe, Base64(*message)),
                {.reasons = {"unknownCert", "badMessageCheck"}});
}

Said OthersCertificate(Probe& probe) {
  Said why;
  const auto issued = Issue(probe, 1, why);
  if (!issued) return why;
  const auto message = MakeRenewal({.key = issued->key,
                                    .certificate = issued->certificate,
                                    .req_id = probe.site().NewReqId(),
                                    .signing_time = world::Clock().Now()});
  if (!message) return Broken(message.error().what);
  return Expect(Renew(probe, Base64(*message)), {.reasons = kAnyReason});
}

Said ExpiredCertificate(Probe& probe) {
  const auto& expired = probe.site().configuration().expired_renewal;
  if (!expired) return Skip("the configuration has no renewal.expired");
  const SystemTime now = world::Clock().Now();
  if (expired->certificate.NotAfter() > now) {
    return Misconfigured("renewal.expired has not expired yet: it is good to " +
                         FormatTime(expired->certificate.NotAfter()));
  }
  const auto message = MakeRenewal({.key = expired->key,
                                    .certificate = expired->certificate,
                                    .req_id = probe.site().NewReqId(),
                                    .signing_time = now});
  if (!message) return Broken(message.error().what);
  return Expect(Renew(probe, Base64(*message)),
                {.reasons = kAnyReason, .issuing = Outcome::kWarn});
}

Said WeakAlgorithms(Probe& probe) {
  const Wanted wanted{.reasons = {"badAlg"}, .issuing = Outcome::kWarn};
  Worst worst;
  worst.Add("SHA-1", Refused(
                         probe,
                         [](Renewal& renewal) {
                           renewal.digest = crypto::DigestAlgorithm::kSha1;
                         },
                         {}, wanted));
  worst.Add("RSA-1024",
            Refused(
                probe, [](Renewal& renewal) { renewal.rsa_bits = 1024; }, {},
                wanted));
  return worst.Take();
}

Said Replayed(Probe& probe) {
  std::string first;
  const auto keep = [&first](std::string& message) { first = message; };
  return Renewed(probe, {}, keep, [&](const Heard& heard, const Issued&) {
    if (!heard.success()) return Skip("the first time: " + heard.Shown());
    return Expect(Renew(probe, Base64(first)),
                  {.reasons = kAnyReason, .issuing = Outcome::kWarn});
  });
}

Said NoMessage(Probe& probe) {
  Worst worst;
  for (const auto& [name, text] :
       {std::pair{"not base64", "???"}, std::pair{"not CMS", "eA=="}}) {
    worst.Add(name, Expect(Renew(probe, text), {.reasons = {"badRequest"}}));
  }
  return worst.Take();
}

std::function<Said(Probe&)> InProfile(std::function<Said(Probe&)> run) {
  return [run = std::move(run)](Probe& probe) {
    return probe.site().is_dynamics() ? run(probe)
                                      : Skip("the profile is not dynamics");
  };
}

std::function<Said(Probe&)> ExpectReason(Change change, Spoil spoil,
                                         Wanted wanted) {
  return [=](Probe& probe) { return Refused(probe, change, spoil, wanted); };
}

}  // namespace

std::vector<ConnectorCheck> DynamicsChecks() {
  using sources::kDynamics;
  constexpr Level kShould = Level::kShould;
  const auto signed_at = [](hours from_now) -> Change {
    return [from_now](Renewal& renewal) { renewal.signing_time += from_now; };
  };
  std::vector<ConnectorCheck> checks{
      {.code = "D-01",
       .slug = "gk2-initial",
       .requirement = "getUserKeyPair2 gives a key pair, with the device's "
                      "fields in the request.",
       .source = kDynamics,
       .correct = "answers success",
       .run = Initial,
       .needs_control = false},
      {.code = "D-02",
       .slug = "gk2-id-field",
       .level = kShould,
       .requirement = "The answer repeats reqId, under that name or regID.",
       .source = kDynamics,
       .correct = "has reqId; regID is what the documentation prints",
       .run = IdField,
       .needs_control = false},
      {.code = "D-03",
       .slug = "gk2-password-field",
       .requirement = "The file opens under password, or decryptionPassword.",
       .source = kDynamics,
       .correct = "writes password as it is, decryptionPassword in base64",
       .run = PasswordField,
       .needs_control = false},
      {.code = "D-04",
       .slug = "renew-valid",
       .requirement = "What the old key signs is renewed.",
       .source = kDynamics,
       .correct = "gives a certificate with a new serial number",
       .run = Valid},
      {.code = "D-05",
       .slug = "renew-tampered-signature",
       .critical = true,
       .requirement = "A signature that does not hold is refused.",
       .source = sources::kReasons,
       .correct = "says badMessageCheck",
       .run = ExpectReason({}, FlipLast, {.reasons = {"badMessageCheck"}})},
      {.code = "D-06",
       .slug = "renew-tampered-content",
       .critical = true,
       .requirement = "Contents that were changed after signing are refused.",
       .source = sources::kReasons,
       .correct = "says badMessageCheck",
       .run = ExpectReason({}, FlipContent, {.reasons = {"badMessageCheck"}})},
      {.code = "D-07",
       .slug = "renew-signing-time-future",
       .level = kShould,
       .requirement = "A signature of another time is refused: no library "
                      "looks at signingTime by itself.",
       .source = sources::kReasons,
       .correct = "says badTime",
       .run =
           [signed_at](Probe& probe) {
             const Wanted wanted{.reasons = {"badTime"},
                                 .issuing = Outcome::kWarn};
             Worst worst;
             worst.Add("in two hours",
                       Refused(probe, signed_at(hours(2)), {}, wanted));
             worst.Add("two days ago",
                       Refused(probe, signed_at(hours(-48)), {}, wanted));
             return worst.Take();
           }},
      {.code = "D-08",
       .slug = "renew-unknown-cert",
       .critical = true,
       .requirement = "A certificate that the CA did not issue renews nothing.",
       .source = sources::kReasons,
       .correct = "says unknownCert or badMessageCheck",
       .run = UnknownCertificate},
      {.code = "D-09",
       .slug = "renew-other-users-cert",
       .critical = true,
       .requirement = "One user's certificate does not renew another's.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "compares the certificate's name to user",
       .run = OthersCertificate},
      {.code = "D-10",
       .slug = "renew-expired-cert",
       .level = kShould,
       .requirement = "A certificate that has expired renews nothing.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "asks for a new enrolment",
       .run = ExpiredCertificate},
      {.code = "D-11",
       .slug = "renew-weak-alg",
       .level = kShould,
       .requirement = "SHA-1 and RSA keys of 1024 bits are refused.",
       .source = sources::kReasons,
       .correct = "says badAlg",
       .run = WeakAlgorithms},
      {.code = "D-12",
       .slug = "renew-csr-pop",
       .requirement = "A request for a key that its own signature does not "
                      "prove is refused.",
       .source = "RFC 2986, 4.2",
       .correct = "verifies the PKCS#10 request",
       .run = ExpectReason(
           [](Renewal& renewal) { renewal.proves_new_key = false; }, {},
           {.reasons = kAnyReason})},
      {.code = "D-13",
       .slug = "renew-replay",
       .level = kShould,
       .requirement = "The same signed message renews once.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "keeps what it has seen until signingTime is too old",
       .run = Replayed},
      {.code = "D-14",
       .slug = "renew-not-base64",
       .requirement = "A cmsSigned that is no message is a badRequest.",
       .source = sources::kReasons,
       .correct = "says badRequest",
       .run = NoMessage},
      {.code = "D-15",
       .slug = "renew-detached",
       .level = kShould,
       .requirement = "A signature without contents renews nothing.",
       .source = kDynamics,
       .correct = "says badRequest",
       .run =
           ExpectReason([](Renewal& renewal) { renewal.detached = true; }, {},
                        {.reasons = kAnyReason, .issuing = Outcome::kWarn})},
  };
  for (ConnectorCheck& check : checks) check.run = InProfile(check.run);
  return checks;
}

}  // namespace mdmock::conformance::pki
