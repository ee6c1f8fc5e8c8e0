#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mocks/workspace_one/body.h"
#include "mocks/workspace_one/device.h"
#include "mocks/workspace_one/endpoints.h"
#include "mocks/workspace_one/paging.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

// What there is besides devices: one organization group, the users of the
// devices, the administrators.
namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kEditable[] = {"FirstName", "LastName", "Email"};

ordered_json Group(const Visit& visit) {
  // Counts are strings here, as the API has them.
  return {{"Name", "mdmock"},
          {"GroupId", "mdmock"},
          {"LocationGroupType", "Customer"},
          {"Country", "United States"},
          {"Locale", "English (United States)"},
          {"CreatedOn", "1/2/2026 10:11:12 AM"},
          {"Users", fmt::format("{}", visit.call.options().devices)},
          {"Admins", fmt::format("{}", visit.call.options().admins.size())},
          {"Devices", fmt::format("{}", visit.NumDevices())},
          {"Id", IdJson(kGroupId)}};
}

// Users outlive their devices.
ordered_json User(const Visit& visit, std::uint32_t index) {
  const std::string name = UserOf(kFirstDevice + index);
  const bool has_device = visit.HasDevice(kFirstDevice + index);
  ordered_json user{{"UserName", name},
                    {"FirstName", "User"},
                    {"LastName", fmt::format("{}", index + 1)},
                    {"Status", true},
                    {"Email", name + "@example.com"},
                    {"SecurityType", 2},
                    {"EnrolledDevicesCount", has_device ? "1" : "0"},
                    {"Id", IdJson(kFirstUser + index)}};
  for (const auto& [field, value] :
       visit.holdings.EditsOfUser(kFirstUser + index)) {
    user[field] = value;
  }
  return user;
}

ordered_json Administrator(const Admin& admin) {
  return {{"UserName", admin.name},
          {"LocationGroup", "mdmock"},
          {"IsActive", admin.state != AdminState::kDeleted},
          {"Id", IdJson(admin.id)}};
}

// The URL under which the client has come, up to /api.
std::string Origin(const Call& call) {
  if (const auto& as = call.options().as) {
    return fmt::format(
        "{}://{}{}{}", as->scheme, as->authority.host,
        as->authority.port ? fmt::format(":{}", *as->authority.port) : "",
        call.options().path_before());
  }
  const std::string* host = call.request.Find("Host");
  return fmt::format("{}://{}", call.scheme,
                     host == nullptr ? "localhost" : Printable(*host, 200));
}

}  // namespace

Page AnswerGroups(const Visit& visit) {
  const ListShape shape =
      visit.wanted.version == 1
          ? ListShape{"LocationGroupSearchResult", "LocationGroups"}
          : ListShape{.root = "OrganizationGroupSearchResult",
                      .list = "OrganizationGroups",
                      .total = "TotalResults"};
  return WriteList(visit, shape, 1,
                   EachOf([&](size_t) { return Group(visit); }));
}

Page AnswerUsers(const Visit& visit) {
  return WriteList(visit, {"UserSearchResult", "Users"},
                   visit.call.options().devices, EachOf([&](size_t index) {
                     return User(visit, static_cast<std::uint32_t>(index));
                   }));
}

Page EditUser(const Visit& visit) {
  const std::string& text = visit.captured.at(0);
  const auto id = ReadNumber(text);
  if (!id || *id < kFirstUser ||
      *id - kFirstUser >= visit.call.options().devices) {
    visit.verdict.Add({&rules::kResourceUnknown, "request target",
                       "a user that there is", Printable(text, 60)});
    return std::nullopt;
  }
  Edits edits;
  for (const std::string_view field : kEditable) {
    auto value = ReadField(visit.body, field, visit.verdict);
    if (value) edits[std::string(field)] = *std::move(value);
  }
  if (edits.empty() && visit.verdict.accepted()) {
    visit.verdict.Add({&rules::kBodyValue, "body",
                       "FirstName, LastName or Email", "none of them"});
  }
  if (!visit.verdict.accepted()) return std::nullopt;
  if (!visit.changing->EditUser(*id, edits)) return NoRoom(visit);
  return Done(204);
}

Page AnswerAdmins(const Visit& visit) {
  const std::vector<Admin>& admins = visit.call.options().admins;
  return WriteList(
      visit, {"AdminSearchResult", "admins"}, admins.size(),
      EachOf([&](size_t index) { return Administrator(admins[index]); }));
}

Page AnswerInfo(const Visit& visit) {
  ordered_json info{{"ProductName", "mdmock"}, {"ProductVersion", "24.2.0.0"}};
  if (visit.call.options().info == InfoShape::kProduct) {
    info.update({{"Version", "24.2.0.0"}, {"Build", "0"}, {"ApiVersion", "1"}});
    return Write(visit.wanted, 200, "ProductInfo", info);
  }
  ordered_json spaces = ordered_json::array();
  for (const std::string_view space : {"mam", "mdm", "mem", "system"}) {
    spaces.push_back(
        {{"location", fmt::format("{}/api/{}", Origin(visit.call), space)}});
  }
  info["Resources"] = {{"Workspaces", std::move(spaces)}};
  return Write(visit.wanted, 200, "ServiceDocument", info);
}

}  // namespace mdmock::workspace_one
