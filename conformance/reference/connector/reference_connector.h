#ifndef MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_REFERENCE_CONNECTOR_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_REFERENCE_CONNECTOR_H_

#include <filesystem>
#include <memory>
#include <string>

#include "conformance/reference/connector/front.h"
#include "conformance/reference/connector/mutant.h"
#include "mocks/connector/connector_service.h"
#include "mocks/journal/journal.h"
#include "mocks/journal/secrets.h"
#include "mocks/server/fault.h"
#include "mocks/server/mock_server.h"
#include "mocks/server/tls_identity.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/base/result.h"

namespace mdmock::reference::pki {

// What UEM is called at the reference connector.
inline constexpr char kUsername[] = "uem";
inline constexpr char kPassword[] = "a-reference:password";

// Its users: the passwords of two are good for any number of certificates.
inline constexpr char kFirstUser[] = "joe.foo@example.com";
inline constexpr char kFirstOtp[] = "56ht12d0";
inline constexpr char kExpiredOtp[] = "90kp34x1";
inline constexpr char kSecondUser[] = "ann@example.com";
inline constexpr char kSecondOtp[] = "x7kk20pq";
inline constexpr char kThirdUser[] = "sam@example.com";

// ReferenceConnector is a connector on a port of this machine that every check
// passes, or one of its mutants that one of them does not.
class ReferenceConnector {
 public:
  // What may be asked of it. `back_end_file` is what the CA is told by to fail
  // (armed_ca.h); without it nothing does.
  struct Setup {
    connector::Profile profile = connector::Profile::kUem1210;
    std::filesystem::path back_end_file = {};
  };

  // `mutant` may be null, and otherwise outlives this.
  static Result<std::unique_ptr<ReferenceConnector>> Start(const Mutant* mutant,
                                                           const Setup& setup);
  ~ReferenceConnector();
  ReferenceConnector(const ReferenceConnector&) = delete;
  ReferenceConnector& operator=(const ReferenceConnector&) = delete;

  std::string Url() const;
  const std::string& ca_pem() const { return trusted_; }
  std::string issuer_pem() const;
  connector::ConnectorService& service() { return *service_; }

 private:
  ReferenceConnector() : entropy_(1) {}

  world::Clock clock_;
  world::Entropy entropy_;
  journal::Journal journal_;
  journal::Secrets secrets_;
  server::Faults faults_;
  std::string trusted_;
  std::unique_ptr<server::TlsIdentity> tls_;
  std::unique_ptr<connector::ConnectorService> service_;
  std::unique_ptr<server::Service> twisted_;
  // One of them, last: it goes first.
  std::unique_ptr<server::MockServer> server_;
  std::unique_ptr<Front> front_;
};

}  // namespace mdmock::reference::pki

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_REFERENCE_CONNECTOR_H_
