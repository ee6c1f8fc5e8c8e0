#include "mocks/workspace_one/scenes.h"

#include <string>

#include "mocks/workspace_one/rules.h"

namespace mdmock::workspace_one {
namespace {

constexpr server::SceneTable<Scene, 5> kScenes({{
    {"ws1.wrong-tenant",
     "The tenant code was replaced in the console: every call is answered 401 "
     "with errorCode 1013.",
     "It shows errorCode, message and activityId, tells its administrator to "
     "look at the REST API key, and does not try over and over."},
    {"ws1.certificate-expired",
     "The administrator's certificate has run out: every call under CMSURL or "
     "CMS is answered 401 with errorCode 1005.",
     "It says that the certificate is too old, which it can read itself, and "
     "sends no more calls until there is a new one."},
    {"ws1.certificate-unknown",
     "The console has issued another certificate for the administrator: every "
     "call under CMSURL or CMS is answered 401 with errorCode 1005.",
     "It reports the refusal with its activityId, signs anew once at most, and "
     "asks its administrator for the newest certificate."},
    {"ws1.account-locked",
     "The account was locked: every call is answered 401 with errorCode 1022.",
     "It stops at once, shows the message, and lets the administrator unlock "
     "the account: each further try may lock it for longer."},
    {"ws1.rate-limited",
     "The quota is used up: calls are answered 429 with Retry-After, for two "
     "seconds from the first one on.",
     "It waits as long as Retry-After says, signs anew, repeats the call once, "
     "and goes on."},
}});

}  // namespace

std::vector<server::Scenario> AllScenes() { return kScenes.All(); }

std::optional<Scene> ReadScene(std::string_view id) { return kScenes.Read(id); }

void AddScene(Scene scene, Verdict& verdict) {
  verdict.Add({&rules::kScenario, "the mock", "no scenario",
               std::string(kScenes.IdOf(scene))});
}

void Scenes::Begin(Scene scene) {
  const std::lock_guard lock(mutex_);
  if (scene == Scene::kRateLimited) first_call_.reset();
  on_.Begin(scene);
}

void Scenes::End() {
  const std::lock_guard lock(mutex_);
  on_.End();
  first_call_.reset();
}

std::optional<std::chrono::seconds> Scenes::Pause(SystemTime now) {
  const std::lock_guard lock(mutex_);
  if (!on_.IsOn(Scene::kRateLimited)) return std::nullopt;
  if (!first_call_) first_call_ = now;
  const auto left = *first_call_ + kPause - now;
  if (left <= left.zero()) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(left);
}

}  // namespace mdmock::workspace_one
