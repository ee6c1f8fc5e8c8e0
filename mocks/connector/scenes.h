#ifndef MDMOCK_MOCKS_CONNECTOR_SCENES_H_
#define MDMOCK_MOCKS_CONNECTOR_SCENES_H_

#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "mocks/connector/options.h"
#include "mocks/server/service.h"

namespace mdmock::connector {

// What control ports and manuals show: a scenario for each failure reason.
std::vector<server::Scenario> AllScenes();

// Scenes are those that are played, of which the last one begun has its way.
// Members may be called from any thread.
class Scenes {
 public:
  bool Begin(std::string_view id);  // False where there is none of that name.
  void End();                       // All of them.

  std::string_view reason() const;  // "badTime"; "" while nothing is played.

 private:
  mutable std::mutex mutex_;
  std::string_view reason_;
};

// Script counts the requests that scripted replies are for. Members may be
// called from any thread.
class Script {
 public:
  void Set(std::vector<ScriptedReply> replies);  // Counting starts anew.

  // Next gives the first reply that is for such a request and not used up.
  std::optional<ScriptedReply> Next(std::string_view operation,
                                    std::string_view user);

 private:
  struct Counted {
    ScriptedReply reply;
    std::uint64_t count = 0;
  };
  std::mutex mutex_;
  std::vector<Counted> replies_;
};

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_SCENES_H_
