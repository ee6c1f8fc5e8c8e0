#include "mocks/server/mock_server.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "tests/mocks/server/fixture.h"
#include "tests/support/slowness.h"

namespace mdmock::server {
namespace {

using drivers::Get;
using drivers::RawClient;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using ::testing::HasSubstr;

// A client and the server's end of it are both files of this process.
void AllowFiles(rlim_t count) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::min(limit.rlim_max, std::max(limit.rlim_cur, count));
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

size_t ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  size_t total = 0;
  size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

using MockServerTest = ServerTest;

TEST_F(MockServerTest, GivesItsUrls) {
  const MockServer& server = StartServer();
  const std::string port = std::to_string(server.port());
  EXPECT_GT(server.port(), 0);
  EXPECT_EQ(server.Url("/session"), "http://127.0.0.1:" + port + "/session");
  EXPECT_EQ(server.HttpsUrl(), "https://127.0.0.1:" + port);
}

TEST_F(MockServerTest, RefusesAPortInUse) {
  Options options;
  options.port = StartServer().port();
  const auto second = MockServer::Start(service_, surroundings(), options);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().what, HasSubstr(std::to_string(options.port)));
  EXPECT_THAT(second.error().what, HasSubstr("in use"));
}

TEST_F(MockServerTest, TakesThePortOfAServerThatIsGone) {
  Options options;
  options.port = StartServer().port();
  const auto client = Connect();
  ASSERT_TRUE(client->Ask(Get("/x")));
  server_.reset();
  StartServer(options);
  EXPECT_EQ(Connect()->Ask(Get("/x"))->status, 200);
}

TEST_F(MockServerTest, RefusesRemoteAddressesUnlessAllowed) {
  Options options;
  options.bind = "0.0.0.0";
  const auto refused = MockServer::Start(service_, surroundings(), options);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().what, HasSubstr("0.0.0.0"));
  EXPECT_THAT(refused.error().what, HasSubstr("--allow-remote"));
}

TEST_F(MockServerTest, RefusesWhatIsNoAddress) {
  Options options;
  options.bind = "no address";
  const auto refused = MockServer::Start(service_, surroundings(), options);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().what, HasSubstr("no address"));
}

TEST_F(MockServerTest, BindsByName) {
  Options options;
  options.bind = "localhost";
  const MockServer& server = StartServer(options);
  EXPECT_THAT(server.Url(), HasSubstr("http://localhost:"));
}

TEST_F(MockServerTest, StopsAtOnceWhateverClientsDo) {
  StartServer();
  const auto silent = Connect();
  const auto idle = Connect();
  const auto idle_tls = ConnectTls();
  ASSERT_TRUE(idle->Ask(Get("/x")));
  ASSERT_TRUE(idle_tls->Ask(Get("/x")));
  const auto half = Connect();
  half->Send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf");
  const auto half_tls = Connect();
  half_tls->Send("\x16\x03\x01");
  const auto refused = Connect();  // Whose last bytes are being read away.
  refused->Send("\x01");
  ASSERT_EQ(Entries(3).size(), 3U);

  const auto start = steady_clock::now();
  server_.reset();
  EXPECT_LT(steady_clock::now() - start, milliseconds(500));
  EXPECT_EQ(idle->ReadToEnd(), "");
  EXPECT_EQ(half->ReadToEnd(), "");
  // Being stopped is nobody's mistake.
  EXPECT_EQ(journal_.After(0).size(), 3U);
}

TEST_F(MockServerTest, StopsRightAfterItHasStarted) {
  for (int i = 0; i < 50; ++i) EXPECT_GT(StartServer().port(), 0);
}

TEST_F(MockServerTest, AnswersAThousandKeepAliveClients) {
  constexpr size_t kClients = 1000;
  AllowFiles(2 * kClients + 100);
  StartServer();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(Connect());
    ASSERT_TRUE(clients.back()->Send(Get("/first")));
  }
  for (const auto& client : clients) {
    const auto response = client->ReadResponse();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
  }
  for (const auto& client : clients) {
    ASSERT_TRUE(client->Send(Get("/second")));
  }
  for (const auto& client : clients) {
    EXPECT_EQ(client->ReadResponse()->body, "GET http /second ");
  }
  const auto start = steady_clock::now();
  server_.reset();
  EXPECT_LT(steady_clock::now() - start, milliseconds(500));
}

TEST_F(MockServerTest, TellsOneClientTooManyThatItIs) {
  Options options;
  options.limits.max_connections = 2;
  StartServer(options);
  const auto one = Connect();
  const auto two = Connect();
  ASSERT_TRUE(one->Ask(Get("/x")));
  ASSERT_TRUE(two->Ask(Get("/x")));
  EXPECT_THAT(Connect()->ReadToEnd(), HasSubstr("503 Service Unavailable"));
  EXPECT_EQ(one->Ask(Get("/x"))->status, 200);
}

TEST_F(MockServerTest, DoesNotGrowWithGarbage) {
  if (test_support::kSanitized) GTEST_SKIP() << "sizes mean nothing here";
  StartServer();
  const std::string garbage(size_t{10} << 20, 'g');
  const auto client = Connect();
  client->Send(garbage);
  client->ReadToEnd();
  const size_t before = ResidentBytes();
  for (int i = 0; i < 10; ++i) {
    const auto next = Connect();
    next->Send(garbage);
    next->ReadToEnd();
  }
  // Ten journal entries of 64 KiB each, and what allocators keep.
  EXPECT_LT(ResidentBytes(), before + (size_t{8} << 20));
}

}  // namespace
}  // namespace mdmock::server
