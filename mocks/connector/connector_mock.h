#ifndef MDMOCK_MOCKS_CONNECTOR_CONNECTOR_MOCK_H_
#define MDMOCK_MOCKS_CONNECTOR_CONNECTOR_MOCK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "mocks/connector/connector_service.h"
#include "mocks/journal/journal.h"
#include "mocks/journal/secrets.h"
#include "mocks/server/fault.h"
#include "mocks/server/mock_server.h"
#include "mocks/server/tls_identity.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"

namespace mdmock::connector {

// ConnectorMock is a PKI connector on a port of this machine, with a world of
// its own: all that a test of UEM's side needs.
//
//   connector::ConnectorMock mock;
//   MyUem(mock.HttpsUrl(), mock.username(), mock.password())
//       .Enrol("joe.foo@example.com", "56ht12d0");
//   EXPECT_TRUE(mock.journal().WaitFor(1).at(0)->verdict.accepted());
//
// It answers once the constructor is through, http (with a refusal, unless the
// options allow it) and https on one port. The destructor cuts off whoever is
// connected. The constructor ends the program where there is no port or no key
// to be had: a test could do nothing else.
class ConnectorMock {
 public:
  struct Setup {
    ConnectorOptions options;
    world::Clock::Setting clock;  // The machine's unless it says otherwise.
    std::uint64_t seed = 1;
    int port = 0;
  };

  ConnectorMock();
  explicit ConnectorMock(Setup setup);
  ~ConnectorMock();
  ConnectorMock(const ConnectorMock&) = delete;
  ConnectorMock& operator=(const ConnectorMock&) = delete;

  // With the prefix: what an administrator types into UEM, and a path behind.
  std::string Url(std::string_view path = "") const;
  std::string HttpsUrl(std::string_view path = "") const;
  const std::string& ca_pem() const;  // What a client has to trust.
  std::string issuer_pem() const;     // Who issues to users.

  std::string username() const;
  std::string password() const;
  CallerFile CallerFileOf(CallerKind kind = CallerKind::kGood);
  std::string NewOtp(std::string_view user);  // One that there is.

  ConnectorService& service() { return *service_; }
  world::Clock& clock() { return clock_; }
  journal::Journal& journal() { return journal_; }
  server::Faults& faults() { return faults_; }

 private:
  world::Clock clock_;
  world::Entropy entropy_;
  journal::Journal journal_;
  journal::Secrets secrets_;
  server::Faults faults_;
  std::unique_ptr<server::TlsIdentity> tls_;
  std::unique_ptr<ConnectorService> service_;
  std::unique_ptr<server::MockServer> server_;  // Last: it goes first.
};

// ServerOptions gives what a server around this service needs: it asks for a
// certificate, and takes no larger bodies than a connector has use for.
server::Options ServerOptions(server::Options options);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_CONNECTOR_MOCK_H_
