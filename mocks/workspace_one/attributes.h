#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_ATTRIBUTES_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_ATTRIBUTES_H_

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "mocks/workspace_one/holdings.h"

namespace mdmock::workspace_one {

// AttributesJson gives custom attributes as every endpoint shows them.
nlohmann::ordered_json AttributesJson(
    const std::vector<CustomAttribute>& attributes);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_ATTRIBUTES_H_
