#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_OPTIONS_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/cms/signer.h"

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
