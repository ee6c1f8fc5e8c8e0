#include "conformance/suites/connector/said.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace mdmock::conformance::pki {
namespace {

int Badness(const Said& said) {
  switch (said.outcome) {
    case Outcome::kPass:
      return 0;
    case Outcome::kSkip:
      return 1;
    case Outcome::kInfo:
      return 2;
    case Outcome::kWarn:
      return 3;
    case Outcome::kTimeout:
      return 5;
    case Outcome::kFail:
    case Outcome::kCrash:
      if (said.speaks_of != Class::kImplementation) return 4;
      return said.critical ? 7 : 6;
    default:
      return 4;
  }
}

}  // namespace

Said Pass(std::string message) {
  return {.outcome = Outcome::kPass, .message = std::move(message)};
}

Said Fail(std::string message) {
  return {.outcome = Outcome::kFail, .message = std::move(message)};
}

Said Alarm(std::string message) {
  return {.outcome = Outcome::kFail,
          .message = std::move(message),
          .critical = true};
}

Said Warn(std::string message) {
  return {.outcome = Outcome::kWarn, .message = std::move(message)};
}

Said Info(std::string message) {
  return {.outcome = Outcome::kInfo, .message = std::move(message)};
}

Said Skip(std::string why) {
  return {.outcome = Outcome::kSkip, .message = std::move(why)};
}

Said Hangs(std::string message) {
  return {.outcome = Outcome::kTimeout, .message = std::move(message)};
}

Said Misconfigured(std::string message) {
  return {.outcome = Outcome::kFail,
          .speaks_of = Class::kConfiguration,
          .message = std::move(message)};
}

Said Broken(std::string message) {
  return {.outcome = Outcome::kBroken,
          .speaks_of = Class::kHarness,
          .message = std::move(message)};
}

bool IsWorse(const Said& said, const Said& other) {
  return Badness(said) > Badness(other);
}

void Worst::Add(const std::string& variant, Said said) {
  if (!variant.empty() && !said.message.empty()) {
    said.message = variant + ": " + said.message;
  }
  if (!any_ || IsWorse(said, worst_)) {
    worst_ = std::move(said);
    others_.clear();
  } else if (worst_.outcome != Outcome::kPass && !variant.empty() &&
             Badness(said) == Badness(worst_)) {
    others_.push_back(variant);
  }
  any_ = true;
}

Said Worst::Take() const {
  Said said = worst_;
  constexpr size_t kMostNamed = 7;
  const size_t num_named = std::min(others_.size(), kMostNamed);
  if (num_named == 0) return said;
  const auto end = others_.begin() + static_cast<std::ptrdiff_t>(num_named);
  said.message +=
      fmt::format("; so too: {}", fmt::join(others_.begin(), end, ", "));
  if (num_named < others_.size()) {
    said.message += fmt::format(" and {} more", others_.size() - num_named);
  }
  return said;
}

}  // namespace mdmock::conformance::pki
