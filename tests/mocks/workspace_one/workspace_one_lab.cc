#include "tests/mocks/workspace_one/workspace_one_lab.h"

#include <nlohmann/json.hpp>

namespace mdmock::workspace_one {

nlohmann::json BodyOf(const server::Answer& answer) {
  return nlohmann::json::parse(answer.response.body, nullptr, false);
}

}  // namespace mdmock::workspace_one
