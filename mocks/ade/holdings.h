#ifndef MDMOCK_MOCKS_ADE_HOLDINGS_H_
#define MDMOCK_MOCKS_ADE_HOLDINGS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/ade/fleet/cursors.h"
#include "mocks/ade/fleet/fleet.h"
#include "mocks/ade/fleet/profiles.h"
#include "mocks/ade/fleet/scripted.h"
#include "mocks/ade/options.h"
#include "protocol/base/result.h"

namespace mdmock::ade {

// Where account-driven enrollment is to be looked for.
struct Discovery {
  std::string url;
  SystemTime updated;
};

// Holdings is what one tenant has: devices, profiles, cursors. Whoever touches
// any of it holds `mutex`.
struct Holdings {
  Holdings(const Fleet::Setup& setup, std::string_view cursor_key)
      : fleet(setup), profiles(setup.seed), cursors(cursor_key) {}

  std::mutex mutex;
  Fleet fleet;
  Profiles profiles;
  Cursors cursors;
  Scripted scripted;
  Throttle throttle;
  std::optional<Discovery> discovery;
};

// AllHoldings makes the holdings of a tenant when they are first asked for, and
// from then on gives the same. Members may be called from any thread.
class AllHoldings {
 public:
  // `seed` is the one of fleets that name none, `made` when the fleets' time
  // begins.
  AllHoldings(std::uint64_t seed, SystemTime made) : seed_(seed), made_(made) {}

  std::shared_ptr<Holdings> Of(const Tenant& tenant, const AdeOptions& options);

  // Remake lets every tenant begin anew; cursors of before are worth nothing.
  void Remake(SystemTime made);

  // Reset does the same, with nothing left of what was.
  void Reset(std::uint64_t seed, SystemTime made);

  void EndThrottling();  // Of all tenants.

 private:
  std::shared_ptr<Holdings> Make(const Tenant& tenant,
                                 const AdeOptions& options) const;

  std::mutex mutex_;
  std::uint64_t seed_;
  SystemTime made_;
  int num_remakes_ = 0;
  std::map<std::string, std::shared_ptr<Holdings>, std::less<>> by_tenant_;
};

// Plan puts changes that concern `tenant` on its calendar; times without a date
// count from `now`. Failures: there are too many.
Result<void> Plan(Holdings& holdings, std::string_view tenant,
                  const std::vector<PlannedChange>& changes, SystemTime now);

// Script takes over the statuses that concern `tenant`. Failures: too many.
Result<void> Script(Holdings& holdings, std::string_view tenant,
                    const std::vector<ScriptedStatus>& statuses);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_HOLDINGS_H_
