#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_API_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_API_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/workspace_one/call.h"
#include "mocks/workspace_one/format.h"
#include "protocol/http/form.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::workspace_one {

// Visit is a call that has come to its endpoint.
struct Visit {
  const Call& call;
  const Wanted& wanted;
  std::vector<std::string> captured;  // What stands for {…} in the path.
  std::vector<http::Parameter> query;
  Verdict& verdict;

  // Of the query, names in any case; null where there is none.
  const std::string* Find(std::string_view name) const;
};

// ApiVersionIn gives N of "/api/vN/…", and 0 where there is none.
int ApiVersionIn(std::string_view path);

// Answer leads an authenticated call to its endpoint. Where it gives nothing,
// the verdict refuses. `allowed` gets the Allow header of a 405.
std::optional<http::Response> AnswerApi(const Call& call, const Wanted& wanted,
                                        Verdict& verdict, std::string& allowed);

// ApiPaths gives the path of every endpoint, under /api and /API, with numbers
// of this mock in the places of {…}.
const std::vector<std::string>& ApiPaths();

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_API_H_
