#ifndef MDMOCK_TESTS_MOCKS_SERVER_FIXTURE_H_
#define MDMOCK_TESTS_MOCKS_SERVER_FIXTURE_H_

#include <gmock/gmock.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/drivers/raw_client.h"
#include "mocks/journal/journal.h"
#include "mocks/server/fault.h"
#include "mocks/server/mock_server.h"
#include "mocks/server/options.h"
#include "mocks/server/service.h"
#include "mocks/world/clock.h"

namespace mdmock::server {

// EchoService answers with what it was asked: "GET http /path body". Some paths
// do something else.
class EchoService : public Service {
 public:
  std::string_view name() const override { return "echo"; }
  Result<Answer> Handle(const Exchange& exchange) override;
  Result<Answer> Control(const Exchange& exchange) override;
  std::optional<http::Response> Named(std::string_view answer) const override;
  std::vector<Scenario> Scenarios() const override { return {}; }
  bool Play(std::string_view /*scenario_id*/) override { return false; }
  void Reset() override {}

  int num_asked() const { return num_asked_; }

 private:
  std::atomic<int> num_asked_ = 0;
};

// ServerTest has a server with an EchoService and its surroundings; the mocks'
// clock stands still.
class ServerTest : public ::testing::Test {
 protected:
  ServerTest();

  MockServer& StartServer(Options options = {});
  Surroundings surroundings() const;
  std::unique_ptr<drivers::RawClient> Connect() const;
  std::unique_ptr<drivers::RawClient> ConnectTls() const;

  // The first journal entries, waited for.
  std::vector<journal::Journal::EntryPtr> Entries(size_t count) const;

  // Sets the one fault that hits the first request.
  void SetFault(Effect effect);

  static const SystemTime kNow;

  world::Clock clock_;
  mutable journal::Journal journal_;
  mutable Faults faults_;
  std::optional<TlsIdentity> tls_;
  EchoService service_;
  std::unique_ptr<MockServer> server_;
};

}  // namespace mdmock::server

#endif  // MDMOCK_TESTS_MOCKS_SERVER_FIXTURE_H_
