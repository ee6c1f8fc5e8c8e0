#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_API_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_API_H_

#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/workspace_one/call.h"
#include "mocks/workspace_one/format.h"
#include "mocks/workspace_one/holdings.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::workspace_one {

// ApiVersionIn gives N of "/api/vN/…", and 0 where there is none.
int ApiVersionIn(std::string_view path);

// Api is what stands behind the door: the endpoints, and what they hold.
// Members may be called from any thread.
class Api {
 public:
  // Answer leads a call that was let in, as `who`, to its endpoint. Where it
  // gives nothing, the verdict refuses. `allowed` gets the Allow header of a
  // 405.
  std::optional<http::Response> Answer(const Call& call, const Admin& who,
                                       const Wanted& wanted, Verdict& verdict,
                                       std::string& allowed);

  void Reset();  // What the tenant holds is as in the beginning.

 private:
  std::shared_mutex mutex_;
  Holdings holdings_;
};

// ApiPaths gives the path of every endpoint, under /api and /API, with numbers
// of this mock in the places of {…}.
const std::vector<std::string>& ApiPaths();

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_API_H_
