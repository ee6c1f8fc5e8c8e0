#ifndef MDMOCK_MOCKS_ADE_FLEET_DEVICE_H_
#define MDMOCK_MOCKS_ADE_FLEET_DEVICE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/base/time.h"

namespace mdmock::ade {

enum class ProfileStatus : std::uint8_t { kEmpty, kAssigned, kRemoved };

// DeviceState is what may change about a device: all that is kept of one, and
// only of those that did change. Twelve bytes.
struct DeviceState {
  std::uint32_t profile = 0;         // Its number among Profiles; 0: none.
  std::int32_t profile_changed = 0;  // Seconds from when the fleet was made.
  ProfileStatus profile_status = ProfileStatus::kEmpty;
  bool gone = false;
  bool locked = false;        // By activation lock.
  std::uint8_t revision = 0;  // Goes up when the device is modified.
};
static_assert(sizeof(DeviceState) == 12);

// Device is one device of a fleet. What it looks like follows from its serial
// number (LooksOf).
struct Device {
  std::string serial;
  SystemTime assigned;         // To this server.
  SystemTime profile_changed;  // Where the status is not kEmpty.
  DeviceState state;
};

// Product is one of the things that Apple makes, as the service spells it.
struct Product {
  std::string_view family;  // "iPad"
  std::string_view os;      // "iPadOS"
  std::string_view model;   // "iPad Pro 11-inch (M4)"
  bool has_cellular;
  bool has_ethernet;
  bool can_be_locked;
};

// Looks is what never changes about a device.
struct Looks {
  const Product* product;  // Never null; has static lifetime.
  std::string_view color;  // "" for a device that has none in the list.
  unsigned storage_gb;
  bool is_replacement;
  bool must_migrate;   // Has a deadline for moving to another server.
  std::uint64_t bits;  // For addresses and identifiers.
};

Looks LooksOf(std::uint64_t seed, std::string_view serial);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_DEVICE_H_
