#ifndef MDMOCK_MOCKS_ADE_REFUSALS_H_
#define MDMOCK_MOCKS_ADE_REFUSALS_H_

#include <string>
#include <string_view>

#include "protocol/verdict/verdict.h"

namespace mdmock::ade {

// Refusal is the one of a verdict's refusals that the answer speaks of.
struct Refusal {
  const Rule* rule;         // Never null.
  std::string_view answer;  // Its name in the dialects' table.
};

// FirstRefusal picks what a service notices first: HTTP's rules, then what
// OAuth answers with 400, then with 401, then what ails the tenant, then the
// session, then the body. `verdict` must not accept.
Refusal FirstRefusal(const Verdict& verdict);

// Explanation gives the text of X-Mdmock-Explain: "oauth1.signature.mismatch;
// proved oauth1.realm-included".
std::string Explanation(const Rule& rule, const Verdict& verdict);

// AddScene remarks that a scenario had its hand in the answer.
void AddScene(std::string_view id, Verdict& verdict);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_REFUSALS_H_
