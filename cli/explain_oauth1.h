#ifndef MDMOCK_CLI_EXPLAIN_OAUTH1_H_
#define MDMOCK_CLI_EXPLAIN_OAUTH1_H_

#include "cli/command.h"

namespace mdmock::cli {

// AddExplainOauth1 adds `mdmock explain oauth1`.
void AddExplainOauth1(CLI::App& explain, Action& action);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_EXPLAIN_OAUTH1_H_
