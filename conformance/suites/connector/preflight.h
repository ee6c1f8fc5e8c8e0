#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_PREFLIGHT_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_PREFLIGHT_H_

#include "conformance/suites/connector/probe.h"
#include "conformance/suites/connector/site.h"
#include "protocol/base/time.h"

namespace mdmock::conformance::pki {

// Preflight finds out whether the connector can be asked at all: its name, a
// connection, TLS, its certificate, the credentials, its clock. What is wrong
// comes with what to do about it. Fills site.before and site.info.
void Preflight(Site& site, Probe& probe, SystemTime now);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_PREFLIGHT_H_
