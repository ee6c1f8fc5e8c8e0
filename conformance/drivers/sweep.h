#ifndef MDMOCK_CONFORMANCE_DRIVERS_SWEEP_H_
#define MDMOCK_CONFORMANCE_DRIVERS_SWEEP_H_

#include <string_view>

namespace mdmock::drivers {

// SweepByEnvironment kills every process whose environment holds `entry`
// ("NAME=value", a value that was made for one run only) and gives their
// number. It is for the case in which a client has killed its warden.
int SweepByEnvironment(std::string_view entry);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_SWEEP_H_
