#ifndef MDMOCK_MOCKS_CONNECTOR_FRONT_H_
#define MDMOCK_MOCKS_CONNECTOR_FRONT_H_

#include <optional>
#include <string>
#include <vector>

#include "mocks/connector/callers.h"
#include "mocks/connector/options.h"
#include "mocks/server/service.h"

namespace mdmock::connector {

// JudgeFront judges what comes before the body: https, the path, who asks, the
// operation and its method, in this order and no further than the first that
// is wrong. It gives the operation; nothing where none is to be performed.
std::optional<std::string> JudgeFront(const server::Exchange& exchange,
                                      const ConnectorOptions& options,
                                      const Callers& callers, Verdict& verdict);

// RefuseAtFront is the answer to what JudgeFront refuses.
http::Response RefuseAtFront(const http::Request& request,
                             const ConnectorOptions& options,
                             const Verdict& verdict);

// OperationsNamed gives what the query of a request names.
std::vector<std::string> OperationsNamed(const http::Request& request);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_FRONT_H_
