#include <string>
#include <vector>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"

// F-18 to F-27, F-36: fields and operations. Each request has a fresh password
// and the right credentials, for else authFailure would hide what is looked
// for.
namespace mdmock::conformance::pki {
namespace {

const Wanted kBadRequest{.reasons = {"badRequest"}};

Heard Without(Probe& probe, std::string_view name) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.Remove(name);
  return probe.Enrol(enrolment);
}

Heard With(Probe& probe, std::string_view name, std::string json) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.Set(name, std::move(json));
  return probe.Enrol(enrolment);
}

// Neither has anything to do with the reqId, which is then absent.
Said MissingReqId(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.Remove("reqId");
  const Heard heard = probe.Post(enrolment, enrolment.body.Text(), false);
  Wanted wanted = kBadRequest;
  wanted.issuing = probe.site().is_dynamics() ? Outcome::kPass : Outcome::kWarn;
  return Expect(heard, wanted);
}

Said EmptyStrings(Probe& probe) {
  Worst worst;
  worst.Add("user", Expect(With(probe, "user", R"("")"),
                           {.reasons = {"badRequest", "unknownUser"}}));
  worst.Add("mType", Expect(With(probe, "mType", R"("")"),
                            {.reasons = {"badRequest", "unknownRequest"}}));
  return worst.Take();
}

Said WrongTypes(Probe& probe) {
  Worst worst;
  for (const char* json : {"1", "[]", "{}", "true", "null"}) {
    worst.Add(json, Expect(With(probe, "user", json), kBadRequest));
  }
  return worst.Take();
}

Said OtherType(Probe& probe, const char* type, Wanted wanted) {
  return Expect(With(probe, "mType", JsonString(type)), wanted);
}

Said NoOperation(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post(enrolment.body.Text());
  call.target = probe.site().origin().prefix + "/pki";
  Said said =
      Expect(probe.Send(call, enrolment, true),
             {.reasons = {"badRequest", "unknownRequest"}, .any_4xx = true});
  return said;
}

Said UnknownOperation(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post("fooBar", enrolment.body.Text());
  const Heard heard = probe.Send(call, enrolment, true);
  if (const Listed listed = ReadListed(heard.answered); listed.lists()) {
    return Warn("it is answered as getInfo is: " + listed.Shown());
  }
  return Expect(heard,
                {.reasons = {"unknownRequest"}, .issuing = Outcome::kWarn});
}

// What stops at the zero byte finds a user that there is.
Said NulInUser(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  std::string json = JsonString(enrolment.user.name);
  json.insert(json.size() - 1, R"(\u0000x)");
  enrolment.body.Set("user", json);
  return Expect(probe.Enrol(enrolment),
                {.reasons = {"unknownUser", "badRequest"}});
}

}  // namespace

std::vector<ConnectorCheck> FailureFieldChecks() {
  using sources::kKeyPair;
  using sources::kReasons;
  return {
      {.code = "F-18",
       .slug = "missing-mtype",
       .requirement = "A request without mType gets no key pair.",
       .source = kKeyPair,
       .correct = "says badRequest",
       .run =
           [](Probe& probe) {
             return Expect(Without(probe, "mType"), kBadRequest);
           }},
      {.code = "F-19",
       .slug = "missing-user",
       .requirement = "A request without user gets no key pair.",
       .source = kKeyPair,
       .correct = "says badRequest",
       .run =
           [](Probe& probe) {
             return Expect(Without(probe, "user"), kBadRequest);
           }},
      {.code = "F-20",
       .slug = "missing-reqid",
       .level = Level::kShould,
       .requirement = "A request without reqId is refused.",
       .source = kKeyPair,
       .correct = "says badRequest",
       .run = MissingReqId},
      {.code = "F-21",
       .slug = "empty-strings",
       .requirement = "An empty user or mType gets no key pair.",
       .source = kKeyPair,
       .correct = "says badRequest or unknownUser",
       .run = EmptyStrings},
      {.code = "F-22",
       .slug = "wrong-types",
       .requirement = "A user that is no string gets no key pair.",
       .source = kKeyPair,
       .correct = "says badRequest to a number, a list, an object, true, null",
       .run = WrongTypes},
      {.code = "F-23",
       .slug = "mtype-unknown",
       .requirement = "An mType that nobody knows gets no key pair.",
       .source = kReasons,
       .correct = "says unknownRequest or badRequest",
       .run =
           [](Probe& probe) {
             return OtherType(probe, "fooCert",
                              {.reasons = {"unknownRequest", "badRequest"}});
           }},
      {.code = "F-24",
       .slug = "mtype-case",
       .level = Level::kShould,
       .requirement = "mType is spelt as in the guide.",
       .source = kKeyPair,
       .correct = "does not know InitialCert",
       .run =
           [](Probe& probe) {
             return OtherType(probe, "InitialCert",
                              {.reasons = {"unknownRequest", "badRequest"},
                               .issuing = Outcome::kWarn});
           }},
      {.code = "F-25",
       .slug = "mtype-renewcert",
       .level = Level::kShould,
       .requirement = "A renewal without proof of the old key gets no key "
                      "pair.",
       .source = sources::kDynamics,
       .correct = "says unknownRequest, badRequest or unknownCert",
       .run =
           [](Probe& probe) {
             return OtherType(
                 probe, "renewCert",
                 {.reasons = {"unknownRequest", "badRequest", "unknownCert"}});
           }},
      {.code = "F-26",
       .slug = "operation-unknown",
       .requirement = "An operation that nobody knows is an unknownRequest.",
       .source = kReasons,
       .correct = "says unknownRequest in JSON",
       .run = UnknownOperation},
      {.code = "F-27",
       .slug = "operation-missing",
       .level = Level::kShould,
       .requirement = "A request without an operation is refused.",
       .source = sources::kGuide,
       .provenance = Provenance::kChosen,
       .correct = "says badRequest, or answers 4xx",
       .run = NoOperation},
      {.code = "F-36",
       .slug = "nul-in-user",
       .kind = Kind::kRobustness,
       .critical = true,
       .requirement = "A zero byte does not end a user's name.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "says unknownUser or badRequest",
       .run = NulInUser},
  };
}

}  // namespace mdmock::conformance::pki
