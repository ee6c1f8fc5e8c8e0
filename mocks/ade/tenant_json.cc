#include "mocks/ade/tenant_json.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "mocks/ade/ade_json.h"
#include "mocks/ade/fleet_json.h"
#include "mocks/ade/settings.h"
#include "protocol/base/text.h"
#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"

namespace mdmock::ade {
namespace {

using control::Fields;
using control::Problems;
using control::Quoted;
using control::Shown;
using Json = nlohmann::json;
using nlohmann::ordered_json;
using oauth1::Credentials;

constexpr std::array<std::string_view, 8> kStates{
    "active",          "terms-not-signed", "terms-not-signed-at-resources",
    "token-expired",   "token-rejected",   "user-deleted",
    "server-inactive", "access-denied"};

// The texts of an account, under their names in JSON.
struct AccountField {
  std::string_view name;
  std::string Account::*member;
};
constexpr AccountField kAccountFields[] = {
    {"server_name", &Account::server_name},
    {"server_uuid", &Account::server_uuid},
    {"admin_id", &Account::admin_id},
    {"facilitator_id", &Account::facilitator_id},
    {"org_name", &Account::org_name},
    {"org_email", &Account::org_email},
    {"org_phone", &Account::org_phone},
    {"org_address", &Account::org_address},
    {"org_id", &Account::org_id},
    {"org_id_hash", &Account::org_id_hash},
    {"org_type", &Account::org_type},
    {"org_version", &Account::org_version}};

// Values that a client has to send are bounded by what a header may hold.
constexpr size_t kMaxValue = 1024;

// A header cannot carry control characters.
void ReadValue(Fields& fields, std::string_view name, std::string& value) {
  constexpr std::string_view kExpected =
      "a text of 1 to 1024 bytes without control characters";
  if (fields.Require(name, kExpected) == nullptr) return;
  const auto text = fields.Text(name);
  if (!text) return;
  bool is_good = !text->empty() && text->size() <= kMaxValue;
  for (const char c : *text) {
    is_good = is_good && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
  }
  if (is_good) {
    value = *text;
  } else {
    // It may be a secret: its length has to do.
    fields.Complain(name, std::string(kExpected),
                    fmt::format("one of {} bytes", text->size()));
  }
}

Credentials ReadToken(const Json& object, const std::string& where,
                      Problems& problems) {
  Credentials credentials;
  Fields fields(object, where, problems);
  ReadValue(fields, "consumer_key", credentials.consumer_key);
  ReadValue(fields, "consumer_secret", credentials.consumer_secret);
  ReadValue(fields, "access_token", credentials.access_token);
  ReadValue(fields, "access_secret", credentials.access_secret);
  if (const auto text = fields.Text("access_token_expiry")) {
    if (const auto expiry = ReadTime(*text)) {
      credentials.expiry = *expiry;
    } else {
      fields.Complain("access_token_expiry", "a time as RFC 3339 has it",
                      Quoted(*text));
    }
  }
  fields.Finish();
  return credentials;
}

void ReadTenantState(Fields& fields, Tenant& tenant) {
  const auto text = fields.Text("state");
  if (!text) return;
  for (size_t i = 0; i < kStates.size(); ++i) {
    if (kStates[i] != *text) continue;
    tenant.state = static_cast<TenantState>(i);
    return;
  }
  fields.Complain("state", fmt::format("{}", fmt::join(kStates, ", ")),
                  Quoted(*text));
}

void ReadCertificate(Fields& fields, Tenant& tenant) {
  const auto pem = fields.Text("certificate_pem");
  if (!pem) return;
  if (pem->empty() || crypto::Certificate::Read(*pem)) {
    tenant.certificate_pem = *pem;
  } else {
    fields.Complain("certificate_pem", "a PEM certificate, or \"\" for none",
                    Quoted(*pem));
  }
}

void ReadAccount(Fields& fields, Account& account, Problems& problems) {
  const Json* value = fields.Take("account");
  if (value == nullptr) return;
  Fields inner(*value, fields.Where("account"), problems);
  for (const auto& [name, member] : kAccountFields) {
    if (auto text = inner.Text(name)) account.*member = *std::move(text);
  }
  inner.Finish();
}

// Everything but the name and the token.
void ReadRest(Fields& fields, Tenant& tenant, Problems& problems) {
  ReadTenantState(fields, tenant);
  ReadCertificate(fields, tenant);
  ReadAccount(fields, tenant.account, problems);
  if (const auto fleet =
          ReadFleetSize(fields, tenant.fleet.value_or(FleetSize{}), problems)) {
    tenant.fleet = *fleet;
  }
  if (const Json* list = fields.Take("previous_tokens")) {
    if (list->is_array() && list->size() <= kMaxPrevious) {
      tenant.previous.clear();
      for (size_t i = 0; i < list->size(); ++i) {
        tenant.previous.push_back(
            ReadToken((*list)[i],
                      fmt::format("{}[{}]", fields.Where("previous_tokens"), i),
                      problems));
      }
    } else {
      fields.Complain("previous_tokens",
                      fmt::format("a list of at most {} tokens", kMaxPrevious),
                      Shown(*list));
    }
  }
  fields.Finish();
}

ordered_json WithoutSecrets(const Credentials& credentials) {
  ordered_json json{{"consumer_key", credentials.consumer_key},
                    {"access_token", credentials.access_token}};
  if (credentials.expiry) {
    json["access_token_expiry"] = FormatTime(*credentials.expiry);
  }
  return json;
}

std::string NamesOf(const AdeOptions& options) {
  std::string names;
  for (const Tenant& one : options.tenants) {
    if (names.size() > 200) return names + ", …";
    names += (names.empty() ? "" : ", ") + one.name;
  }
  return names;
}

}  // namespace

void ReadTenant(const Json& object, const std::string& where, Tenant& tenant,
                Problems& problems) {
  Fields fields(object, where, problems);
  ReadValue(fields, "name", tenant.name);
  const Json* token = fields.Take("token");
  if (token != nullptr && !token->is_null()) {
    tenant.credentials = ReadToken(*token, where + ".token", problems);
  }
  ReadRest(fields, tenant, problems);
}

void ReadTenantChange(const Json& object, const std::string& where,
                      AdeOptions& options, std::vector<std::string>& replaced,
                      Problems& problems) {
  Fields fields(object, where, problems);
  std::string name;
  ReadValue(fields, "name", name);
  const Json* token = fields.Take("token");
  Tenant* tenant = FindTenant(options, name);
  Tenant added{.name = name};
  const bool is_new = tenant == nullptr;
  if (is_new && token == nullptr && !name.empty()) {
    fields.Complain("name",
                    "one of " + NamesOf(options) +
                        ", or a new one with a token (null: one is made)",
                    Quoted(name));
  }
  if (is_new) tenant = &added;
  if (token != nullptr && !token->is_null()) {
    Credentials fresh = ReadToken(*token, where + ".token", problems);
    if (is_new) {
      tenant->credentials = std::move(fresh);
    } else {
      Replace(*tenant, std::move(fresh));
      replaced.push_back(name);
    }
  } else if (token != nullptr && !is_new) {
    fields.Complain("token", "an object as in token.json", "null");
  }
  ReadRest(fields, *tenant, problems);
  if (!is_new) return;
  if (options.tenants.size() >= kMaxTenants) {
    problems.push_back(
        {where, fmt::format("at most {} tenants", kMaxTenants), "one more"});
    return;
  }
  options.tenants.push_back(std::move(added));
}

ordered_json ToJson(const Tenant& tenant) {
  ordered_json previous = ordered_json::array();
  for (const Credentials& one : tenant.previous) {
    previous.push_back(WithoutSecrets(one));
  }
  ordered_json account;
  for (const auto& [name, member] : kAccountFields) {
    account[std::string(name)] = tenant.account.*member;
  }
  ordered_json json{{"name", tenant.name},
                    {"state", Name(tenant.state)},
                    {"token", WithoutSecrets(tenant.in_force())},
                    {"previous_tokens", std::move(previous)},
                    {"has_certificate", !tenant.certificate_pem.empty()},
                    {"account", std::move(account)}};
  if (tenant.fleet) json["fleet"] = ToJson(*tenant.fleet);
  return json;
}

void ReadFlag(Fields& fields, std::string_view name, bool& flag) {
  const Json* value = fields.Take(name);
  if (value == nullptr) return;
  if (value->is_boolean()) {
    flag = value->get<bool>();
  } else {
    fields.Complain(name, "true or false", Shown(*value));
  }
}

std::string UrlOf(const oauth1::Base& base) {
  std::string url = base.scheme + "://" + base.authority.host;
  if (base.authority.port) url += fmt::format(":{}", *base.authority.port);
  return url;
}

std::string_view Name(TenantState state) {
  return kStates[static_cast<size_t>(state)];
}

}  // namespace mdmock::ade
