#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "mocks/workspace_one/bulk.h"
#include "mocks/workspace_one/device.h"
#include "mocks/workspace_one/endpoints.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

// Tags, and the devices that have them.
namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

// The number of a tag that there is; else 0, and the verdict refuses.
std::uint32_t TagOf(const Visit& visit) {
  const std::string& text = visit.captured.at(0);
  const auto tag = ReadNumber(text);
  if (tag && visit.holdings.FindTag(*tag) != nullptr) return *tag;
  visit.verdict.Add({&rules::kResourceUnknown, "request target",
                     "a tag that there is", Printable(text, 60)});
  return 0;
}

enum class Change { kAdd, kRemove };

Page ChangeDevices(const Visit& visit, Change change) {
  const std::uint32_t tag = TagOf(visit);
  if (tag == 0) return std::nullopt;
  const std::vector<std::string> items = ReadBulk(visit);
  if (items.empty()) return std::nullopt;
  std::set<std::uint32_t>& devices = *visit.changing->FindTag(tag);
  Bulk bulk;
  for (const std::string& item : items) {
    const auto id = ReadNumber(item);
    if (!id || !visit.HasDevice(*id)) {
      bulk.Add(Printable(item, 60), "There is no such device");
    } else if (change == Change::kAdd) {
      devices.insert(*id);
      bulk.Add(item, "");
    } else {
      bulk.Add(item, devices.erase(*id) > 0 ? "" : "It does not have the tag");
    }
  }
  return bulk.Write(visit);
}

}  // namespace

Page AnswerTagDevices(const Visit& visit) {
  const std::uint32_t tag = TagOf(visit);
  if (tag == 0) return std::nullopt;
  ordered_json list = ordered_json::array();
  for (const std::uint32_t id : *visit.holdings.FindTag(tag)) {
    if (!visit.HasDevice(id)) continue;
    list.push_back({{"DeviceId", id},
                    {"FriendlyName",
                     DeviceJson(id, visit.holdings).at("DeviceFriendlyName")},
                    {"DeviceUuid", DeviceUuid(id)}});
  }
  return Write(visit.wanted, 200, "TagDevices", {{"Device", std::move(list)}});
}

Page AddTagDevices(const Visit& visit) {
  return ChangeDevices(visit, Change::kAdd);
}

Page RemoveTagDevices(const Visit& visit) {
  return ChangeDevices(visit, Change::kRemove);
}

}  // namespace mdmock::workspace_one
