#ifndef MDMOCK_MOCKS_SERVER_TLS_IDENTITY_H_
#define MDMOCK_MOCKS_SERVER_TLS_IDENTITY_H_

#include <string>
#include <utility>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::server {

// TlsIdentity is a certificate authority of its own and a server certificate
// under it for 127.0.0.1, ::1 and localhost, on fresh P-256 keys that no other
// run has. Servers share one; it does not change once made.
class TlsIdentity {
 public:
  static constexpr char kOwnNames[] = "IP:127.0.0.1,IP:::1,DNS:localhost";

  // Make dates the certificates from a day before `now` to two years after. TLS
  // clients go by the real time, whatever the mocks' clock says. `names` are
  // the server certificate's, as OpenSSL writes a subjectAltName.
  static Result<TlsIdentity> Make(SystemTime now,
                                  const std::string& names = kOwnNames);

  const std::string& ca_pem() const { return ca_pem_; }  // What clients trust.

  // The server's side of TLS 1.2 and 1.3, without session resumption. With
  // client certificates it asks for one, and takes any or none: judging it is
  // the service's business.
  SSL_CTX& context() const { return *context_; }
  SSL_CTX& context_with_client_certificates() const { return *asking_context_; }

 private:
  TlsIdentity(std::string ca_pem, crypto::Handle<SSL_CTX> context,
              crypto::Handle<SSL_CTX> asking_context)
      : ca_pem_(std::move(ca_pem)),
        context_(std::move(context)),
        asking_context_(std::move(asking_context)) {}

  std::string ca_pem_;
  crypto::Handle<SSL_CTX> context_;
  crypto::Handle<SSL_CTX> asking_context_;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_TLS_IDENTITY_H_
