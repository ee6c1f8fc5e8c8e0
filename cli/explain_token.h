#ifndef MDMOCK_CLI_EXPLAIN_TOKEN_H_
#define MDMOCK_CLI_EXPLAIN_TOKEN_H_

#include "cli/command.h"

namespace mdmock::cli {

// AddExplainToken adds `mdmock explain token`.
void AddExplainToken(CLI::App& explain, Action& action);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_EXPLAIN_TOKEN_H_
