#include "mocks/ade/scenes.h"

namespace mdmock::ade {
namespace {

constexpr server::SceneTable<Scene, 11> kScenes({{
    {"ade.session-expired",
     "The next call with a live session is refused as expired, once; that "
     "session stays dead.",
     "It asks /session for one new session, repeats the call once, same method "
     "and body, and goes on with the new session."},
    {"ade.session-rotated",
     "Every answer brings a new X-ADM-Auth-Session, and the session that was "
     "used dies at once.",
     "It sends the newest session that an answer has brought, and asks "
     "/session for no other."},
    {"ade.token-expired",
     "The server token's year is over: sessions die, and /session refuses the "
     "token as expired.",
     "It stops calling and tells its administrator to download a new token."},
    {"ade.token-replaced",
     "A newer server token was downloaded: sessions die, and /session refuses "
     "the one before. GET /ade/token on the control port has the newer one.",
     "It stops calling and asks its administrator for the newer token; with "
     "that it works at once, without a restart."},
    {"ade.terms-not-signed",
     "New terms wait to be accepted: /session and every other call answer 403 "
     "T_C_NOT_SIGNED.",
     "It tells its administrator to accept the terms, does not take its "
     "session "
     "for dead, tries again much later, and clears the message then."},
    {"ade.clock-skew",
     "The service's clock is a day ahead: its Date header shows it, and "
     "timestamps are judged by it.",
     "It compares Date with its own clock, reports the difference, and does "
     "not try over and over."},
    {"ade.nonce-replayed",
     "/session refuses every request as if its nonce had been used before.",
     "It signs anew with a new nonce for each try, tries a few times at most, "
     "and reports the refusal."},
    {"ade.user-agent-refused", "Every call answers 400 USER_AGENT_INVALID.",
     "It reports the refusal with its status and body; it asks for no new "
     "session and does not try over and over."},
    {"ade.cursor-expired",
     "The next call of the sync service is answered 400 EXPIRED_CURSOR, once; "
     "every cursor that was given until then stays dead.",
     "It fetches all devices anew, once, without a cursor, and goes on with "
     "the cursor that it gets."},
    {"ade.cursor-repeated",
     "Every call with a cursor is answered with the same cursor and "
     "more_to_follow true.",
     "It keeps what it has got, notices that nothing moves, and stops after a "
     "call or two until its next turn."},
    {"ade.throttled",
     "Of the devices that are to get a profile, every other one is THROTTLED "
     "at first; version 10 says for how long.",
     "It takes the rest for done, and asks once more for those that were "
     "throttled, when their time is over."},
}});

}  // namespace

std::vector<server::Scenario> AllScenes() { return kScenes.All(); }

std::optional<Scene> ReadScene(std::string_view id) { return kScenes.Read(id); }

void Scenes::Begin(Scene scene) {
  if (scene == Scene::kSessionExpired) expiry_due_ = true;
  if (scene == Scene::kCursorExpired) cursor_expiry_due_ = true;
  on_.Begin(scene);
}

void Scenes::End() {
  on_.End();
  expiry_due_ = false;
  cursor_expiry_due_ = false;
}

}  // namespace mdmock::ade
