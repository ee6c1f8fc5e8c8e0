#include "mocks/workspace_one/attributes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mocks/workspace_one/body.h"
#include "mocks/workspace_one/bulk.h"
#include "mocks/workspace_one/device.h"
#include "mocks/workspace_one/endpoints.h"
#include "mocks/workspace_one/paging.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

// Custom attributes of devices. Deleting them is what clients are known to use
// the CMS scheme for: there is a body to sign.
namespace mdmock::workspace_one {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// Whether a query's value is that; one that is not there fits all.
bool Fits(const std::string* wanted, std::string_view actual) {
  return wanted == nullptr || EqualsIgnoreCase(*wanted, actual);
}

// The devices that have some, of those that the query takes.
std::vector<std::uint32_t> Search(const Visit& visit) {
  const std::string* device = visit.Find("deviceid");
  const std::string* serial = visit.Find("serialnumber");
  const std::string* name = visit.Find("customattributename");
  std::vector<std::uint32_t> found;
  for (const std::uint32_t id : visit.holdings.DevicesWithAttributes()) {
    const bool has_name =
        name == nullptr ||
        std::any_of(visit.holdings.AttributesOf(id).begin(),
                    visit.holdings.AttributesOf(id).end(),
                    [&](const CustomAttribute& one) {
                      return EqualsIgnoreCase(one.name, *name);
                    });
    if (has_name && Fits(device, std::to_string(id)) &&
        Fits(serial, Serial(id)) && visit.HasDevice(id)) {
      found.push_back(id);
    }
  }
  return found;
}

// What the body lists; nothing where the verdict refuses.
std::vector<CustomAttribute> ReadAttributes(const Visit& visit) {
  std::vector<CustomAttribute> attributes;
  const json* list = FindField(visit.body, "CustomAttributes");
  // In XML a list is an element with the items in it.
  if (list != nullptr && list->is_object()) {
    list = FindField(*list, "CustomAttribute");
  }
  for (const json& one : ListOf(list)) {
    CustomAttribute attribute{
        .name = ReadField(one, "Name", visit.verdict).value_or(""),
        .value = ReadField(one, "Value", visit.verdict).value_or(""),
        .group =
            ReadField(one, "ApplicationGroup", visit.verdict).value_or("")};
    if (!attribute.name.empty()) attributes.push_back(std::move(attribute));
  }
  if (attributes.empty() && visit.verdict.accepted()) {
    visit.verdict.Add({&rules::kBodyValue, "body, CustomAttributes",
                       "a list of attributes with a Name", "none"});
  }
  if (!visit.verdict.accepted()) attributes.clear();
  return attributes;
}

}  // namespace

ordered_json AttributesJson(const std::vector<CustomAttribute>& attributes) {
  ordered_json list = ordered_json::array();
  for (const CustomAttribute& one : attributes) {
    list.push_back({{"Name", one.name},
                    {"Value", one.value},
                    {"ApplicationGroup", one.group}});
  }
  return list;
}

Page AnswerAttributeSearch(const Visit& visit) {
  const std::vector<std::uint32_t> ids = Search(visit);
  return WriteList(visit, {"DeviceCustomAttributeSearchResult", "Devices"},
                   ids.size(), EachOf([&](size_t index) -> ordered_json {
                     const std::uint32_t id = ids[index];
                     const ordered_json device = DeviceJson(id, visit.holdings);
                     return {{"DeviceId", id},
                             {"Udid", Udid(id)},
                             {"SerialNumber", Serial(id)},
                             {"EnrollmentUserName", UserOf(id)},
                             {"AssetNumber", device.at("AssetNumber")},
                             {"CustomAttributes",
                              AttributesJson(visit.holdings.AttributesOf(id))}};
                   }));
}

Page EditAttributes(const Visit& visit) {
  const auto id = visit.Device(visit.captured.at(0));
  if (!id) return std::nullopt;
  const std::vector<CustomAttribute> attributes = ReadAttributes(visit);
  if (attributes.empty()) return std::nullopt;
  for (const CustomAttribute& one : attributes) {
    if (!visit.changing->SetAttribute(*id, one)) return NoRoom(visit);
  }
  return Done(204);
}

Page DeleteAttributes(const Visit& visit) {
  const auto id = visit.Device(visit.captured.at(0));
  if (!id) return std::nullopt;
  const std::vector<CustomAttribute> attributes = ReadAttributes(visit);
  if (attributes.empty()) return std::nullopt;
  Bulk bulk;
  for (const CustomAttribute& one : attributes) {
    const bool removed =
        visit.changing->RemoveAttribute(*id, one.name, one.group);
    bulk.Add(one.name, removed ? "" : "The device has no such attribute");
  }
  return bulk.Write(visit);
}

}  // namespace mdmock::workspace_one
