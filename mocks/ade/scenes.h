#ifndef MDMOCK_MOCKS_ADE_SCENES_H_
#define MDMOCK_MOCKS_ADE_SCENES_H_

#include <atomic>
#include <optional>
#include <string_view>
#include <vector>

#include "mocks/server/scene_set.h"
#include "mocks/server/service.h"

namespace mdmock::ade {

// Scene is a scenario of this service, in the order of AllScenes.
enum class Scene {
  kSessionExpired,
  kSessionRotated,
  kTokenExpired,
  kTokenReplaced,
  kTermsNotSigned,
  kClockSkew,
  kNonceReplayed,
  kUserAgentRefused,
  kCursorExpired,
  kCursorRepeated,
  kThrottled
};

// What control ports and manuals show about the scenes.
std::vector<server::Scenario> AllScenes();

std::optional<Scene> ReadScene(std::string_view id);

// Scenes is the set of scenes that are played; several may be at once. Members
// may be called from any thread.
class Scenes {
 public:
  void Begin(Scene scene);
  void End();  // All of them.

  bool IsOn(Scene scene) const { return on_.IsOn(scene); }

  // Once after kSessionExpired began, TakeExpiry gives true.
  bool TakeExpiry() { return expiry_due_.exchange(false); }

  // The same for kCursorExpired.
  bool TakeCursorExpiry() { return cursor_expiry_due_.exchange(false); }

 private:
  server::SceneSet<Scene> on_;
  std::atomic<bool> expiry_due_ = false;
  std::atomic<bool> cursor_expiry_due_ = false;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_SCENES_H_
