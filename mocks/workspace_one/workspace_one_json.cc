#include "mocks/workspace_one/workspace_one_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "mocks/control/json/fields.h"
#include "mocks/control/json/names.h"
#include "protocol/base/text.h"

namespace mdmock::workspace_one {
namespace {

using control::Fields;
using control::NameIn;
using control::Problems;
using control::ReadName;
using Json = nlohmann::json;

constexpr std::pair<AdminState, std::string_view> kStates[] = {
    {AdminState::kActive, "active"},
    {AdminState::kLocked, "locked"},
    {AdminState::kDeleted, "deleted"},
    {AdminState::kRevoked, "revoked"},
    {AdminState::kExpired, "expired"}};
constexpr std::pair<Role, std::string_view> kRoles[] = {
    {Role::kAdministrator, "administrator"},
    {Role::kReadOnly, "read-only"},
    {Role::kNone, "none"}};
constexpr std::pair<InfoShape, std::string_view> kInfoShapes[] = {
    {InfoShape::kProduct, "product"},
    {InfoShape::kServiceDocument, "service-document"}};
constexpr std::pair<PkiShape::Key, std::string_view> kIssuerKeys[] = {
    {PkiShape::Key::kP256, "p256"}, {PkiShape::Key::kRsa1024, "rsa1024"}};
constexpr std::pair<PkiShape::Serial, std::string_view> kIssuerSerials[] = {
    {PkiShape::Serial::kPositive, "positive"},
    {PkiShape::Serial::kNegative, "negative"}};
constexpr size_t kMaxText = 256;

void ReadText(Fields& fields, std::string_view name, std::string& value) {
  auto text = fields.Text(name);
  if (!text) return;
  const bool fits = !text->empty() && text->size() <= kMaxText &&
                    text->find_first_of("\r\n") == std::string::npos;
  if (fits) {
    value = *std::move(text);
  } else {
    fields.Complain(name, "1 to 256 bytes on one line", control::Quoted(*text));
  }
}

void ReadFlag(Fields& fields, std::string_view name, bool& value) {
  const Json* json = fields.Take(name);
  if (json == nullptr) return;
  if (json->is_boolean()) {
    value = json->get<bool>();
  } else {
    fields.Complain(name, "true or false", control::Shown(*json));
  }
}

void ReadRefused(Fields& fields, std::string_view name, Refused& refused,
                 Problems& problems) {
  const Json* json = fields.Take(name);
  if (json == nullptr) return;
  Fields inner(*json, fields.Where(name), problems);
  if (const auto status = inner.Whole("status", 400, 599)) {
    refused.status = static_cast<int>(*status);
  }
  if (const auto code = inner.Whole("code", 0, INT32_MAX)) {
    refused.code = static_cast<int>(*code);
  }
  inner.Finish();
}

// Everything but the name.
void ReadAdmin(Fields& fields, Admin& admin) {
  if (const auto id = fields.Whole("id", 1, UINT32_MAX)) {
    admin.id = static_cast<std::uint32_t>(*id);
  }
  ReadName(fields, "state", kStates, admin.state);
  ReadName(fields, "role", kRoles, admin.role);
  ReadText(fields, "password", admin.password);
  fields.Finish();
}

void ReadAdmins(const Json& list, const std::string& where,
                std::vector<Admin>& admins, Problems& problems) {
  if (!list.is_array()) {
    problems.push_back(
        {where, "a list of administrators", control::Shown(list)});
    return;
  }
  std::set<std::string> names;
  for (size_t i = 0; i < list.size() && i < kMaxAdmins; ++i) {
    Fields fields(list[i], fmt::format("{}[{}]", where, i), problems);
    std::string name;
    ReadText(fields, "name", name);
    auto found =
        std::find_if(admins.begin(), admins.end(),
                     [&](const Admin& one) { return one.name == name; });
    if (found == admins.end()) {
      found = admins.insert(admins.end(), Admin{.name = name});
    }
    ReadAdmin(fields, *found);
    if (name.empty()) fields.Complain("name", "a name", "nothing");
    if (!name.empty() && !names.insert(name).second) {
      fields.Complain("name", "names that differ",
                      control::Quoted(name) + " twice");
    }
    if (found->id == 0) fields.Complain("id", "a number from 1 on", "nothing");
  }
}

void CheckAdmins(const std::vector<Admin>& admins, const std::string& where,
                 Problems& problems) {
  if (admins.empty() || admins.size() > kMaxAdmins) {
    problems.push_back({where,
                        fmt::format("1 to {} administrators", kMaxAdmins),
                        fmt::format("{}", admins.size())});
  }
  for (size_t i = 0; i < admins.size(); ++i) {
    for (size_t j = i + 1; j < admins.size(); ++j) {
      if (admins[i].id != admins[j].id) continue;
      problems.push_back(
          {where, "ids that differ", fmt::format("{} twice", admins[i].id)});
      return;
    }
  }
}

void ReadAs(Fields& fields, std::optional<http::Url>& as) {
  const Json* json = fields.Take("as");
  if (json == nullptr) return;
  if (json->is_null()) {
    as.reset();
    return;
  }
  const auto url = json->is_string() ? http::ReadUrl(json->get<std::string>())
                                     : Failure{"not text"};
  if (url) {
    as = *url;
  } else {
    fields.Complain("as", "an http or https URL, or null",
                    control::Shown(*json));
  }
}

void ReadIssuer(Fields& fields, PkiShape& pki, Problems& problems) {
  const Json* json = fields.Take("issuer");
  if (json == nullptr) return;
  Fields inner(*json, fields.Where("issuer"), problems);
  ReadName(inner, "key", kIssuerKeys, pki.issuer_key);
  ReadName(inner, "serial", kIssuerSerials, pki.issuer_serial);
  inner.Finish();
}

void ReadRest(Fields& fields, WorkspaceOneOptions& options,
              Problems& problems) {
  ReadText(fields, "tenant_code", options.tenant_code);
  if (const auto text = fields.Text("separator");
      text && !ReadSeparator(*text, options.separator)) {
    fields.Complain("separator", "either, backtick or apostrophe",
                    control::Quoted(*text));
  }
  if (const auto seconds = fields.Whole("window_s", 0, 1'000'000'000)) {
    options.window = std::chrono::seconds(*seconds);
  }
  ReadRefused(fields, "certificate_refused", options.certificate_refused,
              problems);
  ReadRefused(fields, "tenant_refused", options.tenant_refused, problems);
  ReadRefused(fields, "account_locked", options.account_locked, problems);
  ReadRefused(fields, "role_refused", options.role_refused, problems);
  ReadName(fields, "info", kInfoShapes, options.info);
  if (const auto calls = fields.Whole("calls_per_minute", 0, 1'000'000'000)) {
    options.calls_per_minute = *calls;
  }
  if (const auto devices = fields.Whole("devices", 0, kMaxDevices)) {
    options.devices = static_cast<std::uint32_t>(*devices);
  }
  ReadFlag(fields, "explain_header", options.explain_header);
  ReadFlag(fields, "strict", options.strict);
  ReadAs(fields, options.as);
  fields.Finish();
}

nlohmann::ordered_json Shown(const std::optional<http::Url>& url) {
  if (!url) return nullptr;
  return fmt::format(
      "{}://{}{}{}", url->scheme, url->authority.host,
      url->authority.port ? fmt::format(":{}", *url->authority.port) : "",
      url->Target());
}

nlohmann::ordered_json Shown(const Refused& refused) {
  return {{"status", refused.status}, {"code", refused.code}};
}

}  // namespace

Problems ReadOptions(const Json& object, const std::string& where,
                     WorkspaceOneOptions& options) {
  Problems problems;
  Fields fields(object, where, problems);
  if (const Json* list = fields.Take("admins")) {
    options.admins.clear();
    ReadAdmins(*list, fields.Where("admins"), options.admins, problems);
    CheckAdmins(options.admins, fields.Where("admins"), problems);
  }
  ReadIssuer(fields, options.pki, problems);
  ReadRest(fields, options, problems);
  return problems;
}

Problems ReadState(const Json& object, WorkspaceOneOptions& options) {
  Problems problems;
  Fields fields(object, "", problems);
  if (const Json* list = fields.Take("admins")) {
    ReadAdmins(*list, "admins", options.admins, problems);
    CheckAdmins(options.admins, "admins", problems);
  }
  ReadRest(fields, options, problems);
  return problems;
}

nlohmann::ordered_json ToJson(const WorkspaceOneOptions& options) {
  auto admins = nlohmann::ordered_json::array();
  for (const Admin& one : options.admins) {
    admins.push_back({{"id", one.id},
                      {"name", one.name},
                      {"state", Name(one.state)},
                      {"role", Name(one.role)}});
  }
  const std::string_view separator =
      !options.separator                                  ? "either"
      : *options.separator == cms::Separator::kApostrophe ? "apostrophe"
                                                          : "backtick";
  return {{"separator", separator},
          {"window_s", options.window.count()},
          {"certificate_refused", Shown(options.certificate_refused)},
          {"tenant_refused", Shown(options.tenant_refused)},
          {"account_locked", Shown(options.account_locked)},
          {"role_refused", Shown(options.role_refused)},
          {"info", NameIn(kInfoShapes, options.info)},
          {"calls_per_minute", options.calls_per_minute},
          {"devices", options.devices},
          {"explain_header", options.explain_header},
          {"strict", options.strict},
          {"as", Shown(options.as)},
          {"issuer",
           {{"key", NameIn(kIssuerKeys, options.pki.issuer_key)},
            {"serial", NameIn(kIssuerSerials, options.pki.issuer_serial)}}},
          {"admins", std::move(admins)}};
}

std::string_view Name(AdminState state) { return NameIn(kStates, state); }

std::string_view Name(Role role) { return NameIn(kRoles, role); }

bool ReadSeparator(std::string_view name,
                   std::optional<cms::Separator>& separator) {
  if (name == "either") {
    separator.reset();
  } else if (name == "backtick") {
    separator = cms::Separator::kBacktick;
  } else if (name == "apostrophe") {
    separator = cms::Separator::kApostrophe;
  } else {
    return false;
  }
  return true;
}

}  // namespace mdmock::workspace_one
