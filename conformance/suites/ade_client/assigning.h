#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_ASSIGNING_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_ASSIGNING_H_

#include <cstddef>
#include <string>
#include <vector>

#include "conformance/suites/client/steps.h"

// What the checks of profiles and devices share: arguments that name what the
// mock has, and looks at /profile/devices.
namespace mdmock::conformance {

std::string DeviceArguments(const std::vector<std::string>& serials);
Arguments SomeDevices(size_t count);  // Of the fleet.

// AssignArguments names a profile that is made for it.
Result<std::string> AssignArguments(Lab& lab,
                                    const std::vector<std::string>& serials);
Arguments AssignDevices(size_t count);

// DefineArguments is a good profile with these fields besides.
std::string DefineArguments(const std::string& fields);

// AssignCalls gives the last operation's requests of /profile/devices.
std::vector<Lab::EntryPtr> AssignCalls(const Lab& lab);
Step ExpectAssignments(size_t least, size_t most);

// ExpectDevicesInBody wants the first request of `endpoint` to name the
// operation's devices in its JSON body.
Step ExpectDevicesInBody(const std::string& endpoint);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_ASSIGNING_H_
