#ifndef MDMOCK_MOCKS_CONTROL_CONTROL_SERVICE_H_
#define MDMOCK_MOCKS_CONTROL_CONTROL_SERVICE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/control/mocks.h"
#include "mocks/control/route.h"
#include "mocks/control/scenarios.h"
#include "mocks/server/service.h"

namespace mdmock::control {

// ControlService is the control port: journal, clock, faults, scenarios and
// reset as JSON over HTTP. GET / lists its routes. What begins with the name of
// a service ("/ade/state") is handed to that service's Control as it came.
//
// A request that cannot be used is answered with {"error": "one sentence"} and
// changes nothing.
class ControlService : public server::Service {
 public:
  explicit ControlService(Mocks mocks);
  ControlService(const ControlService&) = delete;
  ControlService& operator=(const ControlService&) = delete;

  // StartWith plays scenarios from now on, and again after each reset. It fails
  // on an id that no service knows, before anything is played.
  Result<void> StartWith(const std::vector<std::string>& scenario_ids);

  // ResetAll makes everything as freshly started: the clock, the seed, the
  // faults, the services, the scenarios, the journal.
  void ResetAll();

  std::string_view name() const override { return "control"; }
  Result<server::Answer> Handle(const server::Exchange& exchange) override;

  // The control port has nothing about itself to control.
  Result<server::Answer> Control(const server::Exchange& exchange) override;
  std::optional<http::Response> Named(std::string_view) const override;
  std::vector<server::Scenario> Scenarios() const override { return {}; }
  bool Play(std::string_view) override { return false; }
  void Reset() override {}

 private:
  std::vector<Route> OwnRoutes();
  server::Answer Health() const;
  server::Answer PostReset(const server::Exchange& exchange);
  std::string Index() const;
  server::Answer PathUnknown(std::string_view path) const;

  Mocks mocks_;
  control::Scenarios scenarios_;
  std::vector<Route> routes_;
};

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_CONTROL_SERVICE_H_
