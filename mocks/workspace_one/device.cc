#include "mocks/workspace_one/device.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

struct Kind {
  std::string_view platform;
  std::uint32_t platform_id;
  std::string_view model;
  std::string_view system;
};
constexpr Kind kKinds[] = {{"Apple", 2, "iPhone 13", "17.4.1"},
                           {"AppleOsX", 10, "MacBook Pro", "14.4.1"},
                           {"Android", 5, "Pixel 7", "14.0.0"},
                           {"WinRT", 12, "Surface Pro", "10.0.22631"}};

ordered_json NamedId(std::uint32_t id, std::string_view name) {
  return {{"Id", IdJson(id)}, {"Name", name}};
}

}  // namespace

std::string Serial(std::uint32_t id) { return fmt::format("MOCK{:08}", id); }

std::string Udid(std::uint32_t id) {
  return fmt::format("{:08x}00000000000000000000000000{:06x}", id, id);
}

std::string MacAddress(std::uint32_t id) {
  return fmt::format("02004D{:06X}", id);
}

std::string Imei(std::uint32_t id) { return fmt::format("99000{:010}", id); }

std::string EasId(std::uint32_t id) { return fmt::format("MOCKEAS{}", id); }

std::string DeviceUuid(std::uint32_t id) {
  return fmt::format("{:08x}-0000-4000-8000-{:012x}", id, id);
}

std::string UserOf(std::uint32_t id) {
  return fmt::format("user{}", id - kFirstDevice + 1);
}

ordered_json IdJson(std::uint32_t value) { return {{"Value", value}}; }

ordered_json DeviceJson(std::uint32_t id, const Holdings& holdings) {
  const std::uint32_t index = id - kFirstDevice;
  const Kind& kind = kKinds[index % std::size(kKinds)];
  const std::string user = UserOf(id);
  ordered_json device{
      {"Udid", Udid(id)},
      {"SerialNumber", Serial(id)},
      {"MacAddress", MacAddress(id)},
      {"Imei", Imei(id)},
      {"EasId", EasId(id)},
      {"AssetNumber", Udid(id)},
      {"DeviceFriendlyName",
       fmt::format("{} {} {}", user, kind.model, Serial(id))},
      {"DeviceReportedName", kind.model},
      {"LocationGroupId", NamedId(kGroupId, "mdmock")},
      {"LocationGroupName", "mdmock"},
      {"UserId", NamedId(kFirstUser + index, user)},
      {"UserName", user},
      {"DataProtectionStatus", 0},
      {"UserEmailAddress", user + "@example.com"},
      {"Ownership", "C"},
      {"PlatformId", NamedId(kind.platform_id, kind.platform)},
      {"Platform", kind.platform},
      {"ModelId", NamedId(1, kind.model)},
      {"Model", kind.model},
      {"OperatingSystem", kind.system},
      {"PhoneNumber", ""},
      {"LastSeen", "2026-01-15T08:08:09.460"},  // Without a zone, as it is.
      {"EnrollmentStatus", "Enrolled"},
      {"ComplianceStatus", "Compliant"},
      {"CompromisedStatus", false},
      {"LastEnrolledOn", "2026-01-02T10:11:12.130"},
      {"LastComplianceCheckOn", "0001-01-01T00:00:00.000"},  // Never.
      {"LastCompromisedCheckOn", "0001-01-01T00:00:00.000"},
      {"ComplianceSummary", {{"DeviceCompliance", ordered_json::array()}}},
      {"IsSupervised", false},
      {"DeviceMCC", {{"SIMMCC", ""}, {"CurrentMCC", ""}}},
      {"ProcessorArchitecture", 0},
      {"VirtualMemory", 0},
      {"DeviceCapacity", 0.0},
      {"Id", IdJson(id)},
      {"Uuid", DeviceUuid(id)}};
  for (const auto& [field, value] : holdings.EditsOfDevice(id)) {
    device[field] = value;
  }
  return device;
}

}  // namespace mdmock::workspace_one
