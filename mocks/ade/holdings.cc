#include "mocks/ade/holdings.h"

#include <fmt/format.h>

#include <cassert>
#include <utility>

#include "mocks/ade/fleet/mix.h"

namespace mdmock::ade {
namespace {

// What a configuration asks for was checked when it was read.
void MustFit([[maybe_unused]] const Result<void>& result) { assert(result); }

}  // namespace

std::shared_ptr<Holdings> AllHoldings::Make(const Tenant& tenant,
                                            const AdeOptions& options) const {
  const FleetSize& fleet = tenant.fleet ? *tenant.fleet : options.fleet.fleet;
  // Tenants of one seed have different devices.
  const std::uint64_t seed = Mix(fleet.seed.value_or(seed_), tenant.name);
  auto holdings = std::make_shared<Holdings>(
      Fleet::Setup{.seed = seed,
                   .size = fleet.size,
                   .made = std::chrono::floor<std::chrono::seconds>(made_)},
      fmt::format("{}:{}:{}", seed, num_remakes_, tenant.name));
  MustFit(Plan(*holdings, tenant.name, options.fleet.changes, made_));
  MustFit(Script(*holdings, tenant.name, options.fleet.statuses));
  return holdings;
}

std::shared_ptr<Holdings> AllHoldings::Of(const Tenant& tenant,
                                          const AdeOptions& options) {
  const std::lock_guard lock(mutex_);
  const auto found = by_tenant_.find(tenant.name);
  if (found != by_tenant_.end()) return found->second;
  return by_tenant_[tenant.name] = Make(tenant, options);
}

void AllHoldings::Remake(SystemTime made) {
  const std::lock_guard lock(mutex_);
  made_ = made;
  ++num_remakes_;
  by_tenant_.clear();
}

void AllHoldings::Reset(std::uint64_t seed, SystemTime made) {
  const std::lock_guard lock(mutex_);
  seed_ = seed;
  made_ = made;
  num_remakes_ = 0;
  by_tenant_.clear();
}

void AllHoldings::EndThrottling() {
  const std::lock_guard lock(mutex_);
  for (auto& [name, holdings] : by_tenant_) {
    const std::lock_guard inner(holdings->mutex);
    holdings->throttle.Clear();
  }
}

Result<void> Plan(Holdings& holdings, std::string_view tenant,
                  const std::vector<PlannedChange>& changes, SystemTime now) {
  std::vector<Change> ours;
  for (const PlannedChange& one : changes) {
    if (!one.tenant.empty() && one.tenant != tenant) continue;
    ours.push_back(one.change);
    ours.back().at = one.at.value_or(now + one.after);
  }
  return holdings.fleet.Plan(std::move(ours));
}

Result<void> Script(Holdings& holdings, std::string_view tenant,
                    const std::vector<ScriptedStatus>& statuses) {
  for (const ScriptedStatus& one : statuses) {
    if (!one.tenant.empty() && one.tenant != tenant) continue;
    if (auto set = holdings.scripted.Set(one); !set) return set;
  }
  return {};
}

}  // namespace mdmock::ade
