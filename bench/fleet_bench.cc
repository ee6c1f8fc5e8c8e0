// A fleet of a million devices: how long it takes to make, what a device costs,
// and whether a page of it costs more than a page of a small one.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bench/bench_main.h"
#include "mocks/ade/ade_service.h"
#include "mocks/ade/fleet/fleet.h"
#include "mocks/journal/secrets.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/sign.h"

namespace mdmock {
namespace {

using ade::Fleet;
using Json = nlohmann::json;
using SteadyClock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr SystemTime kNow{std::chrono::seconds(1'800'000'000)};
constexpr std::uint32_t kSmall = 10'000;
constexpr std::uint32_t kLarge = 1'000'000;

// The memory of this process that is there for real, in bytes.
double ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  double total = 0;
  double resident = 0;
  file >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

Seconds TimeOf(const auto& work) {
  const auto start = SteadyClock::now();
  work();
  return SteadyClock::now() - start;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// A service with one tenant and its fleet, and a client's session with it.
class Site {
 public:
  explicit Site(std::uint32_t size) : service_(Options(size), World()) {
    const std::string body = Ask(Session()).body;
    session_ = Json::parse(body).at("auth_session_token");
    Json page = Post({{"limit", 1}});
    // From somewhere inside the list.
    for (int i = 0; i < 5; ++i) {
      page = Post({{"cursor", page.at("cursor")}, {"limit", 1000}});
    }
    cursor_ = page.at("cursor");
  }

  size_t Page() {
    return Ask(Request({{"cursor", cursor_}, {"limit", 1000}})).body.size();
  }

  // Every page there is, from the first one on; gives the number of devices.
  size_t Walk() {
    size_t num_devices = 0;
    Json asked = Json::object();
    for (;;) {
      const Json page = Post(asked);
      num_devices += page.at("devices").size();
      if (!page.at("more_to_follow").get<bool>()) return num_devices;
      asked = {{"cursor", page.at("cursor")}};
    }
  }

 private:
  static ade::AdeOptions Options(std::uint32_t size) {
    ade::AdeOptions options;
    options.fleet.fleet = {.size = size, .seed = 1};
    options.session_lifetime = std::chrono::hours(24);
    return options;
  }
  ade::World World() { return {clock_, entropy_, secrets_}; }

  static http::Headers Headers() {
    return {{"Host", "127.0.0.1"},
            {"User-Agent", "bench/1"},
            {"X-Server-Protocol-Version", "10"}};
  }

  http::Request Session() {
    http::Request request{.method = "GET",
                          .target = "/session",
                          .version = "HTTP/1.1",
                          .headers = Headers(),
                          .body = ""};
    const http::Url url = *http::ReadUrl("http://127.0.0.1/session");
    request.headers.push_back(
        {"Authorization",
         oauth1::Sign(
             *service_.Credentials(),
             {.url = url, .timestamp = EpochSeconds(kNow), .nonce = "bench"})});
    return request;
  }

  http::Request Request(const Json& body) {
    http::Request request{.method = "POST",
                          .target = "/server/devices",
                          .version = "HTTP/1.1",
                          .headers = Headers(),
                          .body = body.dump()};
    request.headers.push_back({"X-ADM-Auth-Session", session_});
    request.headers.push_back(
        {"Content-Type", "application/json;charset=UTF8"});
    return request;
  }

  http::Response Ask(const http::Request& request) {
    return service_
        .Handle({.request = request,
                 .scheme = "http",
                 .now = kNow,
                 .seq = 0,
                 .client_certificate = ""})
        ->response;
  }

  Json Post(const Json& body) { return Json::parse(Ask(Request(body)).body); }

  world::Clock clock_{{.mode = world::Clock::Mode::kFrozen, .time = kNow}};
  world::Entropy entropy_{1};
  journal::Secrets secrets_;
  ade::AdeService service_;
  std::string session_;
  std::string cursor_;
};

Site& SiteOf(std::uint32_t size) {
  static Site small(kSmall);
  static Site large(kLarge);
  return size == kSmall ? small : large;
}

void MakeFleet(benchmark::State& state) {
  for (auto _ : state) {
    Fleet fleet({.seed = 1, .size = kLarge, .made = kNow});
    benchmark::DoNotOptimize(fleet.counts());
  }
}

void Page(benchmark::State& state) {
  Site& site = SiteOf(static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(site.Page());
}

void FindBySerial(benchmark::State& state) {
  const Fleet fleet({.seed = 1, .size = kLarge, .made = kNow});
  const std::string serial = fleet.At(kLarge / 2).serial;
  for (auto _ : state) benchmark::DoNotOptimize(fleet.Find(serial));
}

BENCHMARK(MakeFleet)->Name("fleet/make_1000000");
BENCHMARK(FindBySerial)->Name("fleet/find_by_serial");
BENCHMARK(Page)
    ->Name("fleet/page_of_1000")
    ->Arg(kSmall)
    ->Arg(kLarge)
    ->Unit(benchmark::kMicrosecond);

// What a device costs when nothing has happened to any, and when everything has
// happened to all: a profile, and an entry in the log.
void PrintMemory(std::uint32_t size) {
  const double empty = ResidentBytes();
  std::unique_ptr<Fleet> fleet;
  const Seconds made = TimeOf([&] {
    fleet = std::make_unique<Fleet>(
        Fleet::Setup{.seed = 1, .size = size, .made = kNow});
  });
  const double quiet = ResidentBytes();
  const Seconds assigned = TimeOf([&] {
    for (std::uint32_t slot = 0; slot < size; ++slot) {
      fleet->Assign(slot, 1, kNow);
    }
  });
  const double busy = ResidentBytes();
  const Seconds added = TimeOf([&] {
    if (!fleet->Plan({{.at = kNow, .op = ade::Op::kAdded, .count = size}})) {
      return;
    }
    fleet->Advance(kNow);
  });
  const double grown = ResidentBytes();
  fmt::print("\na fleet of {} devices\n", size);
  fmt::print("  made in                          {:10.6f} s   (under 2 s)\n",
             made.count());
  fmt::print("  a device, untouched              {:10.1f} bytes\n",
             (quiet - empty) / size);
  fmt::print(
      "  a device, with a profile         {:10.1f} bytes   (under 400)\n",
      (busy - empty) / size);
  fmt::print("  a profile for each               {:10.3f} s\n",
             assigned.count());
  fmt::print(
      "  as many added by a change        {:10.3f} s, {:.1f} bytes a "
      "device of {}\n",
      added.count(), (grown - empty) / fleet->counts().devices,
      fleet->counts().devices);
}

void PrintRatio(bool smoke) {
  Site& small = SiteOf(kSmall);
  Site& large = SiteOf(kLarge);
  std::vector<double> ratios;
  std::vector<double> of_small;
  std::vector<double> of_large;
  for (int round = 0; round < (smoke ? 5 : 201); ++round) {
    of_small.push_back(
        TimeOf([&] { benchmark::DoNotOptimize(small.Page()); }).count());
    of_large.push_back(
        TimeOf([&] { benchmark::DoNotOptimize(large.Page()); }).count());
    ratios.push_back(of_large.back() / of_small.back());
  }
  fmt::print("\na page of 1000 devices, request to answer\n");
  fmt::print("  of {:>9}                     {:10.3f} ms\n", kSmall,
             Median(of_small) * 1e3);
  fmt::print("  of {:>9}                     {:10.3f} ms\n", kLarge,
             Median(of_large) * 1e3);
  fmt::print("  ratio                            {:10.2f}      (at most 1.2)\n",
             Median(ratios));
  if (smoke) return;
  size_t num_devices = 0;
  const Seconds walk = TimeOf([&] { num_devices = large.Walk(); });
  fmt::print("  all {} of them, and read as JSON {:.2f} s\n", num_devices,
             walk.count());
}

bool PrintFigures(bool is_smoke) {
  PrintRatio(is_smoke);
  return true;
}

}  // namespace
}  // namespace mdmock

int main(int argc, char** argv) {
  mdmock::PrintMemory(mdmock::kLarge);  // Before others leave memory behind.
  return mdmock::bench::RunBench(argc, argv, mdmock::PrintFigures);
}
