#ifndef MDMOCK_MOCKS_ADE_ENDPOINTS_STATUSES_H_
#define MDMOCK_MOCKS_ADE_ENDPOINTS_STATUSES_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/ade/endpoints/visit.h"

namespace mdmock::ade {

inline constexpr std::string_view kSuccess = "SUCCESS";
inline constexpr std::string_view kNotAccessible = "NOT_ACCESSIBLE";

// AppendStatuses appends "devices":{serial: status, …}. `act` is called for
// each device that is there and not scripted, and gives its status.
using Act =
    std::function<std::string_view(std::uint32_t slot, size_t position)>;
void AppendStatuses(std::string& out, Visit& visit,
                    const std::vector<std::string>& serials, const Act& act);

// RemarkStrangers remarks the serial numbers that are nobody's here.
void RemarkStrangers(Visit& visit, const std::vector<std::string>& serials);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ENDPOINTS_STATUSES_H_
