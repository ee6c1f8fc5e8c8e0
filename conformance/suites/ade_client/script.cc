#include "conformance/suites/ade_client/script.h"

namespace mdmock::conformance {

Step Change(const std::string& says,
            const std::function<void(ade::AdeOptions&)>& change) {
  return Do(says, [=](Lab& lab) -> Result<void> {
    MockOf(lab).service().Change(change);
    return {};
  });
}

Step SetState(const std::string& says, ade::TenantState state) {
  return Change(says, [state](ade::AdeOptions& options) {
    options.tenants.front().state = state;
  });
}

}  // namespace mdmock::conformance
