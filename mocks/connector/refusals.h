#ifndef MDMOCK_MOCKS_CONNECTOR_REFUSALS_H_
#define MDMOCK_MOCKS_CONNECTOR_REFUSALS_H_

#include <string>
#include <string_view>

#include "protocol/verdict/verdict.h"

namespace mdmock::connector {

// Refusal is how a refusing verdict is answered: by a failure reason, or, where
// nobody has been let in yet, by a status alone.
struct Refusal {
  const Rule* rule =
      nullptr;  // The first that was broken; has static lifetime.
  int status = 200;
  std::string_view reason;  // One of the nine; "" beside another status.
};

// FirstRefusal says so of a verdict that refuses.
Refusal FirstRefusal(const Verdict& verdict);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_REFUSALS_H_
