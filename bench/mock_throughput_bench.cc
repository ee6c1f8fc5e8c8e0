#include <fmt/format.h>
#include <httplib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "bench/keep_alive_client.h"
#include "mocks/ade/ade_service.h"
#include "mocks/journal/journal.h"
#include "mocks/journal/secrets.h"
#include "mocks/server/mock_server.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/base/time.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/sign.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::string_view kBody = R"({"auth_session_token":"1f2e3d4c5b6a"})";

// How much is measured: a smoke run only shows that it runs.
struct Effort {
  size_t num_rounds = 15;
  size_t num_requests = 10'000;  // A round.
  size_t num_clients_at_once = 1000;
};

// What is asked of the mock, and who answers. No two requests need be the same:
// a signed one may be sent once only.
struct Subject {
  std::unique_ptr<server::Service> service;
  std::function<std::string()> make_request;
};

std::vector<std::string> MakeRequests(const Subject& subject, size_t count) {
  std::vector<std::string> requests(count);
  std::ranges::generate(requests, subject.make_request);
  return requests;
}

// World is what the ADE service draws on.
struct World {
  world::Clock clock;
  world::Entropy entropy{1};
  journal::Secrets secrets;
  std::uint64_t num_nonces = 0;
};

// The ADE service, asked for a session each time: every request is signed, with
// a nonce of its own, and verified in full.
Subject MakeSubject(World& world) {
  auto service = std::make_unique<ade::AdeService>(
      ade::AdeOptions{}, ade::World{world.clock, world.entropy, world.secrets});
  const auto credentials = service->Credentials();
  const auto url = http::ReadUrl("http://127.0.0.1/session");
  return {
      std::move(service), [&world, credentials, url] {
        return fmt::format(
            "GET /session HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "User-Agent: bench\r\nAccept: */*\r\n"
            "Content-Type: application/json;charset=UTF8\r\n"
            "Authorization: {}\r\n\r\n",
            oauth1::Sign(*credentials,
                         {.url = *url,
                          .timestamp = EpochSeconds(world.clock.Now()),
                          .nonce = fmt::format("{:032x}", ++world.num_nonces),
                          .realm = "ADM"}));
      }};
}

// Reference is an httplib server with its own transport that answers a
// constant: the least that a server of this library can do.
class Reference {
 public:
  explicit Reference(size_t num_threads) {
    server_.new_task_queue = [this, num_threads]() -> httplib::TaskQueue* {
      running_.set_value();
      return new httplib::ThreadPool(num_threads);
    };
    server_.set_keep_alive_max_count(1'000'000'000);
    server_.set_keep_alive_timeout(1);
    server_.set_tcp_nodelay(true);
    server_.Get("/session",
                [](const httplib::Request&, httplib::Response& response) {
                  response.set_content(std::string(kBody), "application/json");
                });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    running_.get_future().wait();
  }
  ~Reference() {
    server_.stop();
    thread_.join();
  }
  int port() const { return port_; }

 private:
  httplib::Server server_;
  int port_ = 0;
  std::promise<void> running_;
  std::thread thread_;
};

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

size_t ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  size_t total = 0;
  size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

// Rounds alternate, so that whatever else the machine does hits both.
bool CompareThroughput(const Subject& subject, int port, size_t num_clients,
                       const Effort& effort) {
  const Reference reference(num_clients + 1);
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> ratios;
  for (size_t i = 0; i < effort.num_rounds; ++i) {
    const auto requests = MakeRequests(subject, effort.num_requests);
    ours.push_back(RequestsPerSecond(port, requests, num_clients));
    theirs.push_back(
        RequestsPerSecond(reference.port(), requests, num_clients));
    if (ours.back() == 0 || theirs.back() == 0) return false;
    ratios.push_back(ours.back() / theirs.back());
  }
  fmt::print(
      "{} client(s): {:.0f} sessions/s, verified in full, journal on; httplib "
      "answering a constant: {:.0f}; "
      "ratio {:.2f}\n",
      num_clients, Median(ours), Median(theirs), Median(ratios));
  return true;
}

// Every client is connected before the first one asks, and stays so until all
// have been answered twice.
bool AskAllAtOnce(const Subject& subject, int port, size_t num_clients,
                  std::vector<KeepAliveClient>& clients) {
  const size_t before = ResidentBytes();
  for (size_t i = 0; i < num_clients; ++i) clients.emplace_back(port);
  size_t num_answered = 0;
  for (int round = 0; round < 2; ++round) {
    num_answered = 0;
    const auto requests = MakeRequests(subject, num_clients);
    for (size_t i = 0; i < num_clients; ++i) clients[i].Send(requests[i]);
    for (KeepAliveClient& client : clients) {
      if (client.ReadStatus() == 200) ++num_answered;
    }
  }
  fmt::print("{} keep-alive clients at once: {} answered, {} refused\n",
             num_clients, num_answered, num_clients - num_answered);
  fmt::print("  {:.1f} KiB resident a client, two journal entries included\n",
             static_cast<double>(ResidentBytes() - before) / 1024 /
                 static_cast<double>(num_clients));
  return num_answered == num_clients;
}

int Run(const Effort& effort) {
  World world;
  const Subject subject = MakeSubject(world);
  journal::Journal journal;
  server::Faults faults;
  const auto tls = server::TlsIdentity::Make(world.clock.Now());
  if (!tls) {
    fmt::print(stderr, "{}\n", tls.error().what);
    return 3;
  }
  auto server = server::MockServer::Start(
      *subject.service, {world.clock, journal, faults, *tls}, {});
  if (!server) {
    fmt::print(stderr, "{}\n", server.error().what);
    return 3;
  }
  const int port = (*server)->port();
  std::vector<KeepAliveClient> idle;
  const bool answered =
      AskAllAtOnce(subject, port, effort.num_clients_at_once, idle) &&
      CompareThroughput(subject, port, 1, effort) &&
      CompareThroughput(subject, port, 4, effort);
  const auto start = steady_clock::now();
  server->reset();
  fmt::print(
      "stopped with {} idle clients in {} ms\n", idle.size(),
      std::chrono::ceil<milliseconds>(steady_clock::now() - start).count());
  if (!answered) {
    fmt::print(stderr, "a request was not answered with 200\n");
    for (const auto& entry : journal.After(0)) {
      if (entry->verdict.accepted()) continue;
      fmt::print(stderr, "{}", Explain(entry->verdict));
      break;
    }
  }
  return answered ? 0 : 1;
}

// Both ends of each connection are files of this process.
void AllowManyFiles() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 8192);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace
}  // namespace mdmock::bench

// --smoke runs each part once and briefly; the flags of Google Benchmark, which
// every bench gets from ctest, are passed over.
int main(int argc, char** argv) {
  mdmock::bench::Effort effort;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--smoke") {
      effort = {
          .num_rounds = 1, .num_requests = 200, .num_clients_at_once = 50};
    }
  }
  mdmock::bench::AllowManyFiles();
  return mdmock::bench::Run(effort);
}
