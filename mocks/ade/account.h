#ifndef MDMOCK_MOCKS_ADE_ACCOUNT_H_
#define MDMOCK_MOCKS_ADE_ACCOUNT_H_

#include <string>

#include "mocks/ade/fleet/options.h"

namespace mdmock::ade {

// Account is what GET /account says about a tenant. Identifiers that are empty
// when the service starts are made then, from the tenant's name.
struct Account {
  std::string server_name = "mdmock";
  std::string server_uuid;  // 32 upper-case hexadecimal digits.
  std::string admin_id = "admin@example.com";
  std::string facilitator_id = "facilitator@example.com";
  std::string org_name = "Example Organisation";
  std::string org_email = "org@example.com";
  std::string org_phone = "555-0100";
  std::string org_address = "1 Example Street, Example City";
  std::string org_id;              // Digits.
  std::string org_id_hash;         // 64 lower-case hexadecimal digits.
  std::string org_type = "org";    // Or "edu".
  std::string org_version = "v2";  // Or "v1".
};

// AccountJson gives the body of GET /account for a client that speaks
// `protocol_version`: from version 3 with the fields that came then.
std::string AccountJson(const Account& account, int protocol_version,
                        const PageLimits& pages = {});

// Complete fills in the identifiers that are empty; the same name gives the
// same ones.
void Complete(Account& account, const std::string& tenant_name);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ACCOUNT_H_
