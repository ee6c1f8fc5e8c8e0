#ifndef MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_RUN_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_RUN_H_

#include <filesystem>
#include <memory>

#include "conformance/reference/connector/mutant.h"
#include "conformance/reference/connector/reference_connector.h"
#include "protocol/base/result.h"
#include "protocol/connector/profile.h"

namespace mdmock::reference::pki {

// Running is a connector, and the configuration by which it can be judged.
struct Running {
  std::unique_ptr<ReferenceConnector> connector;
  std::filesystem::path configuration;  // connector.json, and files beside it.
};

// StartIn starts the reference connector, or a mutant of it that outlives it,
// and writes its configuration into `folder`, which has to be there.
Result<Running> StartIn(const std::filesystem::path& folder,
                        connector::Profile profile,
                        const Mutant* mutant = nullptr);

// RunConnector does the same, prints the URL on a line of its own, and serves
// until standard input ends.
Result<void> RunConnector(const std::filesystem::path& folder,
                          connector::Profile profile,
                          const Mutant* mutant = nullptr);

}  // namespace mdmock::reference::pki

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_RUN_H_
