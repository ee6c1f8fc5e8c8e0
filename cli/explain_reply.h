#ifndef MDMOCK_CLI_EXPLAIN_REPLY_H_
#define MDMOCK_CLI_EXPLAIN_REPLY_H_

#include "cli/command.h"

namespace mdmock::cli {

// AddExplainReply adds `mdmock explain reply`.
void AddExplainReply(CLI::App& explain, Action& action);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_EXPLAIN_REPLY_H_
