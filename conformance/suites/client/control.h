#ifndef MDMOCK_CONFORMANCE_SUITES_CLIENT_CONTROL_H_
#define MDMOCK_CONFORMANCE_SUITES_CLIENT_CONTROL_H_

#include "conformance/suites/client/steps.h"

namespace mdmock::conformance {

// WhyNothingCame is for the first positive control, which tells a client that
// is wrong from one that was not set up: where no request has come, it turns a
// failure into what the configuration lacks.
Said WhyNothingCame(Lab& lab, Said said);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_CLIENT_CONTROL_H_
