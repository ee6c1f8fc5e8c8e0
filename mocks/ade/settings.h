#ifndef MDMOCK_MOCKS_ADE_SETTINGS_H_
#define MDMOCK_MOCKS_ADE_SETTINGS_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string_view>

#include "mocks/ade/options.h"
#include "protocol/oauth1/authorization.h"

namespace mdmock::ade {

// Settings holds the options that are in force. A request takes a snapshot and
// goes by it to its end, whatever is changed meanwhile. Members may be called
// from any thread.
class Settings {
 public:
  using Snapshot = std::shared_ptr<const AdeOptions>;

  explicit Settings(AdeOptions initial);

  Snapshot Now() const;

  // Change calls `change` with a copy that comes into force where it gives
  // true. One change at a time; `change` must not come back here.
  bool Change(const std::function<bool(AdeOptions&)>& change);

  void Reset();  // To the initial options.

 private:
  const Snapshot initial_;
  std::mutex changing_;
  mutable std::mutex mutex_;
  Snapshot now_;
};

// FindTenant gives the tenant of that name, or null.
const Tenant* FindTenant(const AdeOptions& options, std::string_view name);
Tenant* FindTenant(AdeOptions& options, std::string_view name);

// TenantOf gives the tenant that a request for a session is judged against: by
// its consumer key, present or replaced, then by its token, then with the two
// mixed up. Where it names nobody, the first one, so that the verdict is still
// of use.
const Tenant& TenantOf(const AdeOptions& options,
                       const oauth1::Authorization& authorization);

// Replace puts `fresh` into force; what it replaces is remembered.
void Replace(Tenant& tenant, oauth1::Credentials fresh);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_SETTINGS_H_
