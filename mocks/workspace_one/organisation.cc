#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "mocks/workspace_one/endpoints.h"

// What there is besides devices: one organization group, the users of the
// devices, the administrators.
namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

// How one list of the API is written: the names differ from one to the next,
// and from one version to the next.
struct Shape {
  std::string_view root;
  std::string_view list;
  std::string_view total = "Total";
};

Page WriteList(const Visit& visit, const Shape& shape, size_t total,
               ordered_json (*make)(const Visit& visit, size_t index)) {
  const auto span = ReadSpan(visit, total);
  if (!span) return std::nullopt;
  if (span->first == span->last && span->page > 0) {
    return http::Response{.status = 204, .headers = {}, .body = ""};
  }
  ordered_json list = ordered_json::array();
  for (size_t i = span->first; i < span->last; ++i) {
    list.push_back(make(visit, i));
  }
  ordered_json document;
  document[std::string(shape.list)] = std::move(list);
  document["Page"] = span->page;
  document["PageSize"] = span->size;
  document[std::string(shape.total)] = total;
  return Write(visit.wanted, 200, shape.root, document);
}

ordered_json Group(const Visit& visit, size_t) {
  // Counts are strings here, as the API has them.
  return {{"Name", "mdmock"},
          {"GroupId", "mdmock"},
          {"LocationGroupType", "Customer"},
          {"Country", "United States"},
          {"Locale", "English (United States)"},
          {"CreatedOn", "1/2/2026 10:11:12 AM"},
          {"Users", fmt::format("{}", visit.call.options().devices)},
          {"Admins", fmt::format("{}", visit.call.options().admins.size())},
          {"Devices", fmt::format("{}", visit.call.options().devices)},
          {"Id", {{"Value", 570}}}};
}

ordered_json User(const Visit&, size_t index) {
  const std::string name = fmt::format("user{}", index + 1);
  return {{"UserName", name},
          {"FirstName", "User"},
          {"LastName", fmt::format("{}", index + 1)},
          {"Status", true},
          {"Email", name + "@example.com"},
          {"SecurityType", 2},
          {"EnrolledDevicesCount", "1"},
          {"Id", {{"Value", 2000 + index}}}};
}

ordered_json Administrator(const Visit& visit, size_t index) {
  const Admin& admin = visit.call.options().admins[index];
  return {{"UserName", admin.name},
          {"LocationGroup", "mdmock"},
          {"IsActive", admin.state != AdminState::kDeleted},
          {"Id", {{"Value", admin.id}}}};
}

}  // namespace

Page AnswerGroups(const Visit& visit) {
  const Shape shape = visit.wanted.version == 1
                          ? Shape{"LocationGroupSearchResult", "LocationGroups"}
                          : Shape{"OrganizationGroupSearchResult",
                                  "OrganizationGroups", "TotalResults"};
  return WriteList(visit, shape, 1, &Group);
}

Page AnswerUsers(const Visit& visit) {
  return WriteList(visit, {"UserSearchResult", "Users"},
                   visit.call.options().devices, &User);
}

Page AnswerAdmins(const Visit& visit) {
  return WriteList(visit, {"AdminSearchResult", "admins"},
                   visit.call.options().admins.size(), &Administrator);
}

Page AnswerInfo(const Visit& visit) {
  return Write(visit.wanted, 200, "ProductInfo",
               {{"ProductName", "mdmock"},
                {"Version", "24.2.0.0"},
                {"Build", "0"},
                {"ApiVersion", "1"}});
}

}  // namespace mdmock::workspace_one
