#ifndef MDMOCK_PROTOCOL_BASE_TIME_H_
#define MDMOCK_PROTOCOL_BASE_TIME_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/base/result.h"

namespace mdmock {

// SystemTime is an instant in UTC, to the millisecond. Rules take it as an
// argument; only servers and main() hold a clock (mocks/world/clock.h).
using SystemTime = std::chrono::sys_time<std::chrono::milliseconds>;

// ReadTime reads RFC 3339 ("2026-01-31T12:00:00Z", with fractions and offsets)
// or whole seconds since 1970 ("1767225600").
Result<SystemTime> ReadTime(std::string_view text);

// FormatTime gives RFC 3339 in UTC; milliseconds are shown only where they are
// not zero.
std::string FormatTime(SystemTime time);

// EpochSeconds gives the whole seconds since 1970, rounded down.
std::int64_t EpochSeconds(SystemTime time);

// FromEpochSeconds is the reverse of EpochSeconds.
SystemTime FromEpochSeconds(std::int64_t count);

// FormatDuration gives "1 day 2 h", "5 min 1 s": the two largest units.
std::string FormatDuration(std::chrono::seconds duration);

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_BASE_TIME_H_
