#include "conformance/suites/client/control.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "protocol/base/text.h"

namespace mdmock::conformance {
namespace {

// The client's own words, which tell more than ours.
std::string Words(const Performed& performed) {
  const drivers::Done& done = performed.done;
  const std::string& text =
      done.errors_text.empty() ? done.output_text : done.errors_text;
  const std::string words = Printable(Trim(text, " \r\n"), 300);
  return words.empty() ? "" : "; it says: " + words;
}

}  // namespace

Said WhyNothingCame(Lab& lab, Said said) {
  if (said.outcome == Outcome::kSkip) {
    return {Outcome::kFail, Class::kConfiguration,
            "the client cannot do what every check needs: " + said.message};
  }
  if (said.outcome != Outcome::kFail || !lab.AllCalls().empty() ||
      !lab.Unreadable().empty()) {
    return said;
  }
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
  // A client of Workspace ONE may not want its file, or the certificate in it.
  const bool has_key = !lab.target().p12.empty();
  return {Outcome::kFail, Class::kConfiguration,
          fmt::format(
              "{}: the client reports an error, and no request of it has "
              "reached the mock at MDMOCK_URL{}{}",
              has_key ? "connection or credentials" : "connection",
              has_key ? ": it does not find the mock, or does not take the "
                        "file, the password or the certificate that it is given"
                      : "",
              words)};
}

}  // namespace mdmock::conformance
