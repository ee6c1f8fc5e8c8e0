#ifndef MDMOCK_MOCKS_ADE_ENDPOINTS_VISIT_H_
#define MDMOCK_MOCKS_ADE_ENDPOINTS_VISIT_H_

#include <functional>
#include <string>
#include <string_view>

#include "mocks/ade/fleet/device_json.h"
#include "mocks/ade/holdings.h"
#include "mocks/ade/state.h"
#include "mocks/server/service.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::ade {

// Visit is a call to an endpoint that is about a tenant's holdings.
struct Visit {
  State& state;
  const Call& call;
  Verdict& verdict;
  int version;           // X-Server-Protocol-Version.
  const Tenant* tenant;  // Null where nobody was admitted.
  Holdings* holdings;    // Null then, too; locked, and as of `call.now`.

  // Whether there is anything to be done, besides judging.
  bool may_act() const { return holdings != nullptr && verdict.accepted(); }

  const FleetOptions& options() const { return call.options->fleet; }
  DeviceWriter Writer() const;  // Where may_act().
};

// Receive answers with what `work` makes of a visit. It is called for those who
// are not admitted as well, so that the verdict has all that is wrong with
// their request; what it gives counts only where the verdict accepts.
using Work = std::function<http::Response(Visit&)>;
server::Answer Receive(State& state, const Call& call, std::string_view methods,
                       const Work& work);

// JsonAnswer is a good answer; "" gives one without a body.
http::Response JsonAnswer(std::string body);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ENDPOINTS_VISIT_H_
