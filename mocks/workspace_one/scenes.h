#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_SCENES_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_SCENES_H_

#include <chrono>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "mocks/server/scene_set.h"
#include "mocks/server/service.h"
#include "protocol/base/time.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::workspace_one {

// Scene is a scenario of this service, in the order of AllScenes.
enum class Scene {
  kWrongTenant,
  kCertificateExpired,
  kCertificateUnknown,
  kAccountLocked,
  kRateLimited
};

// What control ports and manuals show about the scenes.
std::vector<server::Scenario> AllScenes();

std::optional<Scene> ReadScene(std::string_view id);

// AddScene remarks that a scenario had its hand in the answer.
void AddScene(Scene scene, Verdict& verdict);

// Scenes is the set of scenes that are played; several may be at once. Members
// may be called from any thread.
class Scenes {
 public:
  static constexpr std::chrono::seconds kPause{2};

  void Begin(Scene scene);
  void End();  // All of them.
  bool IsOn(Scene scene) const { return on_.IsOn(scene); }

  // While kRateLimited is on, Pause gives how long a call has still to wait:
  // kPause from the first call on. Then nothing, and no more.
  std::optional<std::chrono::seconds> Pause(SystemTime now);

 private:
  server::SceneSet<Scene> on_;
  std::mutex mutex_;
  std::optional<SystemTime> first_call_;
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_SCENES_H_
