#ifndef MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_RUN_H_
#define MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_RUN_H_

#include "conformance/reference/client/mutation.h"

namespace mdmock::reference {

// RunWs1Client does the operation that the environment names (docs/shim.md),
// prints what comes of it, and gives the exit code of the process.
int RunWs1Client(Mutation mutation);

// RunWs1Shim does the operations that lines of standard input name, until one
// of them says stop, and answers each on standard output.
int RunWs1Shim(Mutation mutation);

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_RUN_H_
