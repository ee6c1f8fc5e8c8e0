#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_REFUSALS_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_REFUSALS_H_

#include <optional>
#include <string>
#include <string_view>

#include "mocks/workspace_one/format.h"
#include "mocks/workspace_one/options.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::workspace_one {

// Refusal is what a client is told, for the one of a verdict's refusals that
// counts first: the quota, then the tenant code, then the account, then
// everything about credentials, then the request itself.
struct Refusal {
  const Rule* rule;  // Never null.
  ErrorText error;
  bool is_known = false;  // Seen in the field, all of it; else it is chosen.
};

// FirstRefusal needs a verdict that does not accept.
Refusal FirstRefusal(const Verdict& verdict,
                     const WorkspaceOneOptions& options);

// NamedError gives an answer that faults may name: "certificate_refused",
// "tenant_refused", "account_locked", "role_refused", "not_found",
// "rate_limited".
std::optional<ErrorText> NamedError(std::string_view name,
                                    const WorkspaceOneOptions& options);

// Explanation gives the text of X-Mdmock-Explain: "cmsurl.message-digest.
// mismatch; proved cmsurl.signed-path-and-query".
std::string Explanation(const Rule& rule, const Verdict& verdict);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_REFUSALS_H_
