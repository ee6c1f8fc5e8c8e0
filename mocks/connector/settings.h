#ifndef MDMOCK_MOCKS_CONNECTOR_SETTINGS_H_
#define MDMOCK_MOCKS_CONNECTOR_SETTINGS_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string_view>

#include "mocks/connector/options.h"
#include "mocks/journal/secrets.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"

namespace mdmock::connector {

// World is what the service may ask of its surroundings, which outlive it.
struct World {
  const world::Clock& clock;
  world::Entropy& entropy;
  journal::Secrets& secrets;
};

// Settings are the options that are in force. A request takes a snapshot and
// goes by it to its end, whatever is changed meanwhile. Members may be called
// from any thread.
class Settings {
 public:
  using Snapshot = std::shared_ptr<const ConnectorOptions>;

  Settings(ConnectorOptions options, const World& world);

  Snapshot Now() const;

  // Change calls `change` with a copy that comes into force where it gives
  // true. What is not given is made, and what is secret is hidden.
  bool Change(const std::function<bool(ConnectorOptions&)>& change);

  void Reset();  // The initial options.

 private:
  void Complete(ConnectorOptions& options);

  const World world_;
  std::mutex changing_;
  world::Entropy random_;
  ConnectorOptions initial_;
  mutable std::mutex mutex_;
  Snapshot now_;
};

// FindUser gives a user by name, or null.
const User* FindUser(const ConnectorOptions& options, std::string_view name);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_SETTINGS_H_
