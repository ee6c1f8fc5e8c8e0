#include "mocks/ade/ade_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "mocks/ade/tenant_json.h"
#include "mocks/control/json/fields.h"
#include "protocol/http/url.h"

namespace mdmock::ade {
namespace {

using control::Fields;
using control::Problems;
using control::Shown;
using Json = nlohmann::json;
using nlohmann::ordered_json;

constexpr std::uint64_t kMaxSeconds = 10ULL * 366 * 86'400;

std::string_view Name(SessionShape shape) {
  return shape == SessionShape::kVaried ? "varied" : "usual";
}

void ReadSeconds(Fields& fields, std::string_view name, std::uint64_t least,
                 std::chrono::seconds& seconds) {
  if (const auto read = fields.Whole(name, least, kMaxSeconds)) {
    seconds = std::chrono::seconds(*read);
  }
}

void ReadDialectField(Fields& fields, AdeOptions& options) {
  const auto text = fields.Text("dialect");
  if (!text) return;
  if (const auto dialect = ade::ReadDialect(*text)) {
    options.dialect = *dialect;
  } else {
    fields.Complain("dialect", std::string(kDialectNames),
                    control::Quoted(*text));
  }
}

void ReadAs(Fields& fields, AdeOptions& options) {
  const Json* value = fields.Take("as");
  if (value == nullptr) return;
  if (value->is_null()) {
    options.as.reset();
    return;
  }
  if (value->is_string()) {
    if (auto base = ReadBase(value->get_ref<const std::string&>())) {
      options.as = *std::move(base);
      return;
    }
  }
  fields.Complain("as", "an http or https URL, or null", Shown(*value));
}

void ReadUserAgents(Fields& fields, UserAgents& agents, Problems& problems) {
  const Json* value = fields.Take("user_agent");
  if (value == nullptr) return;
  Fields inner(*value, fields.Where("user_agent"), problems);
  ReadFlag(inner, "required", agents.required);
  if (const Json* list = inner.Take("deny")) {
    const bool is_list =
        list->is_array() &&
        std::all_of(list->begin(), list->end(),
                    [](const Json& one) { return one.is_string(); });
    if (is_list) {
      agents.denied = list->get<std::vector<std::string>>();
    } else {
      inner.Complain("deny", "a list of strings", Shown(*list));
    }
  }
  inner.Finish();
}

void ReadShape(Fields& fields, AdeOptions& options) {
  const auto text = fields.Text("session_shape");
  if (!text) return;
  for (const SessionShape shape :
       {SessionShape::kUsual, SessionShape::kVaried}) {
    if (*text != Name(shape)) continue;
    options.session_shape = shape;
    return;
  }
  fields.Complain("session_shape", "usual or varied", control::Quoted(*text));
}

void ReadPolicies(Fields& fields, AdeOptions& options, Problems& problems) {
  ReadDialectField(fields, options);
  ReadAs(fields, options);
  ReadSeconds(fields, "nonce_window_s", 0, options.nonce_window);
  ReadSeconds(fields, "session_lifetime_s", 1, options.session_lifetime);
  ReadShape(fields, options);
  if (const auto every = fields.Whole("rotate_every", 0, 1'000'000'000)) {
    options.rotation.every = *every;
  }
  ReadFlag(fields, "rotate_on_error", options.rotation.on_error);
  ReadSeconds(fields, "rotate_grace_s", 0, options.rotation.grace);
  ReadUserAgents(fields, options.user_agents, problems);
  ReadFlag(fields, "awkward_credentials", options.awkward_credentials);
  ReadFlag(fields, "explain_header", options.explain_header);
  ReadFlag(fields, "strict", options.strict);
}

// Names and keys tell tenants apart, so that sessions are never crossed.
void CheckApart(const AdeOptions& options, const std::string& where,
                Problems& problems) {
  std::set<std::string_view> names;
  std::set<std::string_view> keys;
  for (const Tenant& one : options.tenants) {
    if (!names.insert(one.name).second) {
      problems.push_back({where, "tenants of different names",
                          control::Quoted(one.name) + " twice"});
    }
    const std::string& key = one.credentials.consumer_key;
    if (!key.empty() && !keys.insert(key).second) {
      problems.push_back({where, "tenants of different consumer keys",
                          "one that two tenants have"});
    }
  }
}

const Json* TakeTenants(Fields& fields) {
  const Json* list = fields.Take("tenants");
  if (list == nullptr) return nullptr;
  if (list->is_array() && !list->empty() && list->size() <= kMaxTenants) {
    return list;
  }
  fields.Complain("tenants",
                  fmt::format("a list of 1 to {} tenants", kMaxTenants),
                  list->is_array() ? fmt::format("{} of them", list->size())
                                   : Shown(*list));
  return nullptr;
}

}  // namespace

Problems ReadOptions(const Json& object, const std::string& where,
                     AdeOptions& options) {
  Problems problems;
  Fields fields(object, where, problems);
  ReadPolicies(fields, options, problems);
  FleetChange fleet;
  ReadFleetOptions(fields, options.fleet, fleet, problems);
  if (!fleet.changes.empty()) options.fleet.changes = std::move(fleet.changes);
  if (!fleet.statuses.empty()) {
    options.fleet.statuses = std::move(fleet.statuses);
  }
  if (const Json* list = TakeTenants(fields)) {
    options.tenants.clear();
    for (size_t i = 0; i < list->size(); ++i) {
      Tenant tenant;
      ReadTenant((*list)[i], fmt::format("{}[{}]", fields.Where("tenants"), i),
                 tenant, problems);
      options.tenants.push_back(std::move(tenant));
    }
    CheckApart(options, fields.Where("tenants"), problems);
  }
  fields.Finish();
  return problems;
}

Problems ReadState(const Json& object, AdeOptions& options,
                   StateChange& change) {
  Problems problems;
  Fields fields(object, "", problems);
  ReadPolicies(fields, options, problems);
  ReadFleetOptions(fields, options.fleet, change.fleet, problems);
  if (const Json* value = fields.Take("sessions")) {
    if (*value == "kill") {
      change.kill_sessions = true;
    } else {
      fields.Complain("sessions", "\"kill\"", Shown(*value));
    }
  }
  if (const Json* list = TakeTenants(fields)) {
    for (size_t i = 0; i < list->size(); ++i) {
      ReadTenantChange((*list)[i], fmt::format("tenants[{}]", i), options,
                       change.replaced_tokens, problems);
    }
    CheckApart(options, "tenants", problems);
  }
  fields.Finish();
  return problems;
}

ordered_json ToJson(const AdeOptions& options) {
  ordered_json tenants = ordered_json::array();
  for (const Tenant& one : options.tenants) tenants.push_back(ToJson(one));
  ordered_json json{
      {"dialect", Name(options.dialect)},
      {"as", options.as ? ordered_json(UrlOf(*options.as)) : nullptr},
      {"nonce_window_s", options.nonce_window.count()},
      {"session_lifetime_s", options.session_lifetime.count()},
      {"session_shape", Name(options.session_shape)},
      {"rotate_every", options.rotation.every},
      {"rotate_on_error", options.rotation.on_error},
      {"rotate_grace_s", options.rotation.grace.count()},
      {"user_agent",
       {{"required", options.user_agents.required},
        {"deny", options.user_agents.denied}}},
      {"awkward_credentials", options.awkward_credentials},
      {"explain_header", options.explain_header},
      {"strict", options.strict}};
  AddFleetOptions(options.fleet, json);
  json["tenants"] = std::move(tenants);
  return json;
}

Result<oauth1::Base> ReadBase(std::string_view url) {
  auto read = http::ReadUrl(url);
  if (!read) return read.error();
  return oauth1::Base{std::move(read->scheme), std::move(read->authority)};
}

}  // namespace mdmock::ade
