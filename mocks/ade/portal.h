#ifndef MDMOCK_MOCKS_ADE_PORTAL_H_
#define MDMOCK_MOCKS_ADE_PORTAL_H_

#include <string>
#include <string_view>

#include "mocks/ade/options.h"
#include "mocks/world/entropy.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/http/message.h"
#include "protocol/oauth1/credentials.h"

// What the web portal does for an administrator: take a certificate, give the
// server token encrypted for it.
namespace mdmock::ade {

// TokenJson gives credentials as the text of token.json.
std::string TokenJson(const oauth1::Credentials& credentials);

// CertificateIn finds the PEM certificate in a request: its body, or the part
// of a form that holds one. The Failure says what is wrong with it.
Result<std::string> CertificateIn(const http::Request& request);

// TokenFile gives the .p7m of `credentials` for the tenant's certificate.
// Failures: it has none, or one that is not for RSA.
Result<std::string> TokenFile(const Tenant& tenant,
                              const oauth1::Credentials& credentials,
                              world::Entropy& entropy);

// TokenFileName gives "<server>_Token_2026-01-31T12-00-00Z_smime.p7m".
std::string TokenFileName(const Tenant& tenant, SystemTime now);

// PortalPage gives the page: the tenants, a form for a certificate, a link to
// the token of each.
std::string PortalPage(const AdeOptions& options);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_PORTAL_H_
