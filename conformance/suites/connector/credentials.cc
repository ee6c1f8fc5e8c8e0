#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/text.h"

// the password that UEM has at the connector.
namespace mdmock::conformance::pki {
namespace {

using End = Answered::End;

constexpr char kTwoWays[] =
    "UEM 12.10 configuration guide: password authentication";
constexpr char kVerifies[] =
    "UEM 12.10 configuration guide: getInfo verifies the credentials";
constexpr char kNoAuth[] = "the configuration has no auth";
constexpr size_t kLongValue = size_t{64} << 10;

// getInfo with this Authorization; none where it is empty.
Listed InfoAs(Probe& probe, const std::string& authorization) {
  Call call = probe.site().Info();
  call.identity = nullptr;
  call.Remove("Authorization");
  if (!authorization.empty()) call.Set("Authorization", authorization);
  return ReadListed(probe.Ask(call));
}

bool Denies(const Answered& answered) {
  return answered.status() == 401 || answered.status() == 403 ||
         answered.end == End::kNoHandshake;
}

Said ExpectDenial(const Listed& listed) {
  if (Denies(listed.answered)) return Pass(listed.Shown());
  if (auto nothing = NoAnswer(listed.answered)) return *nothing;
  const int status = listed.answered.status();
  const std::string told = listed.Shown() + "; expected 401 or 403";
  return status / 100 == 4 ? Warn(told) : Fail(told);
}

const BasicAuth& AuthOf(Probe& probe) {
  return *probe.site().configuration().auth;
}

std::string WithPassword(Probe& probe, const std::string& password) {
  return BasicAuthorization(AuthOf(probe).username, password);
}

std::string RightOne(Probe& probe) {
  return WithPassword(probe, AuthOf(probe).password);
}

Said PasswordOk(Probe& probe) {
  const Listed listed = InfoAs(probe, RightOne(probe));
  if (auto nothing = NoAnswer(listed.answered)) return *nothing;
  return listed.answered.status() == 200 ? Pass() : Fail(listed.Shown());
}

Said Challenge(Probe& probe) {
  const Listed without = InfoAs(probe, "");
  const Listed with = InfoAs(probe, RightOne(probe));
  if (without.answered.status() != 401) {
    return Warn("without credentials: " + without.Shown() +
                "; a client that waits for 401 never sends them");
  }
  return with.answered.status() == 200 ? Pass()
                                       : Warn("with them: " + with.Shown());
}

Said NoCredentials(Probe& probe) { return ExpectDenial(InfoAs(probe, "")); }

Said WrongPassword(Probe& probe) {
  return ExpectDenial(
      InfoAs(probe, WithPassword(probe, "x" + AuthOf(probe).password)));
}

Said WrongName(Probe& probe) {
  const Listed other = InfoAs(
      probe,
      BasicAuthorization("x" + AuthOf(probe).username, AuthOf(probe).password));
  const Said said = ExpectDenial(other);
  if (said.outcome != Outcome::kPass) return said;
  const Listed wrong =
      InfoAs(probe, WithPassword(probe, "x" + AuthOf(probe).password));
  if (wrong.answered.status() != other.answered.status() ||
      wrong.answered.body() != other.answered.body()) {
    return Warn(
        "the answer is another than to a wrong password, so that "
        "names can be tried");
  }
  return Pass(said.message);
}

Said Names401(Probe& probe) {
  const Listed listed = InfoAs(probe, "");
  if (listed.answered.status() != 401) {
    return Skip("there is no 401: " + listed.Shown());
  }
  const std::string* challenge = listed.answered.Find("WWW-Authenticate");
  return challenge != nullptr ? Pass(Printable(*challenge, 120))
                              : Warn("401 without WWW-Authenticate");
}

Said Everywhere(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post(enrolment.body.Text());
  call.Remove("Authorization");
  call.identity = nullptr;
  const Heard heard = probe.Send(call, enrolment, true);
  if (heard.issued()) {
    return Alarm("a key pair is given to somebody without credentials");
  }
  if (Denies(heard.answered)) return Pass(heard.Shown());
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  const std::string told = heard.Shown() + "; expected 401 or 403";
  return heard.answered.status() >= 500 ? Fail(told) : Warn(told);
}

Said PasswordLike(Probe& probe, bool fits, const char* lacks) {
  if (!fits) return Skip(lacks);
  const Listed listed = InfoAs(probe, RightOne(probe));
  return listed.answered.status() == 200 ? Pass() : Warn(listed.Shown());
}

Said Malformed(Probe& probe) {
  Worst worst;
  for (const auto& [name, value] :
       {std::pair{"Basic !!!", std::string("Basic !!!")},
        std::pair{"64 KiB", "Basic " + std::string(kLongValue, 'A')}}) {
    const Listed listed = InfoAs(probe, value);
    const Answered& answered = listed.answered;
    const int status = answered.status();
    if (status / 100 == 4) {
      worst.Add(name, Pass(listed.Shown()));
    } else if (answered.end == End::kClosed || answered.end == End::kReset) {
      worst.Add(name, Warn(answered.what + "; expected 400, 401 or 431"));
    } else if (auto nothing = NoAnswer(answered)) {
      worst.Add(name, *nothing);
    } else {
      worst.Add(name, Fail(listed.Shown() + "; expected 400, 401 or 431"));
    }
  }
  return worst.Take();
}

Said LayersApart(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post(enrolment.body.Text());
  call.Set("Authorization", WithPassword(probe, "x" + AuthOf(probe).password));
  const Heard heard = probe.Send(call, enrolment, true);
  if (heard.answered.status() == 401) return Pass();
  return Warn(heard.Shown() +
              "; expected 401: UEM's own password is wrong, and authFailure "
              "speaks of the user's");
}

Said NoEcho(Probe& probe) {
  const std::string marker = "mdmock-marker-" + probe.site().NewReqId();
  const Listed listed = InfoAs(probe, WithPassword(probe, marker));
  if (auto nothing = NoAnswer(listed.answered)) return Warn(nothing->message);
  const std::string header = WithPassword(probe, marker);
  const std::string& raw = listed.answered.raw;
  if (raw.find(marker) == std::string::npos &&
      raw.find(header.substr(6)) == std::string::npos) {
    return Pass();
  }
  return Fail("the refusal repeats the password that was sent");
}

// All but a few need a password in the configuration.
std::function<Said(Probe&)> WithAuth(Said (*run)(Probe&)) {
  return [run](Probe& probe) {
    return probe.site().configuration().auth ? run(probe) : Skip(kNoAuth);
  };
}

}  // namespace

std::vector<ConnectorCheck> CredentialChecks() {
  return {
      {.code = "A-01",
       .slug = "password-ok",
       .requirement = "The right user name and password let UEM in, sent "
                      "without being asked for.",
       .source = kTwoWays,
       .correct = "answers getInfo with 200",
       .run = WithAuth(PasswordOk),
       .needs_control = false},
      {.code = "A-02",
       .slug = "password-challenge",
       .level = Level::kShould,
       .requirement = "A client that waits to be asked for credentials is "
                      "asked.",
       .source = "RFC 9110, 11.6.1",
       .provenance = Provenance::kChosen,
       .correct = "answers 401, and 200 once they are there",
       .run = WithAuth(Challenge),
       .needs_control = false},
      {.code = "A-03",
       .slug = "no-credentials",
       .requirement = "Without credentials nothing is told.",
       .source = kVerifies,
       .correct = "answers 401 or 403, or fails the handshake",
       .run = NoCredentials,
       .needs_control = false},
      {.code = "A-04",
       .slug = "wrong-password",
       .requirement = "A wrong password is refused.",
       .source = kVerifies,
       .correct = "answers 401 or 403",
       .run = WithAuth(WrongPassword),
       .needs_control = false},
      {.code = "A-05",
       .slug = "wrong-username",
       .requirement = "A wrong user name is refused, in the same words as a "
                      "wrong password.",
       .source = kVerifies,
       .correct = "answers as to a wrong password",
       .run = WithAuth(WrongName),
       .needs_control = false},
      {.code = "A-06",
       .slug = "www-authenticate",
       .level = Level::kShould,
       .requirement = "A 401 says which credentials are asked for.",
       .source = "RFC 9110, 15.5.2",
       .correct = "has WWW-Authenticate: Basic",
       .run = Names401,
       .needs_control = false},
      {.code = "A-07",
       .slug = "auth-on-every-operation",
       .critical = true,
       .requirement = "Nobody gets a key pair without credentials.",
       .source = kTwoWays,
       .correct = "answers getUserKeyPair with 401 or 403",
       .run = Everywhere},
      {.code = "A-08",
       .slug = "basic-colon",
       .level = Level::kShould,
       .kind = Kind::kInterop,
       .requirement = "A password may have a colon in it.",
       .source = "RFC 7617, 2",
       .correct = "takes the first colon for the separator",
       .run = WithAuth([](Probe& probe) {
         return PasswordLike(
             probe, AuthOf(probe).password.find(':') != std::string::npos,
             "the password in auth has no colon");
       }),
       .needs_control = false},
      {.code = "A-09",
       .slug = "basic-utf8",
       .level = Level::kMay,
       .kind = Kind::kInterop,
       .requirement = "A password may have letters that are not ASCII.",
       .source = "RFC 7617, 2.1",
       .correct = "reads it as UTF-8",
       .run = WithAuth([](Probe& probe) {
         const std::string& password = AuthOf(probe).password;
         const bool fits = std::any_of(password.begin(), password.end(),
                                       [](char c) { return (c & 0x80) != 0; });
         Said said = PasswordLike(probe, fits, "the password in auth is ASCII");
         if (said.outcome == Outcome::kWarn) said.outcome = Outcome::kInfo;
         return said;
       }),
       .needs_control = false},
      {.code = "A-10",
       .slug = "malformed-authorization",
       .kind = Kind::kRobustness,
       .requirement = "An Authorization header that is no such thing is "
                      "refused, and does no harm.",
       .source = "RFC 9110, 15.5; RFC 6585, 5",
       .provenance = Provenance::kChosen,
       .correct = "answers 400, 401 or 431",
       .run = Malformed,
       .needs_control = false},
      {.code = "A-18",
       .slug = "connector-vs-user-auth",
       .level = Level::kShould,
       .requirement = "A wrong password of UEM's is not called the user's.",
       .source = sources::kReasons,
       .correct = "answers 401; authFailure is about the user's password",
       .run = WithAuth(LayersApart)},
      {.code = "A-19",
       .slug = "no-credential-echo",
       .kind = Kind::kRobustness,
       .requirement = "A refusal does not repeat the password.",
       .source = "RFC 9110, 17.16",
       .provenance = Provenance::kChosen,
       .correct = "says that it is wrong, and no more",
       .run = WithAuth(NoEcho),
       .needs_control = false},
  };
}

}  // namespace mdmock::conformance::pki
