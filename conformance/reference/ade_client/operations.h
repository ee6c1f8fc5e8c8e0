#ifndef MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_OPERATIONS_H_
#define MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_OPERATIONS_H_

#include <string>

#include "conformance/reference/ade_client/service.h"
#include "conformance/reference/client/settings.h"
#include "protocol/base/result.h"

namespace mdmock::reference {

// The operations. Each gives what is to be printed on success, a JSON object or
// "", and a Failure for what is to be reported.
Result<std::string> Session(Service& service);
Result<std::string> Account(Service& service);
Result<std::string> Fetch(Service& service);
Result<std::string> Sync(Service& service);
Result<std::string> Details(Service& service, const std::string& arguments);
Result<std::string> DefineProfile(Service& service,
                                  const std::string& arguments);
Result<std::string> AssignProfile(Service& service,
                                  const std::string& arguments);
Result<std::string> RemoveProfile(Service& service,
                                  const std::string& arguments);
Result<std::string> ImportToken(const Settings& settings);

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_OPERATIONS_H_
