#include <gtest/gtest.h>
#include <httplib.h>

#include <memory>
#include <optional>

#include "mocks/journal/journal.h"
#include "mocks/server/mock_server.h"
#include "mocks/world/clock.h"

namespace {

namespace server = mdmock::server;

// The client under test: in a real project, yours.
int Knock(int port) {
  httplib::Client client("127.0.0.1", port);
  const auto answer = client.Get("/knock?who=there");
  return answer ? answer->status : 0;
}

// A service that answers everything alike.
class Door : public server::Service {
 public:
  std::string_view name() const override { return "door"; }
  mdmock::Result<server::Answer> Handle(const server::Exchange&) override {
    return server::Answer{.response = {.status = 204},
                          .verdict = mdmock::Verdict("door")};
  }
  mdmock::Result<server::Answer> Control(const server::Exchange&) override {
    return server::Answer{.response = {.status = 404},
                          .verdict = mdmock::Verdict("door")};
  }
  std::optional<mdmock::http::Response> Named(std::string_view) const override {
    return std::nullopt;
  }
  std::vector<server::Scenario> Scenarios() const override { return {}; }
  bool Play(std::string_view) override { return false; }
  void Reset() override {}
};

TEST(ClientTest, KnocksAtTheDoor) {
  Door door;
  mdmock::world::Clock clock;
  mdmock::journal::Journal journal;
  server::Faults faults;
  const auto tls = server::TlsIdentity::Make(clock.Now());
  ASSERT_TRUE(tls) << tls.error().what;
  const auto started = server::MockServer::Start(
      door, {.clock = clock, .journal = journal, .faults = faults, .tls = *tls},
      {});
  ASSERT_TRUE(started) << started.error().what;

  EXPECT_EQ(Knock((*started)->port()), 204);

  const auto entries = journal.WaitFor(1);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0]->request.target, "/knock?who=there");
}

}  // namespace
