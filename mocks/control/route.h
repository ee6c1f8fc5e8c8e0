#ifndef MDMOCK_MOCKS_CONTROL_ROUTE_H_
#define MDMOCK_MOCKS_CONTROL_ROUTE_H_

#include <functional>
#include <string_view>
#include <vector>

#include "mocks/control/mocks.h"
#include "mocks/control/scenarios.h"
#include "mocks/server/service.h"

namespace mdmock::control {

// Route is one thing that the control port can be asked for. A handler finds
// its own mistakes in the query and the body; the path fits.
struct Route {
  using Handler = std::function<server::Answer(const server::Exchange&)>;

  std::string_view method;  // "GET"
  std::string_view path;    // In "/journal/SEQ", SEQ is any one segment.
  std::string_view says;    // One line for the index.
  Handler handler;
};

// The routes, by subject. `mocks` and `scenarios` must outlive them.
std::vector<Route> JournalRoutes(Mocks& mocks);
std::vector<Route> ClockRoutes(Mocks& mocks);
std::vector<Route> FaultRoutes(Mocks& mocks);
std::vector<Route> ScenarioRoutes(Scenarios& scenarios);

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_ROUTE_H_
