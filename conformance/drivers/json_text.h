#ifndef MDMOCK_CONFORMANCE_DRIVERS_JSON_TEXT_H_
#define MDMOCK_CONFORMANCE_DRIVERS_JSON_TEXT_H_

#include <string>
#include <string_view>

namespace mdmock::drivers {

// NestsTooDeep says whether brackets stand inside each other more than 64
// times. Eight megabytes of "[" would otherwise become half a gigabyte of
// arrays.
bool NestsTooDeep(std::string_view json);

// JsonObjectIn finds the JSON object in a program's output: the whole of it, or
// else its last line that is not blank. "" where there is none.
std::string JsonObjectIn(std::string_view output);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_JSON_TEXT_H_
