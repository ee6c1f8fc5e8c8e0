#include "mocks/ade/state.h"

#include <string>
#include <utility>

#include "mocks/ade/issue.h"
#include "protocol/oauth1/verify.h"

namespace mdmock::ade {
namespace {

// A search that finds nothing takes about 20 ms: a flood of hopeless requests
// gets one core, and those who do things right the others.
constexpr size_t kMaxSearches = 1;
constexpr size_t kMaxSearchesWaiting = 32;

// What is not given is made; what is secret is hidden from the journal.
AdeOptions Completed(AdeOptions options, const World& world,
                     world::Entropy& random) {
  for (Tenant& tenant : options.tenants) {
    CompleteTenant(tenant, options.awkward_credentials, world, random);
  }
  return options;
}

}  // namespace

void Hide(const oauth1::Credentials& credentials, journal::Secrets& secrets) {
  secrets.Hide(credentials.consumer_secret, "[consumer_secret]");
  secrets.Hide(credentials.access_secret, "[access_secret]");
  for (const std::string& one : oauth1::EncodedSecrets(credentials)) {
    secrets.Hide(one, "[secrets]");
  }
}

void CompleteTenant(Tenant& tenant, bool awkward, const World& world,
                    world::Entropy& random) {
  Complete(tenant.account, tenant.name);
  if (tenant.credentials.consumer_key.empty()) {
    tenant.credentials = NewCredentials(random, world.clock.Now(), awkward);
  }
  Hide(tenant.credentials, world.secrets);
  for (const oauth1::Credentials& one : tenant.previous) {
    Hide(one, world.secrets);
  }
}

State::State(AdeOptions options, const World& surroundings)
    : world(surroundings),
      random(surroundings.entropy.seed() ^ kCredentialSalt),
      settings(Completed(std::move(options), world, random)),
      holdings(surroundings.entropy.seed(), surroundings.clock.Now()),
      searches(kMaxSearches, kMaxSearchesWaiting) {
  random.Reseed(world.entropy.seed() ^ kSessionSalt);
}

void State::Reset() {
  random.Reseed(world.entropy.seed() ^ kSessionSalt);
  scenes.End();
  settings.Reset();
  holdings.Reset(world.entropy.seed(), world.clock.Now());
  sessions.Clear();
  nonces.Clear();
  counters.Clear();
}

void Counters::Clear() {
  for (auto* one :
       {&sessions_issued, &sessions_refused, &resources_answered,
        &resources_refused, &rotations, &searches, &searches_skipped}) {
    *one = 0;
  }
}

}  // namespace mdmock::ade
