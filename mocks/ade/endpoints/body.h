#ifndef MDMOCK_MOCKS_ADE_ENDPOINTS_BODY_H_
#define MDMOCK_MOCKS_ADE_ENDPOINTS_BODY_H_

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/control/json/problem.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

// Bodies as they come from outside: everything that is wrong with them becomes
// a finding, and what could be read is what is gone by.
namespace mdmock::ade {

// ReadBody gives the object in a body; an empty one where there is no such
// object. `may_be_absent` makes a body that is missing a doubt.
enum class Absent { kMalformed, kDoubtful };
nlohmann::json ReadBody(const http::Request& request, Absent absent,
                        Verdict& verdict);

// RemarkUnknown remarks the fields of `object` that are not among `known`.
void RemarkUnknown(const nlohmann::json& object,
                   std::span<const std::string_view> known, Verdict& verdict);

// AddMalformed adds problems as findings, the first of them if there are many.
void AddMalformed(const control::Problems& problems, Verdict& verdict);

// TextField gives a field that is a string; nothing where it is absent, null,
// or, with a finding, of another type.
std::optional<std::string> TextField(const nlohmann::json& object,
                                     std::string_view name, Verdict& verdict);

// DevicesField gives the serial numbers under "devices", each once, in order.
// `is_required` makes a finding of a list that is absent or empty.
std::vector<std::string> DevicesField(const nlohmann::json& object,
                                      bool is_required, Verdict& verdict);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ENDPOINTS_BODY_H_
