#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_MOCK_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_MOCK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "mocks/journal/journal.h"
#include "mocks/journal/secrets.h"
#include "mocks/server/fault.h"
#include "mocks/server/mock_server.h"
#include "mocks/server/tls_identity.h"
#include "mocks/workspace_one/workspace_one_service.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"

namespace mdmock::workspace_one {

// WorkspaceOneMock is the REST API of Workspace ONE on a port of this machine,
// with a world of its own: all that a test of a client needs.
//
//   workspace_one::WorkspaceOneMock mock;
//   MyClient(mock.Url(), mock.admin().p12, mock.admin().password,
//            mock.tenant_code()).GetDevice(12772);
//   EXPECT_TRUE(mock.journal().WaitFor(1).at(0)->verdict.accepted());
//
// It answers once the constructor is through, http and https on one port. The
// destructor cuts off whoever is connected. The constructor ends the program
// where there is no port or no key to be had: a test could do nothing else.
class WorkspaceOneMock {
 public:
  struct Setup {
    WorkspaceOneOptions options;
    world::Clock::Setting clock;  // The machine's unless it says otherwise.
    std::uint64_t seed = 1;
    int port = 0;
  };

  WorkspaceOneMock();
  explicit WorkspaceOneMock(Setup setup);
  ~WorkspaceOneMock();
  WorkspaceOneMock(const WorkspaceOneMock&) = delete;
  WorkspaceOneMock& operator=(const WorkspaceOneMock&) = delete;

  std::string Url(std::string_view path = "") const;
  std::string HttpsUrl(std::string_view path = "") const;
  const std::string& ca_pem() const;  // What a client has to trust.

  const Credential& admin() const { return *admin_; }  // The first one.
  Credential CredentialOf(std::string_view admin);     // One that there is.
  std::string tenant_code() const;

  WorkspaceOneService& service() { return *service_; }
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
  std::unique_ptr<WorkspaceOneService> service_;
  std::unique_ptr<const Credential> admin_;
  std::unique_ptr<server::MockServer> server_;  // Last: it goes first.
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_MOCK_H_
