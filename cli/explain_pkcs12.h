#ifndef MDMOCK_CLI_EXPLAIN_PKCS12_H_
#define MDMOCK_CLI_EXPLAIN_PKCS12_H_

#include "cli/command.h"

namespace mdmock::cli {

// AddExplainPkcs12 adds `mdmock explain pkcs12`.
void AddExplainPkcs12(CLI::App& explain, Action& action);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_EXPLAIN_PKCS12_H_
