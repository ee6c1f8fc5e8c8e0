#include <string>
#include <vector>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/text.h"

// F-13 to F-17, F-31 to F-35: bodies that are not, or hardly, JSON.
namespace mdmock::conformance::pki {
namespace {

const Wanted kBadRequest{.reasons = {"badRequest"}};

// A spoilt body, made of one that is in order.
Said Spoilt(Probe& probe, const Wanted& wanted,
            std::string (*spoil)(const Enrolment&)) {
  const Enrolment enrolment = probe.Fresh();
  return Expect(probe.Post(enrolment, spoil(enrolment), false), wanted);
}

std::string Half(const Enrolment&) { return R"({"mType":)"; }

std::string Curly(const Enrolment& enrolment) {
  std::string text;
  bool opens = true;
  for (const char c : enrolment.body.Text()) {
    if (c != '"') {
      text += c;
      continue;
    }
    text += opens ? "\xE2\x80\x9C" : "\xE2\x80\x9D";
    opens = !opens;
  }
  return text;
}

std::string TrailingComma(const Enrolment& enrolment) {
  std::string text = enrolment.body.Text();
  return text.insert(text.size() - 1, ",");
}

std::string Utf16(const Enrolment& enrolment) {
  std::string text;
  for (const char c : enrolment.body.Text()) {
    text += c;
    text += '\0';
  }
  return text;
}

std::string InUser(const Enrolment& enrolment, const std::string& what) {
  std::string text = enrolment.body.Text();
  ReplaceAll(text, JsonString(enrolment.user.name),
             "\"" + what + JsonString(enrolment.user.name).substr(1));
  return text;
}

Said NotAnObject(Probe& probe) {
  Worst worst;
  for (const char* body : {"[]", "\"x\"", "null", "1"}) {
    const Enrolment enrolment = probe.Fresh();
    worst.Add(body, Expect(probe.Post(enrolment, body, false), kBadRequest));
  }
  return worst.Take();
}

Said TwoUsers(Probe& probe) {
  Worst worst;
  std::string winner;
  for (const bool known_first : {true, false}) {
    const Enrolment enrolment = probe.Fresh();
    std::string text = enrolment.body.Text();
    const std::string other =
        "\"user\":" + JsonString(probe.site().NewStranger());
    if (known_first) {
      text.insert(text.size() - 1, "," + other);
    } else {
      text.insert(1, other + ",");
    }
    const Heard heard = probe.Post(enrolment, text, false);
    const std::string variant =
        known_first ? "known, then unknown" : "unknown, then known";
    if (heard.issued()) {
      winner += winner.empty() ? variant : " and " + variant;
    } else {
      worst.Add(variant, Expect(heard, kBadRequest));
    }
  }
  Said said = worst.Take();
  // Which of them counts says more than how the other one is refused.
  if (winner.empty() || said.outcome == Outcome::kFail) return said;
  return Warn("a certificate is issued for two users: " + winner);
}

Said ByteOrderMark(Probe& probe) {
  return Spoilt(probe, {.reasons = {"badRequest"}, .issuing = Outcome::kPass},
                [](const Enrolment& enrolment) {
                  return "\xEF\xBB\xBF" + enrolment.body.Text();
                });
}

}  // namespace

std::vector<ConnectorCheck> FailureTextChecks() {
  using sources::kReasons;
  return {
      {.code = "F-13",
       .slug = "malformed-json",
       .requirement = "JSON that is cut off is a badRequest.",
       .source = kReasons,
       .correct = "says badRequest in JSON",
       .run =
           [](Probe& probe) {
             return Spoilt(
                 probe, {.reasons = {"badRequest"}, .html_fails = true}, Half);
           }},
      {.code = "F-14",
       .slug = "curly-quotes",
       .requirement = "Typographic quotation marks are not JSON.",
       .source = "RFC 8259, 7",
       .correct = "says badRequest",
       .run =
           [](Probe& probe) {
             return Spoilt(
                 probe, {.reasons = {"badRequest"}, .issuing = Outcome::kWarn},
                 Curly);
           }},
      {.code = "F-15",
       .slug = "trailing-comma",
       .level = Level::kShould,
       .requirement = "A comma before a bracket is not JSON.",
       .source = "RFC 8259, 4",
       .correct = "says badRequest",
       .run =
           [](Probe& probe) {
             return Spoilt(
                 probe, {.reasons = {"badRequest"}, .issuing = Outcome::kWarn},
                 TrailingComma);
           }},
      {.code = "F-16",
       .slug = "empty-body",
       .requirement = "An empty body is a badRequest.",
       .source = kReasons,
       .correct = "says badRequest",
       .run =
           [](Probe& probe) {
             return Spoilt(probe, kBadRequest,
                           [](const Enrolment&) { return std::string(); });
           }},
      {.code = "F-17",
       .slug = "not-an-object",
       .requirement = "JSON that is no object is a badRequest.",
       .source = kReasons,
       .correct = "says badRequest to a list, a string, null, a number",
       .run = NotAnObject},
      {.code = "F-31",
       .slug = "duplicate-keys",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "Two users in one request are refused.",
       .source = "RFC 8259, 4; RFC 7493, 2.3",
       .correct = "says badRequest: parsers differ in which one wins",
       .run = TwoUsers},
      {.code = "F-32",
       .slug = "bom",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "A byte order mark does no harm.",
       .source = "RFC 8259, 8.1",
       .correct = "leaves it out, or says badRequest",
       .run = ByteOrderMark},
      {.code = "F-33",
       .slug = "invalid-utf8",
       .kind = Kind::kRobustness,
       .requirement = "A user that is not UTF-8 gets no key pair.",
       .source = "RFC 8259, 8.1",
       .correct = "says badRequest",
       .run =
           [](Probe& probe) {
             return Spoilt(probe, kBadRequest, [](const Enrolment& enrolment) {
               return InUser(enrolment, "\xFF");
             });
           }},
      {.code = "F-34",
       .slug = "utf16-body",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "A body in UTF-16 does no harm.",
       .source = "RFC 8259, 8.1",
       .correct = "says badRequest",
       .run =
           [](Probe& probe) {
             return Spoilt(
                 probe, {.reasons = {"badRequest"}, .issuing = Outcome::kWarn},
                 Utf16);
           }},
      {.code = "F-35",
       .slug = "lone-surrogate",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "Half a surrogate pair does no harm.",
       .source = "RFC 8259, 8.2",
       .correct = "says badRequest or unknownUser",
       .run =
           [](Probe& probe) {
             return Spoilt(probe, {.reasons = {"badRequest", "unknownUser"}},
                           [](const Enrolment& enrolment) {
                             return InUser(enrolment, R"(\ud800)");
                           });
           }},
  };
}

}  // namespace mdmock::conformance::pki
