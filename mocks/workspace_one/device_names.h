#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_DEVICE_NAMES_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_DEVICE_NAMES_H_

#include <cstdint>
#include <optional>

#include "mocks/workspace_one/visit.h"

namespace mdmock::workspace_one {

// FindDeviceBy gives the device that the query names: searchby=Macaddress,
// Udid, Serialnumber, ImeiNumber or EasId, and id. Where there is none,
// nothing, and the verdict refuses.
std::optional<std::uint32_t> FindDeviceBy(const Visit& visit);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_DEVICE_NAMES_H_
