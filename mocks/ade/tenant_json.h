#ifndef MDMOCK_MOCKS_ADE_TENANT_JSON_H_
#define MDMOCK_MOCKS_ADE_TENANT_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/ade/options.h"
#include "mocks/control/json/fields.h"
#include "mocks/control/json/problem.h"
#include "protocol/oauth1/message.h"

// One tenant as JSON; ade_json.h has the shape.
namespace mdmock::ade {

// ReadTenant reads a tenant of a configuration.
void ReadTenant(const nlohmann::json& object, const std::string& where,
                Tenant& tenant, control::Problems& problems);

// ReadTenantChange reads a tenant of a partial document into the one of its
// name, or adds it. Tenants whose token was replaced are added to `replaced`.
void ReadTenantChange(const nlohmann::json& object, const std::string& where,
                      AdeOptions& options, std::vector<std::string>& replaced,
                      control::Problems& problems);

nlohmann::ordered_json ToJson(const Tenant& tenant);  // Without secrets.

// ReadFlag reads true or false.
void ReadFlag(control::Fields& fields, std::string_view name, bool& flag);

// UrlOf gives "https://host:port".
std::string UrlOf(const oauth1::Base& base);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_TENANT_JSON_H_
