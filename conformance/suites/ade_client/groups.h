#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_GROUPS_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_GROUPS_H_

#include <vector>

#include "conformance/suites/ade_client/steps.h"

// The checks, one file a group.
namespace mdmock::conformance {

std::vector<ClientCheck> HeaderChecks();   // A: the Authorization header.
std::vector<ClientCheck> HttpChecks();     // B: HTTP duties.
std::vector<ClientCheck> SessionChecks();  // C: the life of a session.
std::vector<ClientCheck> ErrorChecks();    // D: errors and back-off.
std::vector<ClientCheck> SyncChecks();     // E: device sync.
std::vector<ClientCheck> ProfileChecks();  // F: profiles and other calls.
std::vector<ClientCheck> TokenChecks();    // G: the import of a server token.

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_GROUPS_H_
