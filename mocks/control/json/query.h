#ifndef MDMOCK_MOCKS_CONTROL_JSON_QUERY_H_
#define MDMOCK_MOCKS_CONTROL_JSON_QUERY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/control/json/problem.h"
#include "protocol/http/form.h"

namespace mdmock::control {

// Query reads the query of a request target, name by name, as Fields reads an
// object.
class Query {
 public:
  // `problems` must outlive this.
  Query(std::string_view target, Problems& problems);

  std::optional<std::string> Text(std::string_view name);
  std::optional<std::uint64_t> Whole(std::string_view name, std::uint64_t least,
                                     std::uint64_t most = UINT64_MAX);

  void Complain(std::string_view name, std::string expected,
                std::string actual);

  // Finish complains of every name that nobody has asked for.
  void Finish();

 private:
  Problems& problems_;
  std::vector<http::Parameter> parameters_;
  std::vector<std::string> asked_;
};

// ReadWholeText reads a whole number within bounds from digits, or nothing.
std::optional<std::uint64_t> ReadWholeText(std::string_view text,
                                           std::uint64_t least,
                                           std::uint64_t most = UINT64_MAX);

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_JSON_QUERY_H_
