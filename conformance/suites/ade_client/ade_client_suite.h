#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_ADE_CLIENT_SUITE_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_ADE_CLIENT_SUITE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "conformance/drivers/client.h"
#include "conformance/results.h"
#include "conformance/selection.h"

// `mdmock check ade-client`: what an MDM server's client of Apple's Automated
// Device Enrollment does, judged by the journal of a mock, one mock a check.
namespace mdmock::conformance {

struct AdeClientSettings {
  Selection selection;
  std::uint64_t seed = 1;
  std::chrono::milliseconds deadline{30'000};  // Of one operation.
  size_t jobs = 1;                             // Checks at once.
  bool strict = false;
  std::string implementation;  // As the report names it.
  std::string command_line;    // Ditto; " --run ID" reruns one check.

  // Told of each check when it ends, one at a time; may be empty.
  std::function<void(const CheckResult&)> told;
};

// AdeClientChecks lists the whole suite, in the order of the codes. The
// positive control, which runs first and last, is not among them.
std::vector<Check> AdeClientChecks();

// RunAdeClientSuite puts the selected checks to a client. Where the first
// control fails for a reason of configuration nothing else is run.
Results RunAdeClientSuite(drivers::Client& client,
                          const AdeClientSettings& settings);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_ADE_CLIENT_SUITE_H_
