#ifndef MDMOCK_MOCKS_ADE_FLEET_OPTIONS_H_
#define MDMOCK_MOCKS_ADE_FLEET_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mocks/ade/fleet/fleet.h"

namespace mdmock::ade {

// FleetSize is what a fleet is made from. Without a seed it is the mocks' own.
struct FleetSize {
  std::uint32_t size = 12;
  std::optional<std::uint64_t> seed;

  bool operator==(const FleetSize&) const = default;
};

// PageLimits is how many devices a page has: unless asked, and at most.
struct PageLimits {
  std::uint32_t by_default = 1000;
  std::uint32_t maximum = 1000;

  bool operator==(const PageLimits&) const = default;
};

// PlannedChange is a change before it is known whose fleet it is for, and from
// when its time counts.
struct PlannedChange {
  std::string tenant;                  // "": every tenant's.
  std::optional<SystemTime> at;        // Or else …
  std::chrono::milliseconds after{0};  // … from when it is read.
  Change change;                       // But for its time.
};

// ScriptedStatus is what to say of some devices instead of the truth.
struct ScriptedStatus {
  std::string tenant;  // "": every tenant's.
  std::vector<std::string> serials;
  std::string status;       // "FAILED"; "": the truth again.
  std::uint32_t times = 0;  // How often for each device; 0: for ever.
};

inline constexpr size_t kMaxScripted = 100'000;  // Devices of a tenant.

// FleetOptions is everything that can be chosen about devices and profiles.
struct FleetOptions {
  FleetSize fleet;  // Of tenants that have none of their own.
  PageLimits pages;
  bool duplicates = false;  // The sync service tells things twice, unordered.
  std::optional<std::chrono::seconds> push_after;  // Profiles are picked up.
  std::chrono::seconds retry_after{3};             // What is THROTTLED waits.
  bool seed_for_it = true;  // Whether there are tokens of beta versions.
  std::vector<PlannedChange> changes;    // As the fleets begin.
  std::vector<ScriptedStatus> statuses;  // The same.
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_OPTIONS_H_
