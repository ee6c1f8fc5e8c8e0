#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SUBJECTS_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SUBJECTS_H_

#include <vector>

#include "conformance/suites/connector/connector_check.h"

// The checks, one file a subject.
namespace mdmock::conformance::pki {

// T: transport.
std::vector<ConnectorCheck> TlsChecks();
std::vector<ConnectorCheck> HttpChecks();
std::vector<ConnectorCheck> UrlChecks();

// A: how UEM says who it is.
std::vector<ConnectorCheck> CredentialChecks();
std::vector<ConnectorCheck> ClientCertificateChecks();

// I: getInfo.
std::vector<ConnectorCheck> InfoChecks();
std::vector<ConnectorCheck> InfoBehaviourChecks();

// K: key pairs that are given.
std::vector<ConnectorCheck> ControlChecks();  // And F-51.
std::vector<ConnectorCheck> KeyPairReplyChecks();
std::vector<ConnectorCheck> KeyPairRequestChecks();

// F: key pairs that are not.
std::vector<ConnectorCheck> FailureShapeChecks();
std::vector<ConnectorCheck> FailureUserChecks();
std::vector<ConnectorCheck> FailureFieldChecks();
std::vector<ConnectorCheck> FailureTextChecks();
std::vector<ConnectorCheck> FailureHttpChecks();

// B: a CA behind the connector that fails.
std::vector<ConnectorCheck> BackEndChecks();

// P: the PKCS#12 file.
std::vector<ConnectorCheck> PayloadChecks();
std::vector<ConnectorCheck> PayloadBehaviourChecks();

// C: many at once, and connections.
std::vector<ConnectorCheck> LoadChecks();
std::vector<ConnectorCheck> ConnectionChecks();

// D: the profile of Dynamics.
std::vector<ConnectorCheck> DynamicsChecks();
std::vector<ConnectorCheck> NotificationChecks();

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SUBJECTS_H_
