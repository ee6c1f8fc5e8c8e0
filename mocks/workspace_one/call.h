#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_CALL_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_CALL_H_

#include <string_view>

#include "mocks/workspace_one/console.h"
#include "protocol/base/time.h"
#include "protocol/http/message.h"

namespace mdmock::workspace_one {

// Call is one request to the service, with what it goes by to its end.
struct Call {
  const http::Request& request;
  std::string_view scheme;  // "http" or "https".
  SystemTime now;
  Console::Snapshot in_force;  // Never null.

  const WorkspaceOneOptions& options() const { return in_force->options; }
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_CALL_H_
