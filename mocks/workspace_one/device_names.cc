#include "mocks/workspace_one/device_names.h"

#include <string>

#include "mocks/workspace_one/device.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

namespace mdmock::workspace_one {

std::optional<std::uint32_t> FindDeviceBy(const Visit& visit) {
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
    const std::uint32_t end = kFirstDevice + visit.call.options().devices;
    for (std::uint32_t id = kFirstDevice; id < end; ++id) {
      if (EqualsIgnoreCase(of(id), *value) && visit.HasDevice(id)) return id;
    }
    visit.verdict.Add({&rules::kResourceUnknown, "request target",
                       "a device that there is", Printable(*value, 120)});
    return std::nullopt;
  }
  visit.verdict.Add(
      {&rules::kQueryValue, "query",
       "searchby=Macaddress, Udid, Serialnumber, ImeiNumber or EasId, and id",
       by == nullptr ? "no searchby" : "searchby=" + Printable(*by, 60)});
  return std::nullopt;
}

}  // namespace mdmock::workspace_one
