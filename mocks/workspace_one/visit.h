#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_VISIT_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_VISIT_H_

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/workspace_one/call.h"
#include "mocks/workspace_one/format.h"
#include "mocks/workspace_one/holdings.h"
#include "protocol/http/form.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::workspace_one {

// Visit is a call that has come to its endpoint.
struct Visit {
  const Call& call;
  const Wanted& wanted;
  const nlohmann::json& body;         // Null where there is none to be read.
  std::vector<std::string> captured;  // What stands for {…} in the path.
  std::vector<http::Parameter> query;
  Verdict& verdict;
  const Holdings& holdings;
  Holdings* changing;  // The same; null unless the endpoint may change them.

  // Of the query, names in any case; null where there is none.
  const std::string* Find(std::string_view name) const;

  // The device that the path or a text names; where there is none, nothing,
  // and the verdict refuses.
  std::optional<std::uint32_t> Device(std::string_view number) const;
  bool HasDevice(std::uint32_t id) const;
  size_t NumDevices() const;
};

// Page is what an endpoint answers. What is refused gives nothing, and is in
// the verdict.
using Page = std::optional<http::Response>;

Page Done(int status);  // Without a body.

// NoRoom refuses what the holdings have no more room for.
Page NoRoom(const Visit& visit);

// ReadNumber reads up to nine digits.
std::optional<std::uint32_t> ReadNumber(std::string_view text);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_VISIT_H_
