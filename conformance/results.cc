#include "conformance/results.h"

#include <algorithm>
#include <numeric>

namespace mdmock::conformance {
namespace {

constexpr std::array<std::string_view, kNumOutcomes> kOutcomeNames = {
    "pass",  "fail",    "warn",  "info",  "skip",          "broken",
    "crash", "timeout", "xfail", "xpass", "xfail-changed",
};

// Whether the outcome says that something is not as it should be, whoever is
// to blame.
bool IsTrouble(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPass:
    case Outcome::kInfo:
    case Outcome::kSkip:
    case Outcome::kXfail:
      return false;
    case Outcome::kFail:
    case Outcome::kWarn:
    case Outcome::kBroken:
    case Outcome::kCrash:
    case Outcome::kTimeout:
    case Outcome::kXpass:
    case Outcome::kXfailChanged:
      return true;
  }
  return true;
}

bool IsConfiguration(const CheckResult& result) {
  return IsTrouble(result.outcome) && result.speaks_of == Class::kConfiguration;
}

bool IsHarness(const CheckResult& result) {
  return IsTrouble(result.outcome) &&
         (result.speaks_of == Class::kHarness ||
          (result.outcome == Outcome::kBroken && !IsConfiguration(result)));
}

}  // namespace

std::string_view Name(Level level) {
  switch (level) {
    case Level::kMust:
      return "must";
    case Level::kShould:
      return "should";
    case Level::kMay:
      return "may";
  }
  return "must";
}

std::string_view Name(Class of_result) {
  switch (of_result) {
    case Class::kImplementation:
      return "implementation";
    case Class::kConfiguration:
      return "configuration";
    case Class::kHarness:
      return "harness";
  }
  return "harness";
}

std::string_view Name(Kind kind) {
  switch (kind) {
    case Kind::kNone:
      return "";
    case Kind::kProtocol:
      return "protocol";
    case Kind::kInterop:
      return "interop";
    case Kind::kRobustness:
      return "robustness";
  }
  return "";
}

std::string_view Name(Outcome outcome) {
  return kOutcomeNames[static_cast<size_t>(outcome)];
}

std::optional<Outcome> ReadOutcome(std::string_view name) {
  const auto found =
      std::find(kOutcomeNames.begin(), kOutcomeNames.end(), name);
  if (found == kOutcomeNames.end()) return std::nullopt;
  return static_cast<Outcome>(found - kOutcomeNames.begin());
}

Counts::Counts(const Results& results, std::optional<Kind> kind) {
  for (const CheckResult& result : results.checks) {
    if (kind && result.check.kind != *kind) continue;
    ++counts_[static_cast<size_t>(result.outcome)];
  }
}

size_t Counts::all() const {
  return std::accumulate(counts_.begin(), counts_.end(), size_t{0});
}

bool Fails(const CheckResult& result, bool strict) {
  if (result.speaks_of != Class::kImplementation) return false;
  switch (result.outcome) {
    case Outcome::kFail:
    case Outcome::kCrash:
    case Outcome::kTimeout:
    case Outcome::kXpass:
    case Outcome::kXfailChanged:
      return true;
    case Outcome::kWarn:
      return strict;
    case Outcome::kPass:
    case Outcome::kInfo:
    case Outcome::kSkip:
    case Outcome::kBroken:
    case Outcome::kXfail:
      return false;
  }
  return true;
}

int ExitCode(const Results& results) {
  const auto any = [&results](auto is) {
    return std::any_of(results.checks.begin(), results.checks.end(), is);
  };
  if (any([&results](const CheckResult& result) {
        return result.check.id == results.control && IsConfiguration(result);
      })) {
    return 2;
  }
  if (any([&results](const CheckResult& result) {
        return Fails(result, results.strict);
      })) {
    return 1;
  }
  if (any(IsHarness) || results.checks.size() != results.planned) return 3;
  return any(IsConfiguration) ? 2 : 0;
}

void Redact(const Redactor& redactor, Results& results) {
  const auto redact = [&redactor](std::string& text) {
    text = redactor.Redact(text);
  };
  redact(results.implementation);
  redact(results.command_line);
  for (CheckResult& result : results.checks) {
    redact(result.message);
    redact(result.detail);
    redact(result.rerun);
  }
  for (Evidence& evidence : results.evidence) {
    redact(evidence.what);
    for (Evidence::Part& part : evidence.parts) redact(part.bytes);
  }
}

}  // namespace mdmock::conformance
