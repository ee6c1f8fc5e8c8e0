#include <future>
#include <nlohmann/json.hpp>

#include "conformance/drivers/raw_client.h"
#include "mocks/server/mock_server.h"
#include "tests/mocks/control/control_fixture.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::json;
using mdmock::drivers::Get;
using mdmock::drivers::Post;
using mdmock::drivers::RawClient;

// The control port as clients meet it: behind a server of its own.
class ControlOverHttpTest : public ControlFixture {
 protected:
  void SetUp() override {
    ASSERT_TRUE(tls_) << tls_.error().what;
    auto server = server::MockServer::Start(
        control_, {clock_, journal_, faults_, *tls_}, {.observed = false});
    ASSERT_TRUE(server) << server.error().what;
    server_ = std::move(*server);
  }

  Json AskServer(const std::string& bytes) {
    const auto client = RawClient::Plain(server_->port());
    const auto response = client ? client->Ask(bytes) : std::nullopt;
    return response ? Json::parse(response->body) : Json();
  }

  Result<server::TlsIdentity> tls_ =
      server::TlsIdentity::Make(std::chrono::floor<std::chrono::milliseconds>(
          std::chrono::system_clock::now()));
  std::unique_ptr<server::MockServer> server_;
};

TEST_F(ControlOverHttpTest, AnswersAndStaysOutOfTheJournal) {
  EXPECT_EQ(AskServer(Get("/health"))["status"], "ok");
  EXPECT_EQ(AskServer(Post("/clock/advance", R"({"seconds":1})"))["time"],
            "2026-01-01T00:00:01Z");
  EXPECT_EQ(AskServer(Get("/journal"))["entries"], Json::array());
}

TEST_F(ControlOverHttpTest, EndsAWaitBeforeTheServerStops) {
  auto waiting = std::async(std::launch::async, [this] {
    return AskServer(Get("/journal?wait=1&timeout_ms=30000"));
  });
  journal_.EndWaits();
  EXPECT_EQ(waiting.get()["timed_out"], true);
  server_ = nullptr;
}

}  // namespace
}  // namespace mdmock::control
