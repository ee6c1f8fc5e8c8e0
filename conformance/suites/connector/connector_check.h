#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CONNECTOR_CHECK_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CONNECTOR_CHECK_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/check.h"
#include "conformance/suites/connector/probe.h"
#include "conformance/suites/connector/said.h"

namespace mdmock::conformance::pki {

// When a check may run.
enum class Turn {
  kAny,    // Beside others.
  kAlone,  // Nothing else is asked meanwhile.
  kLast    // After all others.
};

// ConnectorCheck is one row of what is asked of a connector. Its code is its
// identity.
struct ConnectorCheck {
  std::string_view code;  // "K-05"
  std::string_view slug;  // "reqid-echo"
  Level level = Level::kMust;
  Kind kind = Kind::kProtocol;
  bool critical = false;         // Failing it may be (Said); else it never is.
  std::string_view requirement;  // One sentence about the connector.
  std::string_view source;
  Provenance provenance = Provenance::kDocumented;
  std::string_view correct;  // What a correct connector does.
  std::function<Said(Probe&)> run;
  Turn turn = Turn::kAny;
  bool needs_control = true;      // Says nothing where no key pair can be had.
  std::chrono::seconds limit{0};  // 0: the usual one.
  std::string file = {};

  Check AsCheck() const;
};

// AllConnectorChecks gives them all in the order of their codes.
std::vector<ConnectorCheck> AllConnectorChecks();

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CONNECTOR_CHECK_H_
