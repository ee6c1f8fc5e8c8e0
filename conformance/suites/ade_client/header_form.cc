#include <fmt/format.h>

#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"
#include "protocol/oauth1/authorization.h"

// A01 to A11 and A13: how the Authorization header is written.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Authenticating with the ADE program";
constexpr char kErrors[] = "Apple, Interpreting ADE program error codes";

Step ExpectPlainGet() {
  return Expect("/session is asked by GET, without a body", [](Lab& lab) {
    const auto calls = SessionCalls(lab);
    if (calls.empty()) return Wrong("no request for /session came");
    for (const auto& call : calls) {
      if (call->request.method != "GET") {
        return Wrong("expected GET, got " +
                     Printable(call->request.method, 40));
      }
      if (!call->request.body.empty()) {
        return Wrong(fmt::format("expected no body, got {} bytes",
                                 call->request.body.size()));
      }
    }
    return Said{};
  });
}

// Judges the signature parameter of every /session request.
Step ExpectSignatureField(const std::string& says,
                          std::string (*judge)(const oauth1::Field&)) {
  return Expect(says, [judge](Lab& lab) {
    const auto calls = SessionCalls(lab);
    if (calls.empty()) return Wrong("no request for /session came");
    for (const auto& call : calls) {
      const std::string* header = call->request.Find("Authorization");
      const std::string text = header == nullptr ? "" : *header;
      const auto authorization = oauth1::ReadAuthorization(text);
      const oauth1::Field* field = authorization.Find("oauth_signature");
      if (field == nullptr) return Wrong("there is no oauth_signature");
      const std::string complaint = judge(*field);
      if (!complaint.empty()) return Wrong(complaint);
    }
    return Said{};
  });
}

// A raw '+' is read as another signature, which hides what went wrong: hence a
// look at the characters themselves.
std::string NotEncoded(const oauth1::Field& field) {
  if (field.raw.find_first_of("+/=") == std::string_view::npos) return "";
  return "expected %2B, %2F and %3D, got " + Printable(field.raw, 120);
}

std::string TwiceEncoded(const oauth1::Field& field) {
  if (field.value.find('%') == std::string::npos) return "";
  return "decoded once, the signature still holds '%': " +
         Printable(field.value, 120);
}

Step NoteVersion() {
  return Expect("whether the version is sent is noted", [](Lab& lab) {
    const auto calls = SessionCalls(lab);
    const std::string* header =
        calls.empty() ? nullptr : calls.front()->request.Find("Authorization");
    if (header == nullptr) return Wrong("no Authorization header came");
    return oauth1::ReadAuthorization(*header).Find("oauth_version") == nullptr
               ? Noted("oauth_version is not sent")
               : Said{};
  });
}

// A check that asks for one session and looks at what the mock says of it.
ClientCheck Judged(std::string code, std::string slug, std::string requirement,
                   std::string source, std::string correct, Step judge) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = Level::kMust,
          .requirement = std::move(requirement),
          .source = std::move(source),
          .provenance = Provenance::kDocumented,
          .correct = std::move(correct),
          .steps = {Ask("session"), std::move(judge)}};
}

ClientCheck Version() {
  ClientCheck check = Judged(
      "A08", "version", "The OAuth version, where it is sent, is 1.0.",
      "RFC 5849, 3.1", "It sends oauth_version=\"1.0\", or leaves it out.",
      ExpectNoRule({"oauth1.version.unsupported"}));
  check.steps.push_back(NoteVersion());
  return check;
}

ClientCheck Realm() {
  ClientCheck check = Judged(
      "A09", "realm", "The realm, where it is sent, is ADM.", kApple,
      "It sends realm=\"ADM\", or none.", ExpectNoRule({"oauth1.realm.other"}));
  check.level = Level::kMay;
  check.provenance = Provenance::kObserved;
  return check;
}

ClientCheck Encoding() {
  ClientCheck check = Judged(
      "A11", "header-encoding",
      "Every value in the header is percent-encoded as RFC 3986 has it, the "
      "signature's '+', '/' and '=' included.",
      "RFC 5849, 3.5.1 and 3.6",
      "It sends %2B, %2F and %3D, with upper-case digits.",
      ExpectNoRule({"oauth1.value.not-encoded", "oauth1.value.escape",
                    "oauth1.value.lower-case-escape",
                    "oauth1.signature.not-encoded"}));
  check.steps.push_back(ExpectSignatureField(
      "the signature holds no raw '+', '/' or '='", &NotEncoded));
  return check;
}

}  // namespace

std::vector<ClientCheck> HeaderFormChecks() {
  return {
      Judged("A01", "scheme",
             "There is one Authorization header, of scheme OAuth.", kApple,
             "It sends Authorization: OAuth oauth_consumer_key=\"…\", ….",
             ExpectNoRule({"oauth1.authorization.missing",
                           "oauth1.authorization.repeated",
                           "oauth1.authorization.scheme"})),
      Judged("A02", "transport",
             "OAuth parameters travel in the header only, not in the query or "
             "the body.",
             kErrors, "It puts nothing that begins with oauth_ elsewhere.",
             ExpectNoRule({"oauth1.parameter.transport"})),
      Judged("A03", "method", "A session is asked for by GET without a body.",
             kApple, "It sends GET /session and no body.", ExpectPlainGet()),
      Judged(
          "A04", "required-params",
          "The six required OAuth parameters are there and not empty.", kErrors,
          "It sends consumer key, token, signature method, signature, "
          "timestamp and nonce.",
          ExpectNoRule({"oauth1.parameter.missing", "oauth1.parameter.empty"})),
      Judged("A05", "duplicate", "No OAuth parameter comes twice.", kErrors,
             "It sends each parameter once.",
             ExpectNoRule({"oauth1.parameter.duplicate"})),
      Judged("A06", "unsupported-param",
             "No OAuth parameter is sent that the service does not know.",
             kErrors,
             "It leaves out oauth_callback, oauth_verifier, oauth_body_hash.",
             ExpectNoRule({"oauth1.parameter.unsupported",
                           "oauth1.parameter.too-many"})),
      Judged("A07", "signature-method", "The signature method is HMAC-SHA1.",
             kApple, "It says and uses HMAC-SHA1, spelt so.",
             ExpectNoRule({"oauth1.signature-method.unsupported"})),
      Version(),
      Realm(),
      Judged("A10", "quoting",
             "Every value stands in double quotes, parameters apart by commas.",
             "RFC 5849, 3.5.1", "It writes name=\"value\", name=\"value\".",
             ExpectNoRule(
                 {"oauth1.authorization.syntax", "oauth1.value.unquoted"})),
      Encoding(),
      Judged("A13", "double-encoded",
             "Header values are percent-encoded once, not twice.",
             "RFC 5849, 3.5.1", "It sends %3D, and not %253D.",
             ExpectSignatureField("the signature is encoded once",
                                  &TwiceEncoded))};
}

}  // namespace mdmock::conformance
