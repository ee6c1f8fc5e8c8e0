#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_CONTROL_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_CONTROL_H_

#include "conformance/suites/client/steps.h"

namespace mdmock::conformance {

// AdeControl is the positive control: what any client can do.
ClientCheck AdeControl();

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_CONTROL_H_
