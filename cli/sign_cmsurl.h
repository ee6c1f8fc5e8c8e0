#ifndef MDMOCK_CLI_SIGN_CMSURL_H_
#define MDMOCK_CLI_SIGN_CMSURL_H_

#include "cli/command.h"

namespace mdmock::cli {

// AddSignCmsUrl adds `mdmock sign cmsurl`.
void AddSignCmsUrl(CLI::App& sign, Action& action);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_SIGN_CMSURL_H_
