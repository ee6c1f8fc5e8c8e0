#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "mocks/workspace_one/endpoints.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

// The devices: of number 12772 and on, each made from its number alone.
namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

constexpr std::uint32_t kFirstId = 12772;

struct Kind {
  std::string_view platform;
  int platform_id;
  std::string_view model;
  std::string_view system;
};
constexpr Kind kKinds[] = {{"Apple", 2, "iPhone 13", "17.4.1"},
                           {"AppleOsX", 10, "MacBook Pro", "14.4.1"},
                           {"Android", 5, "Pixel 7", "14.0.0"},
                           {"WinRT", 12, "Surface Pro", "10.0.22631"}};

ordered_json Id(std::uint32_t value) { return {{"Value", value}}; }

ordered_json NamedId(std::uint32_t id, std::string_view name) {
  return {{"Id", Id(id)}, {"Name", name}};
}

std::string Serial(std::uint32_t id) { return fmt::format("MOCK{:08}", id); }

std::string Udid(std::uint32_t id) {
  return fmt::format("{:08x}00000000000000000000000000{:06x}", id, id);
}

std::string MacAddress(std::uint32_t id) {
  return fmt::format("02004D{:06X}", id);
}

std::string Imei(std::uint32_t id) { return fmt::format("99000{:010}", id); }

std::string EasId(std::uint32_t id) { return fmt::format("MOCKEAS{}", id); }

ordered_json Device(std::uint32_t id) {
  const std::uint32_t index = id - kFirstId;
  const Kind& kind = kKinds[index % std::size(kKinds)];
  const std::string user = fmt::format("user{}", index + 1);
  return {{"Udid", Udid(id)},
          {"SerialNumber", Serial(id)},
          {"MacAddress", MacAddress(id)},
          {"Imei", Imei(id)},
          {"EasId", EasId(id)},
          {"AssetNumber", Udid(id)},
          {"DeviceFriendlyName",
           fmt::format("{} {} {}", user, kind.model, Serial(id))},
          {"DeviceReportedName", std::string(kind.model)},
          {"LocationGroupId", NamedId(570, "mdmock")},
          {"LocationGroupName", "mdmock"},
          {"UserId", NamedId(2000 + index, user)},
          {"UserName", user},
          {"DataProtectionStatus", 0},
          {"UserEmailAddress", user + "@example.com"},
          {"Ownership", "C"},
          {"PlatformId", NamedId(static_cast<std::uint32_t>(kind.platform_id),
                                 kind.platform)},
          {"Platform", kind.platform},
          {"ModelId", NamedId(1, kind.model)},
          {"Model", kind.model},
          {"OperatingSystem", kind.system},
          {"PhoneNumber", ""},
          {"LastSeen", "2026-01-15T08:08:09.460"},  // Without a zone, as it is.
          {"EnrollmentStatus", "Enrolled"},
          {"ComplianceStatus", "Compliant"},
          {"CompromisedStatus", false},
          {"LastEnrolledOn", "2026-01-02T10:11:12.130"},
          {"LastComplianceCheckOn", "0001-01-01T00:00:00.000"},  // Never.
          {"LastCompromisedCheckOn", "0001-01-01T00:00:00.000"},
          {"ComplianceSummary", {{"DeviceCompliance", ordered_json::array()}}},
          {"IsSupervised", false},
          {"DeviceMCC", {{"SIMMCC", ""}, {"CurrentMCC", ""}}},
          {"ProcessorArchitecture", 0},
          {"VirtualMemory", 0},
          {"DeviceCapacity", 0.0},
          {"Id", Id(id)},
          {"Uuid", fmt::format("{:08x}-0000-4000-8000-{:012x}", id, id)}};
}

bool Exists(const Visit& visit, std::uint32_t id) {
  return id >= kFirstId && id - kFirstId < visit.call.options().devices;
}

Page Unknown(const Visit& visit, std::string_view what) {
  visit.verdict.Add({&rules::kResourceUnknown, "request target",
                     "a device that there is", Printable(what, 120)});
  return std::nullopt;
}

std::optional<std::uint32_t> ReadId(std::string_view text) {
  if (!IsDigits(text) || text.size() > 9) return std::nullopt;
  return static_cast<std::uint32_t>(std::stoul(std::string(text)));
}

}  // namespace

Page AnswerDevice(const Visit& visit) {
  const auto id = ReadId(visit.captured.at(0));
  if (!id || !Exists(visit, *id)) return Unknown(visit, visit.captured.at(0));
  return Write(visit.wanted, 200, "Device", Device(*id));
}

Page AnswerDeviceBy(const Visit& visit) {
  struct Key {
    std::string_view name;
    std::string (*of)(std::uint32_t id);
  };
  constexpr Key kKeys[] = {{"Macaddress", &MacAddress},
                           {"Udid", &Udid},
                           {"Serialnumber", &Serial},
                           {"ImeiNumber", &Imei},
                           {"EasId", &EasId}};
  const std::string* by = visit.Find("searchby");
  const std::string* value = visit.Find("id");
  for (const auto& [name, of] : kKeys) {
    if (by == nullptr || value == nullptr || !EqualsIgnoreCase(*by, name)) {
      continue;
    }
    for (std::uint32_t i = 0; i < visit.call.options().devices; ++i) {
      if (EqualsIgnoreCase(of(kFirstId + i), *value)) {
        return Write(visit.wanted, 200, "Device", Device(kFirstId + i));
      }
    }
    return Unknown(visit, *value);
  }
  visit.verdict.Add(
      {&rules::kQueryValue, "query",
       "searchby=Macaddress, Udid, Serialnumber, ImeiNumber or "
       "EasId, and id",
       by == nullptr ? "no searchby" : "searchby=" + Printable(*by, 60)});
  return std::nullopt;
}

Page AnswerDeviceSearch(const Visit& visit) {
  const std::uint32_t total = visit.call.options().devices;
  const auto span = ReadSpan(visit, total);
  if (!span) return std::nullopt;
  if (span->first == span->last && span->page > 0) {
    return http::Response{.status = 204, .headers = {}, .body = ""};
  }
  ordered_json devices = ordered_json::array();
  for (size_t i = span->first; i < span->last; ++i) {
    devices.push_back(Device(kFirstId + static_cast<std::uint32_t>(i)));
  }
  return Write(visit.wanted, 200, "DeviceSearchResult",
               {{"Devices", std::move(devices)},
                {"Page", span->page},
                {"PageSize", span->size},
                {"Total", total}});
}

Page AnswerBulkSettings(const Visit& visit) {
  return Write(visit.wanted, 200, "BulkSettings",
               {{"SendMessage", 1000},
                {"EnterpriseWipe", 100},
                {"DeleteDevice", 100},
                {"GPS", 500},
                {"LockDevice", 1000}});
}

// Commands are taken and come to nothing: the devices never change.
Page AnswerCommand(const Visit& visit) {
  const auto id = ReadId(visit.captured.at(0));
  if (!id || !Exists(visit, *id)) return Unknown(visit, visit.captured.at(0));
  return http::Response{.status = 202, .headers = {}, .body = ""};
}

}  // namespace mdmock::workspace_one
