#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LEFT_BEHIND_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LEFT_BEHIND_H_

#include <cstdint>

#include "conformance/suites/client/steps.h"

// Where the secrets of a server token went that a client was to import.
namespace mdmock::conformance {

// ExpectNotPrinted looks at all that the client has said in this check.
Step ExpectNotPrinted(std::uint64_t server);

// ExpectNotLeftBehind looks for the secrets of all tokens of the run (a file of
// a fixed name is overwritten by other checks' imports) in MDMOCK_STATE
// (token.json excepted), the system's temporary folders and the working folder:
// in files of at most a MiB that were written since the check began, and that
// are still there at a second look. It reads, and removes nothing.
Step ExpectNotLeftBehind();

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LEFT_BEHIND_H_
