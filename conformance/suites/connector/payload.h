#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_PAYLOAD_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_PAYLOAD_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/suites/connector/heard.h"
#include "conformance/suites/connector/said.h"
#include "conformance/suites/connector/site.h"
#include "protocol/pkcs12/inspect.h"
#include "protocol/pkcs12/settings.h"

namespace mdmock::conformance::pki {

// SettingsFor gives what is known of the files of a user.
pkcs12::Settings SettingsFor(const Site& site, const std::string& user);

// InspectPayload opens what an answer gives as the one who asked for it would.
pkcs12::Inspection InspectPayload(const Heard& heard,
                                  const pkcs12::Settings& settings);

// NoPayload skips where the control got no file.
std::optional<Said> NoPayload(const Site& site);

// InspectControl opens the file that the control got; there has to be one.
pkcs12::Inspection InspectControl(const Site& site);

// WhyShut says why a payload cannot be used by its owner; "" where it can.
std::string WhyShut(const pkcs12::Inspection& inspection);

// FindingsUnder gives what is found under these rules, pkcs12.<slug>; "" where
// there is nothing.
std::string FindingsUnder(const Verdict& verdict,
                          const std::vector<std::string_view>& slugs);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_PAYLOAD_H_
