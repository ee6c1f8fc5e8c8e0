#ifndef MDMOCK_CLI_CHECK_CONNECTOR_H_
#define MDMOCK_CLI_CHECK_CONNECTOR_H_

#include "cli/command.h"

namespace mdmock::cli {

// AddCheckConnector adds `mdmock check connector` to the command `check`.
void AddCheckConnector(CLI::App& check, Action& action);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_CHECK_CONNECTOR_H_
