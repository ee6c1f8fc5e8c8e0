#ifndef MDMOCK_CLI_RIG_H_
#define MDMOCK_CLI_RIG_H_

#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "mocks/ade/ade_service.h"
#include "mocks/connector/connector_service.h"
#include "mocks/control/control_service.h"
#include "mocks/journal/journal.h"
#include "mocks/journal/secrets.h"
#include "mocks/server/fault.h"
#include "mocks/server/mock_server.h"
#include "mocks/server/tls_identity.h"
#include "mocks/workspace_one/workspace_one_service.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/base/result.h"

namespace mdmock::cli {

// RigOptions say what to start, and where.
struct RigOptions {
  std::string bind = "127.0.0.1";
  bool allow_remote = false;
  std::set<std::string> services = {"ade", "ws1",
                                    "connector"};  // At least one.
  // By name: "ade", "ws1", "connector", "control". What is not named takes any
  // free port.
  std::map<std::string, int> ports;
  world::Clock::Setting clock;
  std::uint64_t seed = 0;
  bool redact = true;
  ade::AdeOptions ade;
  workspace_one::WorkspaceOneOptions ws1;
  connector::ConnectorOptions connector;
  std::vector<std::string> scenarios;
};

// Rig is every mock of one run, started: what `mdmock serve` runs and `mdmock
// demo` tries out. Destroying it stops them all.
class Rig {
 public:
  // A Failure names the option that is to blame: a port in use, a scenario
  // that nobody knows.
  static Result<std::unique_ptr<Rig>> Start(RigOptions options);

  // Ends the waits of whoever asks the journal, so that stopping is quick.
  ~Rig() { journal_.EndWaits(); }
  Rig(const Rig&) = delete;
  Rig& operator=(const Rig&) = delete;

  ade::AdeService& ade() { return ade_; }
  workspace_one::WorkspaceOneService& ws1() { return ws1_; }
  connector::ConnectorService& connector() { return connector_; }

  // Null where the service was not to be started.
  const server::MockServer* ade_server() const { return ade_server_.get(); }
  const server::MockServer* ws1_server() const { return ws1_server_.get(); }
  const server::MockServer* connector_server() const {
    return connector_server_.get();
  }
  const server::MockServer& control_server() const { return *control_server_; }
  const std::string& ca_pem() const { return tls_.ca_pem(); }
  world::Clock& clock() { return clock_; }
  journal::Journal& journal() { return journal_; }
  const journal::Secrets& secrets() const { return secrets_; }
  std::uint64_t seed() const { return entropy_.seed(); }

  // The ready file: where each mock is and what opens it, as JSON. The token is
  // that from before any scenario: of a newer one a client does not know.
  // A Failure is that of a key.
  Result<std::string> ReadyJson();

 private:
  using Authorities = connector::ConnectorService::Authorities;
  Rig(RigOptions options, server::TlsIdentity tls, workspace_one::Pki pki,
      Authorities authorities);

  std::vector<server::Service*> Started();
  bool Has(const std::string& service) const {
    return options_.services.count(service) > 0;
  }

  nlohmann::ordered_json AdeReady() const;
  Result<nlohmann::ordered_json> Ws1Ready();
  Result<nlohmann::ordered_json> ConnectorReady();

  Result<void> Listen();
  Result<std::unique_ptr<server::MockServer>> Listen(server::Service& service,
                                                     bool observed);

  const RigOptions options_;
  server::TlsIdentity tls_;
  world::Clock clock_;
  world::Entropy entropy_;
  journal::Journal journal_;
  journal::Secrets secrets_;
  server::Faults faults_;
  ade::AdeService ade_;
  const Result<oauth1::Credentials> issued_;  // Of the first tenant.
  workspace_one::WorkspaceOneService ws1_;
  connector::ConnectorService connector_;
  control::ControlService control_;
  std::unique_ptr<server::MockServer> ade_server_;
  std::unique_ptr<server::MockServer> ws1_server_;
  std::unique_ptr<server::MockServer> connector_server_;
  std::unique_ptr<server::MockServer> control_server_;
};

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_RIG_H_
