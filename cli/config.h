#ifndef MDMOCK_CLI_CONFIG_H_
#define MDMOCK_CLI_CONFIG_H_

#include <string_view>

#include "cli/rig.h"
#include "protocol/base/result.h"

namespace mdmock::cli {

// ReadConfig reads what `serve --config` was given (docs/configuration.md) into
// `rig`. A Failure names the field: an unknown one, a value that cannot be.
Result<void> ReadConfig(std::string_view text, RigOptions& rig);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_CONFIG_H_
