#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_SCRIPT_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_SCRIPT_H_

#include <functional>
#include <string>

#include "conformance/suites/ade_client/lab.h"
#include "conformance/suites/client/script.h"
#include "mocks/ade/options.h"

// What a check makes of Apple's service, besides what it makes of any.
namespace mdmock::conformance {

// Change alters the mock's options, and SetState what Apple thinks of the
// tenant.
Step Change(const std::string& says,
            const std::function<void(ade::AdeOptions&)>& change);
Step SetState(const std::string& says, ade::TenantState state);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_SCRIPT_H_
