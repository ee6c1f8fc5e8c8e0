#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LEFT_BEHIND_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LEFT_BEHIND_H_

#include <cstdint>

#include "conformance/suites/ade_client/steps.h"

// Where the secrets of a server token went that a client was to import.
namespace mdmock::conformance {

// ExpectNotPrinted looks at all that the client has said in this check.
Step ExpectNotPrinted(std::uint64_t server);

// ExpectNotLeftBehind looks for the secrets in MDMOCK_STATE (token.json
// excepted), the system's temporary folders and the working folder: in files
// of at most a MiB that were written since the check began. It reads, and
// removes nothing.
Step ExpectNotLeftBehind(std::uint64_t server);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LEFT_BEHIND_H_
