#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/authorization.h"
#include "protocol/verdict/verdict_text.h"

// A12 and A14 to A17: who signs, and what.
namespace mdmock::conformance {
namespace {

constexpr char kErrors[] = "Apple, Interpreting ADE program error codes";

// What is wrong with the signature of a request. One that could not be checked
// (no such parameter, another method) is no right one.
Said JudgeSignature(const journal::Entry& call) {
  const auto& working = call.verdict.working();
  const bool judged =
      std::any_of(working.begin(), working.end(),
                  [](const auto& one) { return one.name == "base string"; });
  if (!judged) {
    return Wrong(fmt::format("request {} has no HMAC-SHA1 signature to check\n",
                             call.seq) +
                 Explain(call.verdict));
  }
  for (const char* rule :
       {"oauth1.signature.mismatch", "oauth1.signature.not-encoded"}) {
    if (!call.verdict.Has(rule)) continue;
    return Wrong(
        fmt::format("{}: the signature does not arrive as the right "
                    "one\n{}",
                    rule, Explain(call.verdict)));
  }
  return {};
}

Step ExpectSignature() {
  return Expect("the signature of every /session request fits", [](Lab& lab) {
    const auto calls = SessionCalls(lab);
    if (calls.empty()) return Wrong("no request for /session came");
    for (const auto& call : calls) {
      if (Said said = JudgeSignature(*call); !said.passed()) return said;
    }
    return Said{};
  });
}

bool HoldsPlus(const journal::Entry& call) {
  const std::string* header = call.request.Find("Authorization");
  return header != nullptr && oauth1::ReadAuthorization(*header)
                                      .Value("oauth_signature")
                                      .find('+') != std::string_view::npos;
}

// A third of all signatures hold a '+'.
Step AskUntilPlus() {
  return Expect(
      "the client does session until a signature holds '+', and it fits",
      [](Lab& lab) {
        constexpr int kTries = 16;  // Without one: once in 700 runs.
        for (int i = 0; i < kTries; ++i) {
          if (Said said = Ask("session").run(lab); !said.passed()) return said;
          if (Said said = ExpectSignature().run(lab); !said.passed()) {
            return said;
          }
          const auto calls = lab.Calls();
          if (std::any_of(calls.begin(), calls.end(),
                          [](const auto& call) { return HoldsPlus(*call); })) {
            return Noted(fmt::format("after {} session(s)", i + 1));
          }
        }
        return Skipped("no signature with '+' came in 16 tries");
      });
}

Step UpperCaseHost() {
  return Do(
      "the mock is named in capitals: LOCALHOST", [](Lab& lab) -> Result<void> {
        const auto url = http::ReadUrl(MockOf(lab).Url());
        if (!url) return url.error();
        const int port = url->authority.port.value_or(80);
        lab.target().url = fmt::format("http://LOCALHOST:{}", port);
        lab.target().https_url = fmt::format("https://LOCALHOST:{}", port);
        return {};
      });
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string source, std::string correct,
               std::vector<Step> steps) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = std::move(source),
          .provenance = Provenance::kDocumented,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

ClientCheck SecretEncoding() {
  ClientCheck check =
      Of("A17", "secret-encoding", Level::kShould,
         "Both secrets are percent-encoded in the key.", "RFC 5849, 3.4.2",
         "It joins the encoded secrets by '&'. Apple's own secrets never show "
         "the difference.",
         {Ask("session"), ExpectSignature()});
  ade::AdeOptions options;
  options.awkward_credentials = true;
  check.lab = LabWith(options);
  return check;
}

}  // namespace

std::vector<ClientCheck> HeaderSignatureChecks() {
  return {
      Of("A12", "plus-signature", Level::kMust,
         "A signature that holds a '+' arrives as one.", "RFC 5849, 3.6",
         "It sends '+' as %2B, never as it is nor as a blank.",
         {AskUntilPlus()}),
      Of("A14", "consumer-key", Level::kMust,
         "Consumer key and access token are those of the server token, each in "
         "its place.",
         kErrors,
         "It sends consumer_key as oauth_consumer_key and access_token as "
         "oauth_token, as they stand in the server token.",
         {Ask("session"),
          ExpectNoRule({"oauth1.consumer-key.unknown", "oauth1.token.unknown",
                        "oauth1.token.replaced", "oauth1.parameter.missing",
                        "oauth1.parameter.empty"})}),
      Of("A15", "signature", Level::kMust,
         "The signature is the one that RFC 5849 gives.", "RFC 5849, 3.4",
         "It signs GET, the URL and the sorted parameters; the realm is no "
         "part of it. `mdmock explain oauth1` shows both strings.",
         {Ask("session"), ExpectSignature()}),
      Of("A16", "base-url", Level::kMust,
         "The URL that is signed has its host in lower case, and the port only "
         "where it is not the default one.",
         "RFC 5849, 3.4.1.2",
         "It normalises scheme, host and port before it signs.",
         {UpperCaseHost(), Ask("session"), ExpectSignature()}),
      SecretEncoding()};
}

}  // namespace mdmock::conformance
