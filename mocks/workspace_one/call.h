#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_CALL_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_CALL_H_

#include <string_view>

#include "mocks/workspace_one/console.h"
#include "protocol/base/time.h"
#include "protocol/http/message.h"
#include "protocol/http/url.h"

namespace mdmock::workspace_one {

// Call is one request to the service, with what it goes by to its end.
struct Call {
  const http::Request& request;
  std::string_view scheme;  // "http" or "https".
  SystemTime now;
  Console::Snapshot in_force;  // Never null.

  const WorkspaceOneOptions& options() const { return in_force->options; }

  // The path that was asked for; path_in_api is the same without the one that
  // `as` has, where it begins with that.
  std::string_view path() const {
    return http::SplitTarget(request.target).path;
  }
  std::string_view path_in_api() const {
    std::string_view inside = path();
    const std::string_view before = options().path_before();
    if (inside.starts_with(before)) inside.remove_prefix(before.size());
    return inside.empty() || inside.starts_with('/') ? inside : path();
  }
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_CALL_H_
