#include "mocks/workspace_one/visit.h"

#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

namespace mdmock::workspace_one {

const std::string* Visit::Find(std::string_view name) const {
  for (const http::Parameter& one : query) {
    if (EqualsIgnoreCase(one.name, name)) return &one.value;
  }
  return nullptr;
}

bool Visit::HasDevice(std::uint32_t id) const {
  return holdings.HasDevice(id, call.options().devices);
}

size_t Visit::NumDevices() const {
  return holdings.NumDevices(call.options().devices);
}

std::optional<std::uint32_t> Visit::Device(std::string_view number) const {
  const auto id = ReadNumber(number);
  if (id && HasDevice(*id)) return id;
  verdict.Add({&rules::kResourceUnknown, "request target",
               "a device that there is", Printable(number, 120)});
  return std::nullopt;
}

Page Done(int status) {
  return http::Response{.status = status, .headers = {}, .body = ""};
}

Page NoRoom(const Visit& visit) {
  visit.verdict.Add({&rules::kNoRoom, "the tenant", "room for more", "none"});
  return std::nullopt;
}

std::optional<std::uint32_t> ReadNumber(std::string_view text) {
  if (!IsDigits(text) || text.size() > 9) return std::nullopt;
  return static_cast<std::uint32_t>(std::stoul(std::string(text)));
}

}  // namespace mdmock::workspace_one
