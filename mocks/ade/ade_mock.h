#ifndef MDMOCK_MOCKS_ADE_ADE_MOCK_H_
#define MDMOCK_MOCKS_ADE_ADE_MOCK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/ade/ade_service.h"
#include "mocks/journal/journal.h"
#include "mocks/journal/secrets.h"
#include "mocks/server/fault.h"
#include "mocks/server/mock_server.h"
#include "mocks/server/tls_identity.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"

namespace mdmock::ade {

// AdeMock is the ADE service on a port of this machine, with a world of its
// own: all that a test of a client needs.
//
//   ade::AdeMock mock;
//   MyClient(mock.Url(), mock.TokenJson()).OpenSession();
//   EXPECT_TRUE(mock.journal().WaitFor(1).at(0)->verdict.accepted());
//
// It answers once the constructor is through, http and https on one port. The
// destructor cuts off whoever is connected. The constructor ends the program
// where there is no port or no key to be had: a test could do nothing else.
class AdeMock {
 public:
  struct Setup {
    AdeOptions options;
    world::Clock::Setting clock;  // The machine's unless it says otherwise.
    std::uint64_t seed = 1;
    int port = 0;

    // What is wrong with its certificate, if anything: whose name it has, as
    // OpenSSL writes a subjectAltName, and when it was made (it lasts two
    // years).
    std::string certified_names = server::TlsIdentity::kOwnNames;
    std::optional<SystemTime> certified_at;  // Else now.
  };

  AdeMock();
  explicit AdeMock(Setup setup);
  ~AdeMock();
  AdeMock(const AdeMock&) = delete;
  AdeMock& operator=(const AdeMock&) = delete;

  std::string Url(std::string_view path = "") const;
  std::string HttpsUrl(std::string_view path = "") const;
  const std::string& ca_pem() const;  // What a client has to trust.

  // The server token in force, as the text of token.json. `tenant` is one that
  // there is.
  std::string TokenJson(std::string_view tenant = "default") const;

  AdeService& service() { return *service_; }
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
  std::unique_ptr<AdeService> service_;
  std::unique_ptr<server::MockServer> server_;  // Last: it goes first.
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ADE_MOCK_H_
