#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <utility>

#include "conformance/suites/ade_client/groups.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/http/percent.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/authorization.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Authenticating with the ADE program";
constexpr char kAppleErrors[] = "Apple, Interpreting ADE program error codes";

std::string HeaderOf(const journal::Entry& entry) {
  const std::string* header = entry.request.Find("Authorization");
  return header == nullptr ? "" : *header;
}

std::string Parameter(const journal::Entry& entry, std::string_view name) {
  const std::string header = HeaderOf(entry);
  return std::string(oauth1::ReadAuthorization(header).Value(name));
}

// Requests for a session by any method.
std::vector<Lab::EntryPtr> SessionCalls(const Lab& lab) {
  std::vector<Lab::EntryPtr> calls;
  for (Lab::EntryPtr& entry : lab.AllCalls()) {
    if (http::SplitTarget(entry->request.target).path == "/session") {
      calls.push_back(std::move(entry));
    }
  }
  return calls;
}

Said NoneCame() { return Wrong("no request for /session came"); }

Step ExpectPlainGet() {
  return Expect("/session is asked by GET, without a body", [](Lab& lab) {
    const auto calls = SessionCalls(lab);
    if (calls.empty()) return NoneCame();
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

Step ExpectAccepted() {
  return Expect("every /session request is accepted", [](Lab& lab) {
    const auto calls = lab.Calls("GET /session");
    if (calls.empty()) return NoneCame();
    for (const auto& call : calls) {
      if (call->verdict.accepted()) continue;
      return Wrong("a request for /session is refused\n" +
                   Explain(call->verdict));
    }
    return Said{};
  });
}

// A third of all signatures hold a '+'.
Step AskUntilPlus() {
  return Expect(
      "the client does session until a signature holds '+', and is accepted",
      [](Lab& lab) {
        constexpr int kTries = 16;  // Without one: once in 700 runs.
        for (int i = 0; i < kTries; ++i) {
          if (Said said = Ask("session").run(lab);
              said.outcome != Outcome::kPass) {
            return said;
          }
          const auto calls = lab.Calls("GET /session");
          if (calls.empty()) return NoneCame();
          for (const auto& call : calls) {
            if (!call->verdict.accepted()) {
              return Wrong("a request for /session is refused\n" +
                           Explain(call->verdict));
            }
            if (Parameter(*call, "oauth_signature").find('+') !=
                std::string::npos) {
              return Said{};
            }
          }
        }
        return Skipped("no signature with '+' came in 16 tries");
      });
}

// A raw '+' is read as another signature, which hides what went wrong: hence a
// look at the characters themselves.
Step ExpectSignatureEncoded() {
  return Expect("the signature holds no raw '+', '/' or '='", [](Lab& lab) {
    const auto calls = lab.Calls("GET /session");
    if (calls.empty()) return NoneCame();
    for (const auto& call : calls) {
      const std::string header = HeaderOf(*call);
      const auto authorization = oauth1::ReadAuthorization(header);
      const oauth1::Field* field = authorization.Find("oauth_signature");
      if (field == nullptr) return Wrong("there is no oauth_signature");
      if (field->raw.find_first_of("+/=") != std::string_view::npos) {
        return Wrong("the signature is not percent-encoded: " +
                     Printable(field->raw, 120));
      }
    }
    return Said{};
  });
}

Step ExpectOnceEncoded() {
  return Expect("the signature is encoded once", [](Lab& lab) {
    const auto calls = lab.Calls("GET /session");
    if (calls.empty()) return NoneCame();
    for (const auto& call : calls) {
      const std::string signature = Parameter(*call, "oauth_signature");
      if (signature.find('%') == std::string::npos) continue;
      return Wrong("decoded once, the signature still holds '%': " +
                   Printable(signature, 120));
    }
    return Said{};
  });
}

Step ExpectNoncesDiffer(size_t least) {
  return Expect("no nonce comes twice", [least](Lab& lab) {
    const auto calls = SessionCalls(lab);
    if (calls.size() < least) {
      return Wrong(
          fmt::format("expected {} or more requests of /session, got "
                      "{}",
                      least, calls.size()));
    }
    std::set<std::string> seen;
    for (const auto& call : calls) {
      const std::string nonce = Parameter(*call, "oauth_nonce");
      if (seen.insert(nonce).second) continue;
      return Wrong("a nonce came twice: " + Printable(nonce, 80));
    }
    return Said{};
  });
}

Step ExpectSignaturesDiffer() {
  return Expect("no signature comes twice", [](Lab& lab) {
    std::set<std::string> seen;
    for (const auto& call : SessionCalls(lab)) {
      if (seen.insert(Parameter(*call, "oauth_signature")).second) continue;
      return Wrong("a signature came twice: a request was repeated as it was");
    }
    return Said{};
  });
}

// The number that a nonce spells at its end, in hexadecimal or decimal.
unsigned long long Tail(const std::string& nonce) {
  const std::string end =
      nonce.substr(nonce.size() - std::min<size_t>(nonce.size(), 15));
  unsigned long long number = 0;
  for (const char c : end) {
    const int digit = HexDigit(c);
    if (digit < 0) return 0;
    number = number * 16 + static_cast<unsigned>(digit);
  }
  return number;
}

Step ExpectRandomNonces() {
  return Expect("nonces are long and follow no count", [](Lab& lab) {
    std::string before;
    int num_steps = 0;
    const auto calls = SessionCalls(lab);
    if (calls.empty()) return NoneCame();
    for (const auto& call : calls) {
      const std::string nonce = Parameter(*call, "oauth_nonce");
      if (nonce.size() < 11) {
        return Wrong(
            fmt::format("a nonce of {} characters holds fewer than 64 "
                        "random bits",
                        nonce.size()));
      }
      if (nonce == Parameter(*call, "oauth_timestamp")) {
        return Wrong("the nonce is the timestamp");
      }
      const unsigned long long now = Tail(nonce);
      if (!before.empty() && now > Tail(before) && now - Tail(before) < 16) {
        ++num_steps;
      }
      before = nonce;
    }
    if (num_steps < 2) return Said{};
    return Wrong("one nonce follows the other by counting");
  });
}

Step ExpectNoSecrets() {
  return Expect("no secret is sent", [](Lab& lab) {
    const auto credentials = lab.mock().service().Credentials();
    if (!credentials) return Broken(credentials.error().what);
    const auto calls = lab.AllCalls();
    if (calls.empty()) return NoneCame();
    for (const auto& call : calls) {
      for (const std::string& secret :
           {credentials->consumer_secret, credentials->access_secret}) {
        if (call->raw.find(secret) == std::string::npos &&
            call->raw.find(http::PercentEncode(secret)) == std::string::npos) {
          continue;
        }
        return Wrong("a request holds a secret of the server token");
      }
    }
    return Said{};
  });
}

Step UpperCaseHost() {
  return Do("the mock is named in capitals: LOCALHOST", [](Lab& lab) {
    const auto url = http::ReadUrl(lab.mock().Url());
    const int port = url->authority.port.value_or(80);
    lab.target().url = fmt::format("http://LOCALHOST:{}", port);
    lab.target().https_url = fmt::format("https://LOCALHOST:{}", port);
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

}  // namespace

std::vector<ClientCheck> HeaderChecks() {
  std::vector<ClientCheck> checks;
  checks.push_back(Judged(
      "A01", "scheme", "There is one Authorization header, of scheme OAuth.",
      kApple, "It sends Authorization: OAuth oauth_consumer_key=\"…\", ….",
      ExpectNoRule({"oauth1.authorization.missing",
                    "oauth1.authorization.repeated",
                    "oauth1.authorization.scheme"})));
  checks.push_back(
      Judged("A02", "transport",
             "OAuth parameters travel in the header only, not in the query or "
             "the body.",
             kAppleErrors, "It puts nothing that begins with oauth_ elsewhere.",
             ExpectNoRule({"oauth1.parameter.transport"})));
  checks.push_back(
      Judged("A03", "method", "A session is asked for by GET without a body.",
             kApple, "It sends GET /session and no body.", ExpectPlainGet()));
  checks.push_back(
      Judged("A04", "required-params",
             "The six required OAuth parameters are there and not empty.",
             kAppleErrors,
             "It sends consumer key, token, signature method, signature, "
             "timestamp and nonce.",
             ExpectNoRule({"oauth1.parameter.missing", "oauth1.parameter.empty",
                           "oauth1.authorization.missing"})));
  checks.push_back(Judged("A05", "duplicate", "No OAuth parameter comes twice.",
                          kAppleErrors, "It sends each parameter once.",
                          ExpectNoRule({"oauth1.parameter.duplicate"})));
  checks.push_back(
      Judged("A06", "unsupported-param",
             "No OAuth parameter is sent that the service does not know.",
             kAppleErrors,
             "It leaves out oauth_callback, oauth_verifier, oauth_body_hash.",
             ExpectNoRule({"oauth1.parameter.unsupported",
                           "oauth1.parameter.too-many"})));
  checks.push_back(
      Judged("A07", "signature-method", "The signature method is HMAC-SHA1.",
             kApple, "It says and uses HMAC-SHA1, spelt so.",
             ExpectNoRule({"oauth1.signature-method.unsupported"})));
  checks.push_back(Judged("A08", "version",
                          "The OAuth version, where it is sent, is 1.0.",
                          "RFC 5849, 3.1", "It sends oauth_version=\"1.0\".",
                          ExpectNoRule({"oauth1.version.unsupported"})));
  {
    ClientCheck realm =
        Judged("A09", "realm", "The realm, where it is sent, is ADM.", kApple,
               "It sends realm=\"ADM\", or none.",
               ExpectNoRule({"oauth1.realm.other"}));
    realm.level = Level::kMay;
    realm.provenance = Provenance::kObserved;
    checks.push_back(std::move(realm));
  }
  checks.push_back(Judged(
      "A10", "quoting",
      "Every value stands in double quotes, parameters apart by commas.",
      "RFC 5849, 3.5.1", "It writes name=\"value\", name=\"value\".",
      ExpectNoRule({"oauth1.authorization.syntax", "oauth1.value.unquoted"})));
  checks.push_back(Judged(
      "A11", "header-encoding",
      "Every value in the header is percent-encoded as RFC 3986 has it, "
      "the signature's '+', '/' and '=' included.",
      "RFC 5849, 3.5.1", "It sends %2B, %2F and %3D, with upper-case digits.",
      ExpectNoRule({"oauth1.value.not-encoded", "oauth1.value.escape",
                    "oauth1.value.lower-case-escape",
                    "oauth1.signature.not-encoded"})));
  checks.back().steps.push_back(ExpectSignatureEncoded());
  checks.push_back(
      {.code = "A12",
       .slug = "plus-signature",
       .level = Level::kMust,
       .requirement = "A signature that holds a '+' arrives as one.",
       .source = "RFC 5849, 3.6",
       .provenance = Provenance::kDocumented,
       .correct = "It sends '+' as %2B, never as it is nor as a blank.",
       .steps = {AskUntilPlus()}});
  checks.push_back(Judged("A13", "double-encoded",
                          "Header values are percent-encoded once, not twice.",
                          "RFC 5849, 3.5.1", "It sends %3D, and not %253D.",
                          ExpectOnceEncoded()));
  checks.push_back(Judged(
      "A14", "consumer-key",
      "Consumer key and access token are those of the server token, each in "
      "its place.",
      kAppleErrors,
      "It sends consumer_key as oauth_consumer_key and access_token as "
      "oauth_token.",
      ExpectNoRule({"oauth1.consumer-key.unknown", "oauth1.token.unknown",
                    "oauth1.token.replaced", "oauth1.parameter.missing",
                    "oauth1.authorization.missing"})));
  checks.push_back(Judged(
      "A15", "signature", "The signature is the one that RFC 5849 gives.",
      "RFC 5849, 3.4",
      "It signs GET, the URL and the sorted parameters; the realm is no part "
      "of it. `mdmock explain oauth1` shows both strings.",
      ExpectNoRule({"oauth1.signature.mismatch", "oauth1.parameter.missing",
                    "oauth1.authorization.missing"})));
  checks.push_back(
      {.code = "A16",
       .slug = "base-url",
       .level = Level::kMust,
       .requirement = "The URL that is signed has its host in lower case, and "
                      "the port only where it is not the default one.",
       .source = "RFC 5849, 3.4.1.2",
       .provenance = Provenance::kDocumented,
       .correct = "It normalises scheme, host and port before it signs.",
       .steps = {UpperCaseHost(), Ask("session"),
                 ExpectNoRule({"oauth1.signature.mismatch"})}});
  {
    ClientCheck awkward = {
        .code = "A17",
        .slug = "secret-encoding",
        .level = Level::kShould,
        .requirement = "Both secrets are percent-encoded in the key.",
        .source = "RFC 5849, 3.4.2",
        .provenance = Provenance::kDocumented,
        .correct =
            "It joins the encoded secrets by '&'. Apple's own secrets "
            "never show the difference.",
        .steps = {Ask("session"), ExpectAccepted()}};
    awkward.options.awkward_credentials = true;
    checks.push_back(std::move(awkward));
  }
  checks.push_back(Judged("A18", "timestamp-form",
                          "The timestamp is a whole number of seconds.",
                          "RFC 5849, 3.3", "It sends seconds since 1970.",
                          ExpectNoRule({"oauth1.timestamp.form"})));
  checks.push_back(Judged(
      "A19", "timestamp-window", "The timestamp is near the service's time.",
      kAppleErrors, "It takes the time of the request.",
      ExpectNoRule({"oauth1.timestamp.stale", "oauth1.timestamp.ahead",
                    "oauth1.timestamp.form"})));
  checks.push_back(
      {.code = "A20",
       .slug = "timestamp-skewed-clock",
       .level = Level::kShould,
       .requirement = "Where the service's Date shows that a clock is wrong, "
                      "the client says so and does not try over and over.",
       .source = "research: refusals over a wrong clock",
       .provenance = Provenance::kObserved,
       .correct = "It compares Date with its own clock when it is refused, "
                  "and tells the difference.",
       .steps = {
           Do("the service's clock is a day ahead",
              [](Lab& lab) { lab.mock().service().Play("ade.clock-skew"); }),
           Refused("session"), ExpectCalls("GET /session", 1, 3),
           ExpectSaid({"clock", "skew", "time mismatch", "timemismatch",
                       "system time", "server time", "local time",
                       "timestamp_out_of_window"})}});
  checks.push_back(
      {.code = "A21",
       .slug = "nonce-unique",
       .level = Level::kMust,
       .requirement = "No nonce is used twice, not even by processes that run "
                      "at once.",
       .source = kApple,
       .provenance = Provenance::kDocumented,
       .correct = "It draws every nonce from a random source.",
       .steps = {Ask("session"), Ask("session"),
                 Expect("the client does session 8 times at once",
                        [](Lab& lab) {
                          const auto asked = lab.Ask("session", "{}", 8);
                          return asked ? Said{} : Broken(asked.error().what);
                        }),
                 ExpectNoncesDiffer(6)}});
  checks.push_back(
      {.code = "A22",
       .slug = "nonce-random",
       .level = Level::kMay,
       .requirement = "Nonces are cryptographically random.",
       .source = kApple,
       .provenance = Provenance::kDocumented,
       .correct = "It takes 64 or more random bits, and no counter.",
       .steps = {Ask("session"), Ask("session"), Ask("session"), Ask("session"),
                 ExpectRandomNonces()}});
  checks.push_back(
      {.code = "A23",
       .slug = "nonce-retry",
       .level = Level::kMust,
       .requirement = "A request that is tried again is signed anew, with a "
                      "new nonce.",
       .source = "RFC 5849, 3.3",
       .provenance = Provenance::kDocumented,
       .correct = "It makes a whole new request for every attempt: the "
                  "service may have seen the first.",
       .steps = {Play({{.endpoint = "GET /session",
                        .answers = {Cut(server::Effect::Kind::kClose)}}}),
                 Ask("session"), Ask("session"), ExpectNoncesDiffer(2),
                 ExpectSignaturesDiffer()}});
  checks.push_back(Judged("A24", "doc-paste",
                          "Timestamp, nonce and signature are not those of the "
                          "documentation's example.",
                          kApple, "It makes its own: those were never valid.",
                          ExpectNoRule({"oauth1.documentation.pasted"})));
  checks.push_back(
      {.code = "A25",
       .slug = "secret-leak",
       .level = Level::kMust,
       .requirement = "The secrets of the server token are never sent.",
       .source = "RFC 5849, 3.4.2",
       .provenance = Provenance::kDocumented,
       .correct = "It sends what it signed with them, and nothing else.",
       .steps = {Ask("session"), Ask("account"), ExpectNoSecrets()}});
  return checks;
}

}  // namespace mdmock::conformance
