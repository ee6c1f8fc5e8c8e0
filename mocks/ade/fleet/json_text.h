#ifndef MDMOCK_MOCKS_ADE_FLEET_JSON_TEXT_H_
#define MDMOCK_MOCKS_ADE_FLEET_JSON_TEXT_H_

#include <string>
#include <string_view>

// Pages of a thousand devices are written as text, without a tree in between.
namespace mdmock::ade {

// AppendQuoted appends UTF-8 `text` as a JSON string.
void AppendQuoted(std::string& out, std::string_view text);

// AppendField appends "name":"text" and the comma before it, where `out` does
// not end in the bracket that opens the object. `name` needs no escaping.
void AppendField(std::string& out, std::string_view name,
                 std::string_view text);

// AppendName appends the comma and "name": alone.
void AppendName(std::string& out, std::string_view name);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_JSON_TEXT_H_
