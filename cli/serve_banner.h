#ifndef MDMOCK_CLI_SERVE_BANNER_H_
#define MDMOCK_CLI_SERVE_BANNER_H_

#include <string>

#include "cli/rig.h"

namespace mdmock::cli {

// Banner says what runs where, with commands that make a first request.
std::string Banner(const Rig& rig, const RigOptions& options);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_SERVE_BANNER_H_
