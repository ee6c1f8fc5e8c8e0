#ifndef MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_OPERATIONS_H_
#define MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_OPERATIONS_H_

#include <string>

#include "conformance/reference/client/settings.h"
#include "conformance/reference/ws1_client/service.h"
#include "protocol/base/result.h"

namespace mdmock::reference::ws1 {

// The operations of docs/shim.md. Each gives what is to be printed on success,
// a JSON object or "", and a Failure for what is to be reported.
Result<std::string> Get(Service& service, const std::string& arguments);
Result<std::string> List(Service& service);
Result<std::string> Post(Service& service, const std::string& arguments);

// Those without a network. A message that is not to be accepted is a Failure.
Result<std::string> SignAlone(const Settings& settings);
Result<std::string> VerifyAlone(const Settings& settings);

}  // namespace mdmock::reference::ws1

#endif  // MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_OPERATIONS_H_
