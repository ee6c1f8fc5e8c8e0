#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_BODY_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_BODY_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::workspace_one {

// ReadBody reads a body by its Content-Type, XML as xml.h says. It gives null
// for one that is empty; the verdict refuses one that is neither JSON nor XML,
// or not what it says it is.
nlohmann::json ReadBody(const http::Request& request, Verdict& verdict);

// FindField gives a field of an object, its name in any case, as the server's
// platform reads names; null where there is none.
const nlohmann::json* FindField(const nlohmann::json& object,
                                std::string_view name);

// ReadField gives a field as text, be it text or a number; nothing where it is
// absent. The verdict refuses what is neither, or is too long.
std::optional<std::string> ReadField(const nlohmann::json& object,
                                     std::string_view name, Verdict& verdict);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_BODY_H_
