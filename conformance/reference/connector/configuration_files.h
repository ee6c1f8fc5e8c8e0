#ifndef MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_CONFIGURATION_FILES_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_CONFIGURATION_FILES_H_

#include <filesystem>

#include "conformance/reference/connector/reference_connector.h"
#include "protocol/base/result.h"

namespace mdmock::reference::pki {

// Where the hook of a configuration that is written here tells of failures:
// what ReferenceConnector::Setup wants to know.
inline constexpr char kBackEndFile[] = "back-end";

// WriteConfiguration writes all that `mdmock check connector` can use into a
// folder, and gives the path of the JSON.
Result<std::filesystem::path> WriteConfiguration(
    ReferenceConnector& connector, const std::filesystem::path& folder);

}  // namespace mdmock::reference::pki

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_CONFIGURATION_FILES_H_
