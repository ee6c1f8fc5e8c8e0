#ifndef MDMOCK_MOCKS_CONTROL_JSON_PROBLEM_H_
#define MDMOCK_MOCKS_CONTROL_JSON_PROBLEM_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace mdmock::control {

// Problem is one thing in a control request that cannot be used. Readers
// collect them all and go on with what is left.
struct Problem {
  std::string where;     // "faults[0].then.status"
  std::string expected;  // "a whole number from 200 to 599"
  std::string actual;    // "\"x\"", "nothing"
};

using Problems = std::vector<Problem>;

// Sentence gives "WHERE: expected EXPECTED, got ACTUAL".
std::string Sentence(const Problem& problem);

// Shown names a value for a person: a short one as it was written, a long one
// by its beginning, an object or a list by its kind.
std::string Shown(const nlohmann::json& value);

// Quoted does the same for text.
std::string Quoted(std::string_view text);

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_JSON_PROBLEM_H_
