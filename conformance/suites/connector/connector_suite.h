#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CONNECTOR_SUITE_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CONNECTOR_SUITE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "conformance/results.h"
#include "conformance/selection.h"
#include "conformance/suites/connector/configuration.h"
#include "conformance/suites/connector/origin.h"
#include "conformance/suites/connector/probe.h"

namespace mdmock::conformance {

struct ConnectorSettings {
  Selection selection;
  std::uint64_t seed = 1;
  std::chrono::milliseconds limit{30'000};  // Of one check.
  size_t jobs = 1;                          // Checks at once.
  bool strict = false;
  pki::Secrets secrets = pki::Secrets::kHidden;  // In the evidence.
  std::string command_line;  // As the report names it; " --run ID" reruns one.

  // Told of each check when it ends, one at a time; may be empty.
  std::function<void(const CheckResult&)> told;
};

// The positive control: it runs whatever is selected.
inline constexpr char kConnectorControl[] = "connector/K-01-happy-path";

// ListConnectorChecks lists the whole suite, `mdmock check connector`.
std::vector<Check> ListConnectorChecks();

// RunConnectorSuite puts the selected checks to a connector. Where it cannot be
// asked at all the others are skipped, and the control says why.
Results RunConnectorSuite(const pki::Configuration& configuration,
                          const pki::Origin& origin,
                          const ConnectorSettings& settings);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CONNECTOR_SUITE_H_
