#ifndef MDMOCK_MOCKS_CONTROL_SCENARIOS_H_
#define MDMOCK_MOCKS_CONTROL_SCENARIOS_H_

#include <mutex>
#include <string>
#include <vector>

#include "mocks/server/service.h"

namespace mdmock::control {

// Scenarios is the list of scenarios that are being played, over all services.
// Members may be called from any thread.
class Scenarios {
 public:
  // The services must outlive this.
  explicit Scenarios(std::vector<server::Service*> services)
      : services_(std::move(services)) {}

  // Known gives every scenario of every service.
  std::vector<server::Scenario> Known() const;

  std::vector<std::string> Playing() const;

  // Play ends what is being played and plays `ids` instead, in order. Every id
  // must be Known.
  //
  // A service is told to end its scenarios with an empty id. One that does not
  // take that is reset, unless it has been playing nothing.
  void Play(const std::vector<std::string>& ids);

  // StartWith is Play, and what Restart goes back to.
  void StartWith(const std::vector<std::string>& ids);

  // Restart plays the first scenarios again after the services were reset.
  void Restart();

 private:
  void PlayLocked(const std::vector<std::string>& ids);

  const std::vector<server::Service*> services_;
  mutable std::mutex mutex_;
  std::vector<std::string> first_;
  std::vector<std::string> playing_;
};

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_SCENARIOS_H_
