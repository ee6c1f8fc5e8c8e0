#ifndef MDMOCK_MOCKS_ADE_ENDPOINTS_PROFILE_RULES_H_
#define MDMOCK_MOCKS_ADE_ENDPOINTS_PROFILE_RULES_H_

#include <nlohmann/json_fwd.hpp>

#include "mocks/ade/dialect.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::ade {

// CheckProfile judges every field of a profile that somebody defines. depsim
// asks for more fields than Apple does.
void CheckProfile(const nlohmann::json& profile, Dialect dialect,
                  Verdict& verdict);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ENDPOINTS_PROFILE_RULES_H_
