#ifndef MDMOCK_MOCKS_ADE_ENDPOINTS_ENDPOINTS_H_
#define MDMOCK_MOCKS_ADE_ENDPOINTS_ENDPOINTS_H_

#include "mocks/ade/state.h"
#include "mocks/server/service.h"

// The endpoints behind the session that are about devices and profiles.
namespace mdmock::ade {

server::Answer AnswerFetch(State& state, const Call& call);
server::Answer AnswerSync(State& state, const Call& call);

server::Answer AnswerDetails(State& state, const Call& call);
server::Answer AnswerDisown(State& state, const Call& call);

server::Answer AnswerProfile(State& state, const Call& call);
server::Answer AnswerAssignment(State& state, const Call& call);

server::Answer AnswerActivationLock(State& state, const Call& call);
server::Answer AnswerReplacement(State& state, const Call& call);
server::Answer AnswerBetaTokens(State& state, const Call& call);
server::Answer AnswerDiscovery(State& state, const Call& call);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ENDPOINTS_ENDPOINTS_H_
