#ifndef MDMOCK_MOCKS_CONTROL_JSON_FIELDS_H_
#define MDMOCK_MOCKS_CONTROL_JSON_FIELDS_H_

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/control/json/problem.h"

namespace mdmock::control {

// ReadJson parses a body. Where it is not JSON, it gives null and a problem
// that says at which line, column and byte.
nlohmann::json ReadJson(std::string_view body, Problems& problems);

// Fields reads one JSON object, field by field. What cannot be used becomes a
// problem; a field that is absent is just absent, unless it is required.
class Fields {
 public:
  // `where` is the name of the object itself, "" for the body. Both `object`
  // and `problems` must outlive this.
  Fields(const nlohmann::json& object, std::string where, Problems& problems);

  // Take gives a field of any type, or null where there is none.
  const nlohmann::json* Take(std::string_view name);
  // Require is Take, and a problem where there is none.
  const nlohmann::json* Require(std::string_view name,
                                std::string_view expected);

  std::optional<std::string> Text(std::string_view name);
  std::optional<std::uint64_t> Whole(std::string_view name, std::uint64_t least,
                                     std::uint64_t most = UINT64_MAX);
  std::optional<double> Number(std::string_view name, double least,
                               double most);

  void Complain(std::string_view name, std::string expected,
                std::string actual);

  // Where gives the full name of a field: "faults[0].then".
  std::string Where(std::string_view name) const;

  // Finish complains of every field that nobody has asked for.
  void Finish();

 private:
  const nlohmann::json& object_;
  bool is_object_;
  std::string where_;
  Problems& problems_;
  std::vector<std::string> asked_;
};

// ReadWhole gives a whole number within bounds, or nothing.
std::optional<std::uint64_t> ReadWhole(const nlohmann::json& value,
                                       std::uint64_t least, std::uint64_t most);

// WholeExpected gives "a whole number from 1 to 7", for a problem.
std::string WholeExpected(std::uint64_t least, std::uint64_t most);

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_JSON_FIELDS_H_
