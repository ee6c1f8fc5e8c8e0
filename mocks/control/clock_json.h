#ifndef MDMOCK_MOCKS_CONTROL_CLOCK_JSON_H_
#define MDMOCK_MOCKS_CONTROL_CLOCK_JSON_H_

#include <nlohmann/json_fwd.hpp>

#include "mocks/control/json/problem.h"
#include "mocks/world/clock.h"

namespace mdmock::control {

// ReadClock reads {"mode": "real" | "frozen" | "offset", "time": …,
// "offset_s": …}. `time` (RFC 3339, or seconds since 1970) is for a frozen
// clock, `now` where it is absent; `offset_s` may be negative and have
// decimals. What a mode has no use for is checked and ignored, so that what
// ToJson gave can be sent back.
world::Clock::Setting ReadClock(const nlohmann::json& json, SystemTime now,
                                Problems& problems);

// ReadAdvance reads {"seconds": N}; N may be negative and have decimals.
std::chrono::milliseconds ReadAdvance(const nlohmann::json& json,
                                      Problems& problems);

// ToJson gives the setting; `time` is what the clock says now.
nlohmann::ordered_json ToJson(const world::Clock& clock);

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_CLOCK_JSON_H_
