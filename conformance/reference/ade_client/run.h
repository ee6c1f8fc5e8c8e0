#ifndef MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_RUN_H_
#define MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_RUN_H_

#include "conformance/reference/client/mutation.h"

namespace mdmock::reference {

// RunAdeClient does the operation that the environment names (docs/shim.md),
// prints what comes of it, and gives the exit code of the process.
int RunAdeClient(Mutation mutation);

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_RUN_H_
