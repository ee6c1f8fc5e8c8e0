#ifndef MDMOCK_MOCKS_ADE_RESOURCE_H_
#define MDMOCK_MOCKS_ADE_RESOURCE_H_

#include <optional>
#include <string_view>

#include "mocks/ade/state.h"
#include "mocks/server/service.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::ade {

// Admission is what became of a call at the door of a protected resource. Every
// resource asks for one, and has Finish make the answer of it.
struct Admission {
  Verdict verdict;                 // Subject "ade".
  const Tenant* tenant = nullptr;  // Whose session it is, or null; of the call.
  std::optional<Session> session;  // Where it is live.
};

// Admit judges everything that all resources ask for: HTTP, the session, the
// standing of its tenant. `methods` is the list that Allow has.
Admission Admit(State& state, const Call& call, std::string_view methods);

// Finish gives `good` to those whose verdict accepts and the refusal to others,
// with a new session where the rotation has one due. An answer of 400 and above
// in `good` counts as an error.
server::Answer Finish(State& state, const Call& call, std::string_view methods,
                      Admission admission, http::Response good);

// AnswerAccount answers GET /account.
server::Answer AnswerAccount(State& state, const Call& call);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_RESOURCE_H_
