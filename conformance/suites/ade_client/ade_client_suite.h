#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_ADE_CLIENT_SUITE_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_ADE_CLIENT_SUITE_H_

#include "conformance/suites/client/client_suite.h"

namespace mdmock::conformance {

// AdeClientSuite is `mdmock check ade-client`: what an MDM server's client of
// Apple's Automated Device Enrollment does.
ClientSuite AdeClientSuite();

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_ADE_CLIENT_SUITE_H_
