#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_DEVICE_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_DEVICE_H_

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "mocks/workspace_one/holdings.h"

// A device is made from its number alone; what callers have changed lies in the
// holdings.
namespace mdmock::workspace_one {

std::string Serial(std::uint32_t id);
std::string Udid(std::uint32_t id);
std::string MacAddress(std::uint32_t id);
std::string Imei(std::uint32_t id);
std::string EasId(std::uint32_t id);
std::string DeviceUuid(std::uint32_t id);
std::string UserOf(std::uint32_t id);  // Whose device it is: "user3".

// What the API calls {"Value": 7}.
nlohmann::ordered_json IdJson(std::uint32_t value);

// DeviceJson gives the device as /mdm/devices/{id} shows it.
nlohmann::ordered_json DeviceJson(std::uint32_t id, const Holdings& holdings);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_DEVICE_H_
