#ifndef MDMOCK_MOCKS_ADE_STANDING_H_
#define MDMOCK_MOCKS_ADE_STANDING_H_

#include "mocks/ade/state.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::ade {

// Place is where a call is made: some tenants may do one and not the other.
enum class Place { kSession, kResource };

// CheckTenant judges whether the tenant is in good standing. An expired server
// token is left to OAuth and to the session, which both know about it.
void CheckTenant(const State& state, const Tenant& tenant, Place place,
                 Verdict& verdict);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_STANDING_H_
