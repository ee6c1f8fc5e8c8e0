#include <fmt/format.h>

#include <functional>
#include <string>
#include <vector>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/text.h"

// F-01 to F-05, F-47, F-49: what every failure looks like.
namespace mdmock::conformance::pki {
namespace {

// A request that cannot be granted, and whether a parser can read it.
struct Wrong {
  const char* name;
  bool readable;
  Heard heard;
};

Heard UnknownUser(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.SetText("user", probe.site().NewStranger());
  return probe.Enrol(enrolment);
}

Heard WrongOtp(Probe& probe) {
  Enrolment enrolment = probe.Bare();
  enrolment.body.SetText("authToken", "mdmock-wrong-0");
  return probe.Enrol(enrolment);
}

Heard NoType(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.Remove("mType");
  return probe.Enrol(enrolment);
}

Heard UnknownType(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.SetText("mType", "fooCert");
  return probe.Enrol(enrolment);
}

Heard CutOff(Probe& probe) {
  return probe.Post(probe.Fresh(), R"({"mType":)", false);
}

std::vector<Wrong> WrongOnes(Probe& probe) {
  return {{"an unknown user", true, UnknownUser(probe)},
          {"a wrong password", true, WrongOtp(probe)},
          {"no mType", true, NoType(probe)},
          {"an unknown mType", true, UnknownType(probe)},
          {"JSON cut off", false, CutOff(probe)}};
}

// The worst that `judge` says of the answers.
Said OverAll(Probe& probe, const std::function<Said(const Heard&)>& judge) {
  Worst worst;
  for (const Wrong& wrong : WrongOnes(probe)) {
    if (auto nothing = NoAnswer(wrong.heard.answered)) {
      worst.Add(wrong.name, *nothing);
    } else {
      worst.Add(wrong.name, judge(wrong.heard));
    }
  }
  return worst.Take();
}

Said Shape(Probe& probe) {
  return OverAll(probe, [](const Heard& heard) {
    if (!heard.failure()) {
      const std::string found = FindingsOf(
          heard.judged.verdict,
          {"status-value", "json-syntax", "curly-quotes", "not-an-object"});
      return Fail(heard.Shown() + "; expected a failure in JSON" +
                  (found.empty() ? "" : ": " + found));
    }
    const std::string found = FindingsOf(
        heard.judged.verdict,
        {"json-syntax", "curly-quotes", "trailing-comma", "utf8",
         "duplicate-key", "content-type", "field-type", "reqid-missing",
         "reqid-name", "reqid-type", "reqid-differs", "payload-on-failure",
         "failureinfo-vocabulary", "length"});
    return found.empty() ? Pass() : Fail(found);
  });
}

Said Vocabulary(Probe& probe) {
  return OverAll(probe, [](const Heard& heard) {
    const std::string found =
        FindingsOf(heard.judged.verdict, {"failureinfo-vocabulary"});
    return found.empty() ? Pass() : Fail(found);
  });
}

Said ReasonPresent(Probe& probe) {
  return OverAll(probe, [](const Heard& heard) {
    const std::string found =
        FindingsOf(heard.judged.verdict, {"failureinfo-missing"});
    return found.empty() ? Pass() : Warn(found);
  });
}

// F-06, F-08 and F-18: nobody knows what UEM makes of another status.
Said Status(Probe& probe) {
  const auto judge = [](const Heard& heard) {
    if (auto nothing = NoAnswer(heard.answered)) return *nothing;
    const int status = heard.answered.status();
    if (status >= 500 || !heard.failure()) {
      return Fail(heard.Shown() + "; expected 200, and a failure in JSON");
    }
    return status == 200 ? Pass() : Warn(heard.Shown() + "; expected 200");
  };
  Worst worst;
  worst.Add("an unknown user", judge(UnknownUser(probe)));
  worst.Add("a wrong password", judge(WrongOtp(probe)));
  worst.Add("no mType", judge(NoType(probe)));
  return worst.Take();
}

Said NoPayload(Probe& probe) {
  return OverAll(probe, [](const Heard& heard) {
    return heard.failure() && heard.judged.reply.payload
               ? Fail("a payload of " +
                      std::to_string(heard.judged.reply.payload->size()) +
                      " characters comes with " + heard.Shown())
               : Pass();
  });
}

// What a program says when it was not meant to be read.
Said NoTrace(Probe& probe) {
  return OverAll(probe, [](const Heard& heard) {
    const std::string& body = heard.answered.body();
    for (const std::string_view sign :
         {"Exception", "Traceback", "\tat ", "\n  at ", " at java.", "at org.",
          "stack trace", "Stack trace", ".java:", ".cs:line", ".py\", line",
          "SQLSTATE", "ORA-0", "syntax error at or near", "/usr/lib/", "/home/",
          "C:\\", "nlohmann", "terminate called"}) {
      if (body.find(sign) != std::string::npos) {
        return Warn(
            fmt::format("the answer holds \"{}\"", Printable(sign, 40)));
      }
    }
    return Pass();
  });
}

Said ReqIdInFailure(Probe& probe) {
  const auto judge = [](const Heard& heard) {
    if (auto nothing = NoAnswer(heard.answered)) return *nothing;
    if (!heard.failure()) return Fail(heard.Shown());
    const std::string found = FindingsOf(
        heard.judged.verdict,
        {"reqid-missing", "reqid-name", "reqid-type", "reqid-differs"});
    return found.empty() ? Pass() : Fail(found);
  };
  Worst worst;
  worst.Add("an unknown user", judge(UnknownUser(probe)));
  worst.Add("a wrong password", judge(WrongOtp(probe)));
  return worst.Take();
}

}  // namespace

std::vector<ConnectorCheck> FailureShapeChecks() {
  using sources::kKeyPair;
  using sources::kReasons;
  return {
      {.code = "F-01",
       .slug = "failure-shape",
       .requirement = "A failure is a JSON object with status failure, a "
                      "reason out of nine, the request's reqId, and no "
                      "payload.",
       .source = kReasons,
       .correct = R"({"status":"failure","failureInfo":"…","reqId":"…"})",
       .run = Shape},
      {.code = "F-02",
       .slug = "failureinfo-vocabulary",
       .requirement = "failureInfo is one of the nine names, in just this "
                      "spelling.",
       .source = kReasons,
       .correct = "unknownUser, badRequest, unknownRequest, authFailure, "
                  "badAlg, unknownCert, badMessageCheck, badTime, unknown",
       .run = Vocabulary},
      {.code = "F-03",
       .slug = "failureinfo-present",
       .level = Level::kShould,
       .requirement = "A failure says why.",
       .source = kReasons,
       .correct = "has failureInfo, though the guide calls it optional",
       .run = ReasonPresent},
      {.code = "F-04",
       .slug = "http-status-on-failure",
       .level = Level::kShould,
       .requirement = "A failure comes with status 200, the only one that is "
                      "documented.",
       .source = "UEM 12.10 configuration guide, samples",
       .provenance = Provenance::kObserved,
       .correct = "answers 200: the failure is in the JSON",
       .run = Status},
      {.code = "F-05",
       .slug = "no-payload-on-failure",
       .requirement = "A failure gives no payload, which would be a private "
                      "key.",
       .source = kKeyPair,
       .provenance = Provenance::kChosen,
       .correct = "leaves it out",
       .run = NoPayload},
      {.code = "F-47",
       .slug = "no-stack-trace",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "A refusal shows nothing of the inside.",
       .source = "CWE-209",
       .provenance = Provenance::kChosen,
       .correct = "has no names of exceptions, files or tables",
       .run = NoTrace},
      {.code = "F-49",
       .slug = "reqid-in-failure",
       .requirement = "A failure repeats the request's reqId.",
       .source = kKeyPair,
       .correct = "has reqId in failures too",
       .run = ReqIdInFailure},
  };
}

}  // namespace mdmock::conformance::pki
