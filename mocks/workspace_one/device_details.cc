#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mocks/workspace_one/attributes.h"
#include "mocks/workspace_one/device.h"
#include "mocks/workspace_one/device_names.h"
#include "mocks/workspace_one/endpoints.h"
#include "mocks/workspace_one/paging.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

// What is told of devices besides themselves, and what they are told.
namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

ordered_json Details(std::uint32_t id, const Holdings& holdings) {
  const ordered_json device = DeviceJson(id, holdings);
  return {{"DeviceId", id},
          {"DeviceUuid", DeviceUuid(id)},
          {"Udid", Udid(id)},
          {"SerialNumber", Serial(id)},
          {"DeviceFriendlyName", device.at("DeviceFriendlyName")},
          {"OrganizationGroupId", kGroupId},
          {"OrganizationGroupUuid", UuidOf(kGroupUuid, kGroupId)},
          {"UserName", UserOf(id)},
          {"LastSeen", device.at("LastSeen")},
          {"EnrollmentDate", device.at("LastEnrolledOn")},
          {"Compliant", true},
          {"AssetNumber", device.at("AssetNumber")},
          {"EnrollmentStatus", device.at("EnrollmentStatus")},
          {"Products", ordered_json::array()},
          {"SmartGroups",
           {{{"SmartGroupId", kAllDevices}, {"Name", "All Devices"}}}},
          {"CustomAttributes", AttributesJson(holdings.AttributesOf(id))}};
}

Page Security(const Visit& visit) {
  return Write(visit.wanted, 200, "SecurityInformation",
               {{"DataProtectionEnabled", true},
                {"BlockLevelEncryption", true},
                {"FileLevelEncryption", true},
                {"IsPasscodePresent", true},
                {"IsPasscodeCompliant", true}});
}

}  // namespace

Page AnswerBulkSettings(const Visit& visit) {
  return Write(visit.wanted, 200, "BulkSettings",
               {{"SendMessage", 1000},
                {"EnterpriseWipe", 100},
                {"DeleteDevice", 100},
                {"GPS", 500},
                {"LockDevice", 1000}});
}

// Commands are taken and come to nothing.
Page AnswerCommand(const Visit& visit) {
  if (!visit.Device(visit.captured.at(0))) return std::nullopt;
  return Done(202);
}

Page AnswerExtensiveSearch(const Visit& visit) {
  const std::string* number = visit.Find("deviceid");
  const auto one = number == nullptr ? std::nullopt : ReadNumber(*number);
  const bool found = one && visit.HasDevice(*one);
  const size_t total = number == nullptr ? visit.NumDevices() : found ? 1 : 0;
  return WriteList(visit, {"DeviceExtensiveSearchResult", "Devices"}, total,
                   [&](const Span& span) {
                     const auto ids =
                         found ? std::vector<std::uint32_t>(
                                     span.last - span.first, *one)
                               : visit.holdings.Devices(span.first, span.last);
                     ordered_json list = ordered_json::array();
                     for (const std::uint32_t id : ids) {
                       list.push_back(Details(id, visit.holdings));
                     }
                     return list;
                   });
}

Page AnswerSecurity(const Visit& visit) {
  if (!visit.Device(visit.captured.at(0))) return std::nullopt;
  return Security(visit);
}

Page AnswerSecurityBy(const Visit& visit) {
  if (!FindDeviceBy(visit)) return std::nullopt;
  return Security(visit);
}

// Policies for the mail gateway. One client is known to ask for them, and no
// answer: the shape is chosen. startIndex counts from 1.
Page AnswerMailPolicies(const Visit& visit) {
  const auto number = [&](std::string_view name, std::uint32_t otherwise) {
    const std::string* text = visit.Find(name);
    if (text == nullptr) return otherwise;
    const auto value = ReadNumber(*text);
    if (value && *value > 0) return *value;
    visit.verdict.Add({&rules::kQueryValue, std::string(name),
                       "a whole number from 1 on", Printable(*text, 60)});
    return otherwise;
  };
  const size_t total = visit.NumDevices();
  const size_t first = std::min<size_t>(number("startIndex", 1) - 1, total);
  const size_t size = std::min<size_t>(number("pageSize", 500), 500);
  if (!visit.verdict.accepted()) return std::nullopt;
  const size_t last = std::min(first + size, total);
  ordered_json list = ordered_json::array();
  for (const std::uint32_t id : visit.holdings.Devices(first, last)) {
    list.push_back({{"EasDeviceId", EasId(id)},
                    {"EmailUserName", UserOf(id)},
                    {"IsAllowed", true},
                    {"DeviceId", id}});
  }
  return Write(visit.wanted, 200, "MemConfigDevicePolicies",
               {{"DevicePolicies", std::move(list)},
                {"StartIndex", first + 1},
                {"PageSize", size},
                {"Total", total}});
}

}  // namespace mdmock::workspace_one
