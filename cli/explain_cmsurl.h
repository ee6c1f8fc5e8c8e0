#ifndef MDMOCK_CLI_EXPLAIN_CMSURL_H_
#define MDMOCK_CLI_EXPLAIN_CMSURL_H_

#include "cli/command.h"

namespace mdmock::cli {

// AddExplainCmsUrl adds `mdmock explain cmsurl`.
void AddExplainCmsUrl(CLI::App& explain, Action& action);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_EXPLAIN_CMSURL_H_
