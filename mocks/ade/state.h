#ifndef MDMOCK_MOCKS_ADE_STATE_H_
#define MDMOCK_MOCKS_ADE_STATE_H_

#include <atomic>
#include <cstdint>
#include <string_view>

#include "mocks/ade/holdings.h"
#include "mocks/ade/nonces.h"
#include "mocks/ade/scenes.h"
#include "mocks/ade/sessions.h"
#include "mocks/ade/settings.h"
#include "mocks/journal/secrets.h"
#include "mocks/server/search_gate.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/base/time.h"
#include "protocol/http/message.h"

namespace mdmock::ade {

// World is what the service may ask of its surroundings, which outlive it.
struct World {
  const world::Clock& clock;
  world::Entropy& entropy;
  journal::Secrets& secrets;
};

// What was done since the start or the last reset.
struct Counters {
  std::atomic<std::uint64_t> sessions_issued = 0;
  std::atomic<std::uint64_t> sessions_refused = 0;
  std::atomic<std::uint64_t> resources_answered = 0;
  std::atomic<std::uint64_t> resources_refused = 0;
  std::atomic<std::uint64_t> rotations = 0;
  std::atomic<std::uint64_t> searches = 0;
  std::atomic<std::uint64_t> searches_skipped = 0;

  void Clear();
};

// State is everything that the endpoints of the service share. Each part locks
// itself.
struct State {
  State(AdeOptions options, const World& surroundings);

  void Reset();  // As freshly started.

  // Of the seed: what is drawn after a reset repeats no credentials.
  static constexpr std::uint64_t kCredentialSalt = 0x6164652D63726564;
  static constexpr std::uint64_t kSessionSalt = 0x6164652D73657373;

  World world;
  world::Entropy random;  // One's own: what others draw changes nothing here.
  Settings settings;
  AllHoldings holdings;
  Sessions sessions;
  Nonces nonces;
  Scenes scenes;
  Counters counters;
  server::SearchGate searches;
};

// CompleteTenant makes the credentials and identifiers that are not given, and
// hides what is secret from the journal.
void CompleteTenant(Tenant& tenant, bool awkward, const World& world,
                    world::Entropy& random);

// Hide keeps the two secrets out of the journal.
void Hide(const oauth1::Credentials& credentials, journal::Secrets& secrets);

// Call is one request to the service, with what it goes by to its end.
struct Call {
  const http::Request& request;
  std::string_view scheme;
  SystemTime now;  // By the service's clock, which a scenario may have moved.
  std::uint64_t seq;
  Settings::Snapshot options;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_STATE_H_
