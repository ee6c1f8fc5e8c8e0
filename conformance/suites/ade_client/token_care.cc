#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/left_behind.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "conformance/suites/ade_client/token_files.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

// G07 to G10 and G12: files that are not to be taken, or not without a word,
// and what becomes of secrets.
namespace mdmock::conformance {
namespace {

constexpr std::uint64_t kOtherServer = 2;

TokenPlan Apples() { return {.says = "as Apple makes it"}; }

TokenPlan FileOf(const std::string& says, const std::string& bytes) {
  return {.says = says, .alter = [bytes](std::string) { return bytes; }};
}

Step ExpectSomeWords() {
  return Expect("the client says why", [](Lab& lab) {
    const drivers::Done& done = lab.last().front().done;
    const std::string said = done.output_text + done.errors_text;
    // A shim's words come with its answer.
    if (!Trim(said, " \r\n").empty() || !done.error_class.empty() || !done.exit)
      return Said{};
    return Wrong("expected a reason for the refusal, got no words at all");
  });
}

std::vector<Step> RefusedAndKept(const TokenPlan& plan) {
  return {Imports(plan, Wish::kRefused),
          ExpectSaid({"key", "certificate", "recipient", "decrypt"}),
          ExpectStored()};
}

ClientCheck WrongKey() {
  std::vector<Step> steps = Reads({Apples()});
  steps = Joined(std::move(steps),
                 RefusedAndKept({.says = "for another key, whose certificate "
                                         "has the same serial number",
                                 .owner = Owner::kOtherKey}));
  steps = Joined(std::move(steps),
                 RefusedAndKept({.says = "for another certificate",
                                 .owner = Owner::kOtherIssuer}));
  return TokenCheck("G07", "wrong-key", Level::kShould,
                    "A token for another key is refused, in words, and the one "
                    "in use is kept.",
                    "It says that the file was made for another key or "
                    "certificate.",
                    std::move(steps));
}

// The bytes of a certificate are known only when there is a lab.
Step ImportsCertificate() {
  return Expect(
      "the client does import-token, and reports an error: the "
      "certificate that was uploaded",
      [](Lab& lab) -> Said {
        const auto der = CertificateDer(lab);
        if (!der) return Broken(der.error().what);
        return Imports(FileOf("the certificate that was uploaded", *der),
                       Wish::kRefused)
            .run(lab);
      });
}

// First with a token in use, which stays, then with none.
ClientCheck NotAToken() {
  std::vector<Step> steps = Reads({Apples()});
  const auto judge = [&steps](Step import) {
    steps = Joined(std::move(steps),
                   {import, ExpectSomeWords(), ExpectStored(), ForgetState(),
                    std::move(import), ExpectNothingStored()});
  };
  judge(ImportsCertificate());
  for (const auto& [says, bytes] :
       {std::pair<std::string, std::string>{
            "a volume purchase token",
            Base64(R"({"token":"x","expDate":"2030-01-01","orgName":"a"})")},
        {"an HTML page", "<!DOCTYPE html><html><body>Sign in</body></html>"},
        {"an empty file", ""}}) {
    steps = Joined(std::move(steps), Reads({Apples()}));
    judge(Imports(FileOf(says, bytes), Wish::kRefused));
  }
  return TokenCheck("G08", "not-a-token", Level::kShould,
                    "A file that is no server token is refused, in words, and "
                    "the token in use is kept.",
                    "It says so: administrators mix up their files.",
                    std::move(steps));
}

ClientCheck OtherServer() {
  std::vector<Step> steps = Reads({Apples()});
  steps.push_back(Imports({.says = "of another server", .server = kOtherServer},
                          Wish::kAny));
  steps.push_back(
      Expect("it is refused, or the client speaks of the consumer key",
             [](Lab& lab) -> Said {
               if (!lab.last().front().succeeded()) {
                 return Noted("it is refused");
               }
               return ExpectSaid({"consumer", "another server", "other server"})
                   .run(lab);
             }));
  return TokenCheck("G09", "other-server", Level::kShould,
                    "The token of another server is not taken without a word.",
                    "It compares the consumer key, and asks.",
                    std::move(steps));
}

std::function<std::string(const token::ServerToken&)> WithExpiry(
    const std::string& expiry) {
  return [expiry](token::ServerToken token) {
    token.access_token_expiry = expiry;
    token.expiry.reset();
    return Framed(token);
  };
}

ClientCheck Expiry() {
  return TokenCheck(
      "G10", "expiry", Level::kShould,
      "An expired token is named, one without an expiry or with unknown fields "
      "is read.",
      "It warns of the date, and needs none.",
      Joined({Imports({.says = "expired",
                       .plaintext = WithExpiry("2020-01-01T00:00:00Z")},
                      Wish::kAny),
              ExpectSaid({"expir"})},
             Reads({{.says = "without an expiry", .plaintext = WithExpiry("")},
                    {.says = "with an unknown field",
                     .plaintext = [](const token::ServerToken& token) {
                       return Padded(token, 3);
                     }}})));
}

// A token that is refused leaves nothing either.
ClientCheck Hygiene() {
  const std::uint64_t server = kNumServers;
  TokenPlan expired{.says = "expired",
                    .plaintext = WithExpiry("2020-01-01T00:00:00Z")};
  expired.server = server;
  return TokenCheck(
      "G12", "file-hygiene", Level::kShould,
      "No secret of the token is printed, nor left in a temporary file, the "
      "working folder, or another file of MDMOCK_STATE than token.json.",
      "It keeps secrets in token.json only, and in memory before.",
      {Imports({.says = "as Apple makes it", .server = server},
               Wish::kImported),
       ExpectStored(server), Imports(expired, Wish::kAny),
       ExpectNotPrinted(server), ExpectNotLeftBehind()});
}

}  // namespace

std::vector<ClientCheck> TokenCareChecks() {
  return {WrongKey(), NotAToken(), OtherServer(), Expiry(), Hygiene()};
}

}  // namespace mdmock::conformance
