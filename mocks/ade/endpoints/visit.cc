#include "mocks/ade/endpoints/visit.h"

#include <cassert>
#include <memory>
#include <mutex>
#include <utility>

#include "mocks/ade/front.h"
#include "mocks/ade/resource.h"
#include "mocks/ade/rules.h"

namespace mdmock::ade {

DeviceWriter Visit::Writer() const {
  assert(holdings != nullptr);
  return {holdings->fleet, holdings->profiles,
          DeviceWriter::View{.version = version,
                             .now = call.now,
                             .assigned_by = tenant->account.admin_id,
                             .push_after = options().push_after}};
}

server::Answer Receive(State& state, const Call& call, std::string_view methods,
                       const Work& work) {
  Admission admission = Admit(state, call, methods);
  http::Response good;
  // Of a method that the endpoint does not have, nobody knows what its body
  // should be.
  if (!admission.verdict.Has(rules::kMethodNotAllowed.code)) {
    Visit visit{.state = state,
                .call = call,
                .verdict = admission.verdict,
                .version = ProtocolVersion(call.request),
                .tenant = nullptr,
                .holdings = nullptr};
    std::shared_ptr<Holdings> holdings;
    std::unique_lock<std::mutex> lock;
    if (admission.verdict.accepted()) {
      visit.tenant = admission.tenant;
      holdings = state.holdings.Of(*admission.tenant, *call.options);
      visit.holdings = holdings.get();
      lock = std::unique_lock(holdings->mutex);
      holdings->fleet.Advance(call.now);
    }
    good = work(visit);
  }
  return Finish(state, call, methods, std::move(admission), std::move(good));
}

http::Response JsonAnswer(std::string body) {
  http::Response response{
      .status = 200, .headers = {}, .body = std::move(body)};
  if (!response.body.empty()) {
    response.headers.push_back({"Content-Type", std::string(kJsonType)});
  }
  return response;
}

}  // namespace mdmock::ade
