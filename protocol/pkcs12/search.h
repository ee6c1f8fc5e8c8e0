#ifndef MDMOCK_PROTOCOL_PKCS12_SEARCH_H_
#define MDMOCK_PROTOCOL_PKCS12_SEARCH_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "protocol/pkcs12/candidates.h"
#include "protocol/pkcs12/open.h"

namespace mdmock::pkcs12 {

// By lock: the mistakes that open it, each with its reading; none where the
// announced password does.
using Readings = std::map<const Mistake*, std::string_view>;
using Openers = std::map<size_t, Readings>;

struct SearchOutcome {
  Openers openers;                    // Locks that stay shut are not in it.
  std::vector<Candidate> candidates;  // In their order.

  // In how many bytes the MAC differs under the announced password; nothing
  // where that cannot be said.
  std::optional<size_t> mac_difference;

  // Whether some one password, in its two forms, opens all that is open.
  bool one_password = true;
};

// SearchLocks tries the announced password on every lock and then the
// candidates on those that stay shut, the cheapest lock first.
SearchOutcome SearchLocks(Opener& opener, const Announcement& announcement,
                          Budget& budget);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_SEARCH_H_
