#ifndef MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_WS1_CLIENT_SUITE_H_
#define MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_WS1_CLIENT_SUITE_H_

#include "conformance/suites/client/client_suite.h"

namespace mdmock::conformance {

// Ws1ClientSuite is `mdmock check ws1-client`: what a client of Workspace ONE
// UEM's REST API does that shows a certificate by a CMSURL header.
ClientSuite Ws1ClientSuite();

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_WS1_CLIENT_SUITE_H_
