#include "conformance/suites/ade_client/control.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "protocol/base/text.h"

namespace mdmock::conformance {
namespace {

constexpr char kFirst[] = "control-first";

// The client's own words, which tell more than ours.
std::string Words(const Performed& performed) {
  const drivers::Done& done = performed.done;
  const std::string& text =
      done.errors_text.empty() ? done.output_text : done.errors_text;
  const std::string words = Printable(Trim(text, " \r\n"), 300);
  return words.empty() ? "" : "; it says: " + words;
}

Step ExpectGiven() {
  return Expect("a session was given", [](Lab& lab) -> Said {
    const auto calls = lab.Calls("GET /session");
    if (calls.empty()) {
      return Wrong(
          "the client reports success, and no GET /session came to the mock");
    }
    if (calls.back()->response.status == 200) return {};
    return Wrong(
        fmt::format("/session answered {}", calls.back()->response.status));
  });
}

ClientCheck Control(const std::string& slug) {
  return {.code = "A00",
          .slug = slug,
          .level = Level::kMust,
          .requirement =
              "The client gets a session and uses it, where nothing is "
              "made difficult.",
          .source = "Apple, Authenticating with the ADE program",
          .provenance = Provenance::kDocumented,
          .correct = "It asks /session for a session and /account with it.",
          .steps = {Succeeds("session"), ExpectGiven(), Succeeds("account"),
                    ExpectCalls("GET /account", 1, 2)},
          .options = {},
          .file = "conformance/suites/ade_client/control.cc"};
}

}  // namespace

ClientCheck FirstControl() { return Control(kFirst); }
ClientCheck LastControl() { return Control("control-last"); }

bool IsFirstControl(const ClientCheck& check) {
  return check.code == "A00" && check.slug == kFirst;
}

Said WhyNothingCame(Lab& lab, Said said) {
  if (said.outcome == Outcome::kSkip) {
    return {Outcome::kFail, Class::kConfiguration,
            "the client cannot do what every check needs: " + said.message};
  }
  if (said.outcome != Outcome::kFail || !lab.AllCalls().empty()) return said;
  if (lab.all().empty() ||
      lab.all().front().done.ending != drivers::Ending::kReportedError) {
    return said;
  }
  const std::string words = Words(lab.all().front());
  const auto handshakes = lab.Handshakes();
  if (!handshakes.empty()) {
    const auto& findings = handshakes.front()->verdict.findings();
    return {Outcome::kFail, Class::kConfiguration,
            fmt::format(
                "trust: the client does not shake hands ({}). "
                "MDMOCK_CA names the CA to trust{}",
                findings.empty() ? "no reason given" : findings.front().actual,
                words)};
  }
  return {Outcome::kFail, Class::kConfiguration,
          "connection: the client reports an error, and no request of it has "
          "reached the mock at MDMOCK_URL" +
              words};
}

}  // namespace mdmock::conformance
