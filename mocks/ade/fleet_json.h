#ifndef MDMOCK_MOCKS_ADE_FLEET_JSON_H_
#define MDMOCK_MOCKS_ADE_FLEET_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

#include "mocks/ade/fleet/options.h"
#include "mocks/control/json/fields.h"

// The part of a configuration and of PUT /ade/state that is about devices:
//
//   {"fleet": {"size": 12, "seed": 1}, "duplicates": false,
//    "page_limit": {"default": 1000, "maximum": 1000}, "push_after_s": null,
//    "retry_after_s": 3, "seed_for_it": true,
//    "changes": [{"at": "2026-01-31T12:00:00Z" | "after_s": 60,
//                 "op": "added" | "modified" | "deleted",
//                 "count": 3 | "serials": ["…"], "by_replacement": false,
//                 "tenant": "default"}],
//    "statuses": [{"serials": ["…"], "status": "FAILED" | null, "times": 2,
//                  "tenant": "default"}]}
//
// A change without a time happens at once; one without a tenant, to all.
namespace mdmock::ade {

// FleetChange is what a document asks for besides options.
struct FleetChange {
  bool remake = false;  // It has a fleet.
  std::vector<PlannedChange> changes;
  std::vector<ScriptedStatus> statuses;
};

void ReadFleetOptions(control::Fields& fields, FleetOptions& options,
                      FleetChange& change, control::Problems& problems);

// ReadFleetSize reads the field "fleet"; nothing where there is none.
std::optional<FleetSize> ReadFleetSize(control::Fields& fields,
                                       const FleetSize& before,
                                       control::Problems& problems);

nlohmann::ordered_json ToJson(const FleetSize& size);

// AddFleetOptions adds the options to `json`, changes and statuses excepted.
void AddFleetOptions(const FleetOptions& options, nlohmann::ordered_json& json);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_JSON_H_
