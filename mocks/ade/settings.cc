#include "mocks/ade/settings.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "protocol/oauth1/verify.h"

namespace mdmock::ade {
namespace {

using oauth1::Credentials;

template <typename Options>
auto* Find(Options& options, std::string_view name) {
  const auto found =
      std::find_if(options.tenants.begin(), options.tenants.end(),
                   [&](const Tenant& one) { return one.name == name; });
  return found == options.tenants.end() ? nullptr : &*found;
}

bool Has(const Tenant& tenant, std::string Credentials::*member,
         std::string_view value) {
  if (tenant.credentials.*member == value) return true;
  if (tenant.stand_in && (*tenant.stand_in).*member == value) return true;
  return std::any_of(
      tenant.previous.begin(), tenant.previous.end(),
      [&](const Credentials& one) { return one.*member == value; });
}

AdeOptions WithKeys(AdeOptions options) {
  for (Tenant& tenant : options.tenants) {
    tenant.key = oauth1::PrepareKey(tenant.in_force());
  }
  return options;
}

}  // namespace

Settings::Settings(AdeOptions initial)
    : initial_(
          std::make_shared<const AdeOptions>(WithKeys(std::move(initial)))),
      now_(initial_) {
  assert(!initial_->tenants.empty());
}

Settings::Snapshot Settings::Now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

bool Settings::Change(const std::function<bool(AdeOptions&)>& change) {
  const std::lock_guard only_one(changing_);
  AdeOptions changed = *Now();
  if (!change(changed)) return false;
  assert(!changed.tenants.empty());
  auto next = std::make_shared<const AdeOptions>(WithKeys(std::move(changed)));
  const std::lock_guard lock(mutex_);
  now_ = std::move(next);
  return true;
}

void Settings::Reset() {
  const std::lock_guard only_one(changing_);
  const std::lock_guard lock(mutex_);
  now_ = initial_;
}

const Tenant* FindTenant(const AdeOptions& options, std::string_view name) {
  return Find(options, name);
}

Tenant* FindTenant(AdeOptions& options, std::string_view name) {
  return Find(options, name);
}

const Tenant& TenantOf(const AdeOptions& options,
                       const oauth1::Authorization& authorization) {
  const std::string_view key = authorization.Value("oauth_consumer_key");
  const std::string_view token = authorization.Value("oauth_token");
  const std::pair<std::string Credentials::*, std::string_view> kTries[] = {
      {&Credentials::consumer_key, key},
      {&Credentials::access_token, token},
      {&Credentials::access_token, key},
      {&Credentials::consumer_key, token}};
  for (const auto& [member, value] : kTries) {
    if (value.empty()) continue;
    for (const Tenant& one : options.tenants) {
      if (Has(one, member, value)) return one;
    }
  }
  return options.tenants.front();
}

void Replace(Tenant& tenant, Credentials fresh) {
  tenant.previous.insert(tenant.previous.begin(), tenant.in_force());
  if (tenant.stand_in) {
    tenant.previous.push_back(tenant.credentials);
    tenant.stand_in.reset();
  }
  if (tenant.previous.size() > kMaxPrevious) {
    tenant.previous.resize(kMaxPrevious);
  }
  tenant.credentials = std::move(fresh);
}

}  // namespace mdmock::ade
