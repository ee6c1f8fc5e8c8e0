#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_OPTIONS_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/cms/signer.h"
#include "protocol/http/url.h"

namespace mdmock::workspace_one {

// AdminState is what the console thinks of an administrator.
enum class AdminState {
  kActive,
  kLocked,   // The account: after too many wrong passwords.
  kDeleted,  // The account is gone, the certificate is still about.
  kRevoked,  // The certificate, in the console; the account is fine.
  kExpired   // The certificate, by its own date; the account is fine.
};

// Role is what an administrator may do over the API.
enum class Role {
  kAdministrator,  // Everything.
  kReadOnly,       // Ask, and change nothing.
  kNone            // Log in to the console, but not use the API.
};

// Admin is an administrator with a certificate, CN=<id>:<name>, which is issued
// when somebody first asks for it. The password is for Basic; made where it is
// not given.
struct Admin {
  std::uint32_t id = 0;
  std::string name;
  AdminState state = AdminState::kActive;
  std::string password;
  Role role = Role::kAdministrator;
};
inline constexpr size_t kMaxAdmins = 100;
inline constexpr std::uint32_t kMaxDevices = 100'000;

// PkiShape is what the issuer of administrators' certificates is like.
// Certificates of real consoles were seen with both oddities: signed with
// RSA-1024, and with an authorityKeyIdentifier that has a negative serial
// number.
struct PkiShape {
  enum class Key { kP256, kRsa1024 };
  enum class Serial { kPositive, kNegative };

  Key issuer_key = Key::kP256;
  Serial issuer_serial = Serial::kPositive;
};

// Refused is the status and the errorCode of a kind of refusal.
struct Refused {
  int status;
  int code;
};

// InfoShape is what GET /system/info looks like: the vendor's own SDK and
// clients in the field disagree.
enum class InfoShape {
  kProduct,         // ProductName, Version, Build, ApiVersion
  kServiceDocument  // Resources.Workspaces[].location
};

// The answers to a refused certificate, and to one of a tenant code, are known
// by their codes only, and their statuses nowhere: what stands here is chosen.
struct WorkspaceOneOptions {
  std::string tenant_code;                  // Made where it is empty.
  std::optional<cms::Separator> separator;  // Either one where it is not set.
  std::chrono::seconds window{300};         // Of signingTime, both ways.
  Refused certificate_refused{401, 1005};
  Refused tenant_refused{401, 1013};
  Refused account_locked{401, 1022};
  Refused role_refused{403, 403};  // The status is known, the code is not.
  InfoShape info = InfoShape::kProduct;
  std::uint64_t calls_per_minute = 0;  // 0: as many as one likes.
  std::uint32_t devices = 5;           // Numbered from 12772 on.
  bool explain_header = false;         // X-Mdmock-Explain on refusals.
  bool strict = false;                 // Doubts refuse.

  // Where clients address the API, if it is not where it listens: a proxy is
  // in between, or it lies under a path. Paths may begin with this one's; the
  // signature is over the path as it comes, with it or without.
  std::optional<http::Url> as;
  PkiShape pki;

  // The path of `as`, without a slash at its end; "" where there is none.
  std::string_view path_before() const {
    std::string_view path = as ? std::string_view(as->path) : "";
    while (path.ends_with('/')) path.remove_suffix(1);
    return path;
  }

  // Ids and names differ; never empty. The ready file has the first one.
  std::vector<Admin> admins = {
      {.id = 1001, .name = "mdmock-admin"},
      {.id = 1002, .name = "locked-admin", .state = AdminState::kLocked},
      {.id = 1003, .name = "deleted-admin", .state = AdminState::kDeleted},
      {.id = 1004, .name = "revoked-admin", .state = AdminState::kRevoked},
      {.id = 1005, .name = "expired-admin", .state = AdminState::kExpired},
      {.id = 1006, .name = "read-only-admin", .role = Role::kReadOnly}};
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_OPTIONS_H_
