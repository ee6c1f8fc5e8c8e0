#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_BULK_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_BULK_H_

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/workspace_one/visit.h"

namespace mdmock::workspace_one {

inline constexpr size_t kMaxBulk = 1000;  // Items of one request.

// ListOf gives the items of a list, one item that stands alone (as XML has it)
// as a list of it, and nothing for null.
std::vector<nlohmann::json> ListOf(const nlohmann::json* list);

// ReadBulk reads {"BulkValues":{"Value":["12772", …]}}, or BulkInput in XML.
// Nothing where the verdict refuses.
std::vector<std::string> ReadBulk(const Visit& visit);

// Bulk is the answer to a request about many things: which went wrong.
class Bulk {
 public:
  // `fault` says what is wrong with the item, "" that nothing is.
  void Add(std::string_view item, std::string_view fault);
  Page Write(const Visit& visit) const;  // BulkResponse

 private:
  struct Fault {
    std::string item;
    std::string message;
  };
  size_t num_items_ = 0;
  std::vector<Fault> faults_;
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_BULK_H_
