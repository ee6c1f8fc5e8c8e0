#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/http/percent.h"

// K-05 to K-07, K-18 to K-23, K-25, K-26: requests that are in order, each in
// its own way.
namespace mdmock::conformance::pki {
namespace {

Said Granted(const Heard& heard) {
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  return heard.success() ? Pass() : Fail(heard.Shown());
}

// The reqId that comes back for `req_id`; `json` is how it is written.
Said Echoes(Probe& probe, const std::string& req_id, const std::string& json) {
  Enrolment enrolment = probe.Fresh();
  enrolment.req_id = req_id;
  enrolment.body.Set("reqId", json);
  const Heard heard = probe.Enrol(enrolment);
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  if (!heard.success() && !heard.failure()) return Fail(heard.Shown());
  const std::string found = FindingsOf(
      heard.judged.verdict,
      {"reqid-missing", "reqid-name", "reqid-differs", "reqid-type"});
  if (!found.empty()) return Fail(found);
  return heard.success() ? Pass() : Fail(heard.Shown());
}

Said Echo(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.req_id = "12487";
  enrolment.body.SetText("reqId", enrolment.req_id);
  const Heard heard = probe.Enrol(enrolment);
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  const std::string found = FindingsOf(
      heard.judged.verdict, {"reqid-missing", "reqid-name", "reqid-differs"});
  if (!found.empty()) return Fail(found);
  // Null is no reqId; another type is K-08's.
  const auto text = connector::ReadJsonText(heard.answered.body());
  const connector::JsonValue* value = text.value && text.value->is_object()
                                          ? text.value->Find("reqId")
                                          : nullptr;
  if (value != nullptr && value->is_null()) {
    return Fail("reqId is null, and the request's is \"12487\"");
  }
  return heard.success() ? Pass() : Fail(heard.Shown());
}

Said Opaque(Probe& probe) {
  Worst worst;
  for (const std::string& req_id :
       {std::string("00012"), std::string("9007199254740993"),
        std::string("a b/+%"), std::string(256, 'r')}) {
    worst.Add(req_id.size() > 20 ? "256 characters" : req_id,
              Echoes(probe, req_id, JsonString(req_id)));
  }
  return worst.Take();
}

Said Escapes(Probe& probe) {
  Worst worst;
  worst.Add(R"(\")", Echoes(probe, "1\"2", R"("1\"2")"));
  worst.Add(R"(\\)", Echoes(probe, "1\\2", R"("1\\2")"));
  worst.Add(R"(\u00e9)", Echoes(probe, "1\xC3\xA9", R"("1\u00e9")"));
  worst.Add("an emoji",
            Echoes(probe, "1\xF0\x9F\x94\x91", "\"1\xF0\x9F\x94\x91\""));
  return worst.Take();
}

Said UnknownFields(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.SetText("deviceId", "d-1");
  enrolment.body.SetText("deviceName", "mdmock");
  enrolment.body.Set("x", R"({"y":[1,null]})");
  return Granted(probe.Enrol(enrolment));
}

Said Spelling(Probe& probe) {
  Worst worst;
  Enrolment reversed = probe.Fresh();
  std::reverse(reversed.body.members.begin(), reversed.body.members.end());
  worst.Add("reversed", Granted(probe.Enrol(reversed)));

  const Enrolment pretty = probe.Fresh();
  std::string text = "\r\n{\n";
  for (const auto& [name, value] : pretty.body.members) {
    text += fmt::format("{}\t{} :\r\n    {}", text.size() > 4 ? ",\n" : "",
                        JsonString(name), value);
  }
  worst.Add("white space", Granted(probe.Post(pretty, text + "\n}\n", true)));

  const Enrolment escaped = probe.Fresh();
  std::string spelt = escaped.body.Text();
  if (const size_t at = spelt.find("\"user\""); at != std::string::npos) {
    spelt.replace(at, 6, R"("\u0075ser")");
  }
  worst.Add(R"(\u0075ser)", Granted(probe.Post(escaped, spelt, true)));
  return worst.Take();
}

Said Charset(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post(enrolment.body.Text());
  call.Set("Content-Type", "application/json; charset=utf-8");
  return Granted(probe.Send(call, enrolment, true));
}

Said WithoutToken(const Heard& heard) {
  if (heard.success()) return Pass("a key pair is given without a password");
  return Expect(heard, {.reasons = {"authFailure"}, .statuses = {}});
}

Said NoToken(Probe& probe) {
  const Heard heard = probe.Enrol(probe.Bare());
  Said said = WithoutToken(heard);
  if (said.outcome == Outcome::kWarn) said.outcome = Outcome::kFail;
  return said;
}

Said EmptyToken(Probe& probe) {
  const Heard absent = probe.Enrol(probe.Bare());
  Enrolment enrolment = probe.Bare();
  enrolment.body.SetText("authToken", "");
  const Heard empty = probe.Enrol(enrolment);
  if (empty.issued() && !absent.issued()) {
    return Fail(
        "an empty password gets a key pair, which none at all does "
        "not");
  }
  return WithoutToken(empty);
}

Said FreshKey(Probe& probe) {
  const Site& site = probe.site();
  const auto first =
      InspectPayload(*site.control, SettingsFor(site, site.control->user));
  const Heard heard = probe.Enrol(probe.Fresh());
  if (!heard.success()) return Warn(heard.Shown());
  const auto second = InspectPayload(heard, SettingsFor(site, heard.user));
  if (!first.leaf || !first.key || !second.leaf || !second.key) {
    return Skip("a payload does not open: K-01");
  }
  const bool same_key = first.leaf->Matches(*second.key);
  const bool same_serial = first.leaf->Serial() == second.leaf->Serial();
  if (same_serial && !same_key) {
    return Warn("two certificates with different keys have serial number 0x" +
                first.leaf->SerialText());
  }
  return same_key ? Warn("two requests get the same key: escrow?") : Pass();
}

Said ByGet(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post("");
  call.method = "GET";
  const auto add = [&call](std::string_view name, std::string_view value) {
    call.target += fmt::format("&{}={}", name, http::PercentEncode(value));
  };
  add("mType", "initialCert");
  add("user", enrolment.user.name);
  add("authToken", enrolment.otp.value_or(""));
  add("reqId", enrolment.req_id);
  const Heard heard = probe.Send(call, enrolment, true);
  if (heard.issued()) {
    return Fail("a GET gets a key pair: its password would stand in every log");
  }
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  if (heard.failure() || heard.answered.status() / 100 == 4) {
    return Pass(heard.Shown());
  }
  return Fail(heard.Shown() + "; expected 4xx, or a failure");
}

Said ByOtherMethods(Probe& probe) {
  Worst worst;
  for (const char* method : {"PUT", "PATCH", "DELETE"}) {
    const Enrolment enrolment = probe.Fresh();
    Call call = probe.site().Post(enrolment.body.Text());
    call.method = method;
    const Heard heard = probe.Send(call, enrolment, true);
    const bool refused =
        !heard.issued() &&
        (heard.failure() || heard.answered.status() / 100 == 4 ||
         heard.answered.status() == 501);
    if (heard.answered.end == Answered::End::kNotAsked) {
      worst.Add(method, Skip(heard.Shown()));
      continue;
    }
    worst.Add(method, refused ? Pass(heard.Shown()) : Warn(heard.Shown()));
  }
  return worst.Take();
}

}  // namespace

std::vector<ConnectorCheck> KeyPairRequestChecks() {
  using sources::kKeyPair;
  return {
      {.code = "K-05",
       .slug = "reqid-echo",
       .requirement = "The answer repeats the request's reqId.",
       .source = kKeyPair,
       .correct = "answers 12487 to 12487",
       .run = Echo},
      {.code = "K-06",
       .slug = "reqid-opaque",
       .requirement = "reqId is repeated as it is, whatever it looks like.",
       .source = kKeyPair,
       .correct = "does not read it as a number, cut it or encode it",
       .run = Opaque},
      {.code = "K-07",
       .slug = "reqid-escapes",
       .requirement = "reqId is text: escapes and letters survive.",
       .source = "RFC 8259, 7",
       .correct = "decodes and encodes it as JSON",
       .run = Escapes},
      {.code = "K-18",
       .slug = "unknown-request-fields",
       .requirement = "Fields that the connector does not know change "
                      "nothing: newer versions of UEM send more.",
       .source = sources::kDynamics,
       .correct = "leaves them alone",
       .run = UnknownFields},
      {.code = "K-19",
       .slug = "field-order-whitespace",
       .requirement = "The order of fields, white space and escapes in names "
                      "mean nothing.",
       .source = "RFC 8259, 2, 4 and 8.3",
       .correct = "parses JSON",
       .run = Spelling},
      {.code = "K-20",
       .slug = "charset-parameter",
       .requirement = "application/json may have a parameter.",
       .source = "RFC 9110, 8.3.1",
       .correct = "takes application/json; charset=utf-8",
       .run = Charset},
      {.code = "K-21",
       .slug = "no-authtoken",
       .requirement = "authToken may be absent: what comes is a key pair, or "
                      "authFailure.",
       .source = kKeyPair,
       .correct = "either, as it is set up",
       .run = NoToken},
      {.code = "K-22",
       .slug = "empty-authtoken",
       .level = Level::kShould,
       .requirement = "An empty authToken is as good as none.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "answers as without one",
       .run = EmptyToken},
      {.code = "K-23",
       .slug = "fresh-key",
       .level = Level::kShould,
       .requirement = "Each request gets a new key pair.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "makes a key each time",
       .run = FreshKey},
      {.code = "K-25",
       .slug = "get-not-allowed",
       .requirement = "GET gets no key pair.",
       .source = "UEM 12.10 configuration guide: using the HTTP POST method",
       .correct = "answers 405, or a failure",
       .run = ByGet},
      {.code = "K-26",
       .slug = "put-patch-delete",
       .level = Level::kShould,
       .requirement = "PUT, PATCH and DELETE get no key pair.",
       .source = "UEM 12.10 configuration guide: using the HTTP POST method",
       .correct = "answers 405",
       .run = ByOtherMethods},
  };
}

}  // namespace mdmock::conformance::pki
