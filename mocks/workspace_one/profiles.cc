#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "mocks/workspace_one/device.h"
#include "mocks/workspace_one/endpoints.h"
#include "mocks/workspace_one/paging.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

// Profiles and the smart groups that they go to: there to be read.
namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

struct Profile {
  std::uint32_t id;
  std::string_view name;
  std::string_view platform;
};
constexpr Profile kProfiles[] = {{3001, "Passcode", "Apple"},
                                 {3002, "Wi-Fi", "Android"},
                                 {3003, "Disk Encryption", "AppleOsX"}};

ordered_json InList(const Profile& profile) {
  return {
      {"AssignedOrganizationGroups", {{"AssignedOg", ordered_json::array()}}},
      {"Id", IdJson(profile.id)},
      {"ManagedBy", "mdmock"},
      {"Model", ""},
      {"OperatingSystem", ""},
      {"OrganizationGroupId", fmt::format("{}", kGroupId)},
      {"Ownership", ""},
      {"Platform", profile.platform},
      {"ProfileName", profile.name},
      {"ProfileStatus", "Active"},
      {"Type", "Auto"}};
}

ordered_json InListOfVersion2(const Profile& profile) {
  return {{"ProfileId", profile.id},
          {"ProfileUuid", UuidOf(kProfileUuid, profile.id)},
          {"ProfileName", profile.name},
          {"Platform", profile.platform},
          {"ProfileType", "Device"},
          {"ProfileStatus", "Active"},
          {"OrganizationGroupId", kGroupId},
          {"OrganizationGroupUuid", UuidOf(kGroupUuid, kGroupId)},
          {"ManagedBy", "mdmock"},
          {"AssignmentType", "Auto"}};
}

}  // namespace

Page AnswerProfiles(const Visit& visit) {
  const bool second = visit.wanted.version == 2;
  return WriteList(visit,
                   {"ProfileSearchResult", second ? "ProfileList" : "Profiles"},
                   std::size(kProfiles), EachOf([&](size_t index) {
                     return second ? InListOfVersion2(kProfiles[index])
                                   : InList(kProfiles[index]);
                   }));
}

Page AnswerProfile(const Visit& visit) {
  const std::string& text = visit.captured.at(0);
  const auto id = ReadNumber(text);
  for (const Profile& one : kProfiles) {
    if (one.id != id) continue;
    return Write(visit.wanted, 200, "Profile",
                 {{"General",
                   {{"ProfileId", one.id},
                    {"ProfileUuid", UuidOf(kProfileUuid, one.id)},
                    {"Name", one.name},
                    {"Description", ""},
                    {"Platform", one.platform},
                    {"IsActive", true},
                    {"AssignmentType", "Auto"},
                    {"ProfileScope", "Production"},
                    {"ProfileType", "Device"},
                    {"ManagedLocationGroupID", kGroupId}}}});
  }
  visit.verdict.Add({&rules::kProfileUnknown, "request target",
                     "a profile that there is", Printable(text, 60)});
  return std::nullopt;
}

Page AnswerSmartGroups(const Visit& visit) {
  return WriteList(
      visit, {"SmartGroupSearchResult", "SmartGroups"}, 1,
      EachOf([&](size_t) -> ordered_json {
        return {
            {"SmartGroupID", kAllDevices},
            {"SmartGroupUuid", UuidOf(kSmartGroupUuid, kAllDevices)},
            {"Name", "All Devices"},
            {"ManagedByOrganizationGroupId", fmt::format("{}", kGroupId)},
            {"ManagedByOrganizationGroupUuid", UuidOf(kGroupUuid, kGroupId)},
            {"ManagedByOrganizationGroupName", "mdmock"},
            {"Assignments", std::size(kProfiles)},
            {"Devices", visit.NumDevices()},
            {"Exclusions", 0}};
      }));
}

}  // namespace mdmock::workspace_one
