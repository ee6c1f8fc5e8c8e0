#ifndef MDMOCK_MOCKS_ADE_FLEET_DEVICE_JSON_H_
#define MDMOCK_MOCKS_ADE_FLEET_DEVICE_JSON_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/ade/fleet/change_log.h"
#include "mocks/ade/fleet/fleet.h"
#include "mocks/ade/fleet/profiles.h"
#include "protocol/base/time.h"

namespace mdmock::ade {

// What came with which X-Server-Protocol-Version.
inline constexpr int kVersionOfFamilies = 2;       // os, device_family
inline constexpr int kVersionOfIpadOs = 7;         // os "iPadOS"
inline constexpr int kVersionOfMigration = 8;      // mdm_migration_deadline
inline constexpr int kVersionOfThrottling = 9;     // THROTTLED
inline constexpr int kVersionOfReplacements = 10;  // addresses, replacements

// DeviceWriter writes devices as a client of some protocol version sees them.
// What it refers to must outlive it.
class DeviceWriter {
 public:
  struct View {
    int version = 1;
    SystemTime now;
    std::string_view assigned_by;
    // How long a device takes to pick its profile up; nothing: for ever.
    std::optional<std::chrono::seconds> push_after;
  };

  DeviceWriter(const Fleet& fleet, const Profiles& profiles, const View& view)
      : fleet_(fleet), profiles_(profiles), view_(view) {}

  // Append appends the fields of a device to an object that is open.
  void Append(std::string& out, std::uint32_t slot) const;

  // AppendEvent appends them with what happened to it, and when.
  void AppendEvent(std::string& out, const Event& event) const;

 private:
  void AppendProfile(std::string& out, const Device& device) const;
  void AppendIdentifiers(std::string& out, const Looks& looks) const;

  const Fleet& fleet_;
  const Profiles& profiles_;
  const View view_;
};

// WireTime gives a time as the service writes it: whole seconds.
std::string WireTime(SystemTime time);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_DEVICE_JSON_H_
