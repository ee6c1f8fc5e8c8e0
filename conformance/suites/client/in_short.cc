#include "conformance/suites/client/in_short.h"

#include <fmt/format.h>

#include "protocol/base/text.h"

namespace mdmock::conformance {
namespace {

constexpr size_t kMostShown = 120;

Short Of(const Finding& finding) {
  return {std::string(finding.rule->code),
          fmt::format("{}: expected {}, got {}", finding.rule->code,
                      Printable(finding.expected, kMostShown),
                      Printable(finding.actual, kMostShown))};
}

Short Of(const Mistake& mistake) {
  return {std::string(mistake.id), fmt::format("{}: {} Fix: {}", mistake.id,
                                               mistake.sentence, mistake.fix)};
}

bool IsProved(const Cause& cause) {
  return cause.status == Cause::Status::kProved ||
         cause.status == Cause::Status::kAmbiguous;
}

}  // namespace

Short InShort(const Verdict& verdict) {
  const Cause& cause = verdict.cause();
  if (IsProved(cause) && !cause.mistakes.empty()) {
    return Of(*cause.mistakes.front());
  }
  for (const Finding& finding : verdict.findings()) {
    if (verdict.SeverityOf(finding) == Severity::kRefusal) return Of(finding);
  }
  return {};
}

Short InShort(const Verdict& verdict, std::string_view code) {
  for (const Mistake* mistake : verdict.cause().mistakes) {
    if (mistake->id == code) return Of(*mistake);
  }
  for (const Finding& finding : verdict.findings()) {
    if (finding.rule->code == code) return Of(finding);
  }
  return {std::string(code), std::string(code)};
}

}  // namespace mdmock::conformance
