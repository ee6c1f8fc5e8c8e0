#ifndef MDMOCK_MOCKS_ADE_OPTIONS_H_
#define MDMOCK_MOCKS_ADE_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mocks/ade/account.h"
#include "mocks/ade/dialect.h"
#include "mocks/ade/fleet/options.h"
#include "protocol/oauth1/credentials.h"
#include "protocol/oauth1/message.h"

namespace mdmock::crypto {
class HmacSha1Key;
}

namespace mdmock::ade {

// TenantState is what Apple thinks of a device management server.
enum class TenantState {
  kActive,
  kTermsNotSigned,             // New terms wait to be accepted: all calls.
  kTermsNotSignedAtResources,  // The same, but /session still answers.
  kTokenExpired,               // The server token's year is over.
  kTokenRejected,              // The server token was revoked.
  kUserDeleted,                // Whoever made the token is no longer there.
  kServerInactive,             // The server was removed in the portal.
  kAccessDenied
};

// Tenant is one device management server as the portal knows it. Credentials
// without a consumer key are made when the service starts.
struct Tenant {
  std::string name = "default";
  oauth1::Credentials credentials;
  std::vector<oauth1::Credentials> previous;  // Newest first; bounded.
  TenantState state = TenantState::kActive;
  Account account;
  std::optional<FleetSize> fleet;  // Instead of the one for all.
  std::string certificate_pem;  // What the portal encrypts for; "": none yet.

  // In force instead of `credentials` while ade.token-replaced is played.
  std::optional<oauth1::Credentials> stand_in;

  // The key of in_force(), hashed once for all requests: kept by Settings.
  std::shared_ptr<const crypto::HmacSha1Key> key;

  const oauth1::Credentials& in_force() const {
    return stand_in ? *stand_in : credentials;
  }
};

// How many replaced tokens of a tenant are still recognised.
inline constexpr size_t kMaxPrevious = 16;
inline constexpr size_t kMaxTenants = 100;

// Rotation says when an answer brings a new X-ADM-Auth-Session.
struct Rotation {
  std::uint64_t every = 0;        // With every n-th good answer; 0: never.
  bool on_error = false;          // With every 4xx to a live session.
  std::chrono::seconds grace{0};  // How long the old one lives on.

  bool operator==(const Rotation&) const = default;
};

struct UserAgents {
  bool required = true;
  std::vector<std::string> denied = {"nanodep-godep/0"};  // Whole values.
};

enum class SessionShape {
  kUsual,  // As the service has them: 168 characters; 128 from depsim.
  kVaried  // Many shapes, 47 to 600 characters, some with '+', '/' and '='.
};

// AdeOptions is everything that can be chosen about the service. Apple
// documents neither its window nor the life of a session: the defaults are
// lenient choices.
struct AdeOptions {
  Dialect dialect = Dialect::kAppleDoc;
  std::chrono::seconds nonce_window{300};  // Of timestamps, both ways.
  std::chrono::seconds session_lifetime{3600};
  Rotation rotation;
  UserAgents user_agents;
  SessionShape session_shape = SessionShape::kUsual;

  // Whether secrets hold characters that have to be percent-encoded, which
  // Apple's never do.
  bool awkward_credentials = false;

  // Verify as if this scheme and host had been addressed, whatever the
  // connection and Host say.
  std::optional<oauth1::Base> as;

  bool explain_header = false;  // X-Mdmock-Explain on refusals.
  bool strict = false;          // Doubts refuse.

  FleetOptions fleet;  // Devices and profiles, of all tenants.

  std::vector<Tenant> tenants = {Tenant{}};  // Names differ; never empty.
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_OPTIONS_H_
