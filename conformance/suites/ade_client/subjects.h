#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_SUBJECTS_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_SUBJECTS_H_

#include <vector>

#include "conformance/suites/client/steps.h"

// The checks, one file a subject. README.md of this room has them as a table.
namespace mdmock::conformance {

// A: the Authorization header.
std::vector<ClientCheck> HeaderFormChecks();
std::vector<ClientCheck> HeaderSignatureChecks();
std::vector<ClientCheck> HeaderFreshnessChecks();

// B: HTTP duties.
std::vector<ClientCheck> HttpHeaderChecks();
std::vector<ClientCheck> HttpConnectionChecks();

// C: the life of a session.
std::vector<ClientCheck> SessionUseChecks();
std::vector<ClientCheck> SessionRotationChecks();
std::vector<ClientCheck> SessionRenewalChecks();

// D: errors and back-off.
std::vector<ClientCheck> ErrorMeaningChecks();
std::vector<ClientCheck> BackOffChecks();
std::vector<ClientCheck> TokenLifeChecks();

// E: device sync.
std::vector<ClientCheck> SyncPageChecks();
std::vector<ClientCheck> SyncCursorChecks();
std::vector<ClientCheck> SyncChangeChecks();

// F: profiles and other calls.
std::vector<ClientCheck> AssignmentChecks();
std::vector<ClientCheck> ProfileCallChecks();

// G: the import of a server token.
std::vector<ClientCheck> TokenFormChecks();
std::vector<ClientCheck> TokenCareChecks();

// AllAdeChecks gives them all in the order of their codes.
std::vector<ClientCheck> AllAdeChecks();

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_SUBJECTS_H_
