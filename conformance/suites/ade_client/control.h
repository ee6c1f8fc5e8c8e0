#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_CONTROL_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_CONTROL_H_

#include "conformance/suites/ade_client/steps.h"

// The positive control: what every client passes that is set up rightly. It
// runs first and last.
namespace mdmock::conformance {

ClientCheck FirstControl();
ClientCheck LastControl();
bool IsFirstControl(const ClientCheck& check);

// WhyNothingCame makes a failure of the first control one of configuration
// where no request has come at all and the client says so: then its way to the
// mock is wrong, and not the client. Other failures stay what they are.
Said WhyNothingCame(Lab& lab, Said said);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_CONTROL_H_
