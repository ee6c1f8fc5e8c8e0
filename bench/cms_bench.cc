// What a CMSURL header costs, beside the bare signature that it cannot do
// without, beside OpenSSL's own CMS, and beside CMS implementations of others.
// The figures are medians of one run.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/bench_main.h"
#include "bench/cms_party.h"
#include "bench/cms_peers.h"
#include "bench/paired.h"

namespace mdmock::bench {
namespace {

void Row(const char* name, const Party& party, double sign_target,
         double verify_target, bool smoke) {
  const int rounds = smoke ? 3 : 51;
  const int count = smoke ? 2 : 20;
  const auto sign = [&] { benchmark::DoNotOptimize(party.Sign()); };
  const auto verify = [&] {
    if (!party.Verify()) std::abort();
  };
  const auto bare_sign = [&] { benchmark::DoNotOptimize(party.BareSign()); };
  const auto bare_verify = [&] { party.BareVerify(); };
  const auto prepared_sign = [&] {
    benchmark::DoNotOptimize(party.PreparedSign());
  };
  fmt::print(
      "  {:<9} sign   {:.3f} (at least {:.2f})   CMS_sign   {:.3f}   beside a "
      "prepared context {:.3f}\n",
      name, Ratio(bare_sign, sign, rounds, count), sign_target,
      Ratio(
          bare_sign, [&] { party.OpensslSign(); }, rounds, count),
      Ratio(prepared_sign, sign, rounds, count));
  fmt::print("  {:<9} verify {:.3f} {}   CMS_verify {:.3f}\n", name,
             Ratio(bare_verify, verify, rounds, count),
             verify_target > 0 ? fmt::format("(at least {:.2f})", verify_target)
                               : std::string(15, ' '),
             Ratio(
                 bare_verify, [&] { party.OpensslVerify(); }, rounds, count));
}

// Milliseconds of the thread.
double MedianOf(const std::function<void()>& work, int count) {
  std::vector<Seconds> times;
  for (int i = 0; i < count; ++i) times.push_back(Once(work));
  return Median(std::move(times)).count() * 1e3;
}

// Sign and verify of one peer: its own figure, and ours a moment later.
void PrintTime(const char* what, std::optional<Seconds> theirs,
               const std::function<void()>& ours, int count) {
  if (!theirs) {
    fmt::print("   {} -{:26}", what, "");
    return;
  }
  const double own = MedianOf(ours, count);
  const double peers = theirs->count() * 1e3;
  fmt::print("   {} {:7.3f} ms (ours {:.3f}: {:4.1f} x)", what, peers, own,
             peers / own);
}

// False where one that is installed failed.
bool PrintPeers(bool smoke) {
  fmt::print(
      "\nCMS of others, RSA-2048 and SHA-256, medians for one header, and how "
      "many times as fast ours is\n");
  const int count = smoke ? 3 : 101;
  bool all_ran = true;
  const P12File p12 = Rsa().File();
  for (const CmsPeer& peer : CmsPeers()) {
    fmt::print("  {:<21}", peer.name);
    if (peer.command.empty()) {
      fmt::print("   not installed\n");
      continue;
    }
    const PeerTimes times =
        Measure(peer, p12.path(), std::string(kPath), count);
    if (!times.sign) {
      fmt::print("   failed\n");
      all_ran = false;
      continue;
    }
    PrintTime(
        "sign", times.sign, [] { benchmark::DoNotOptimize(Rsa().Sign()); },
        count);
    PrintTime(
        "verify", times.verify,
        [] { benchmark::DoNotOptimize(Rsa().Verify()); }, count);
    fmt::print("\n");
  }
  fmt::print("  {:<21}", "OpenSSL, in process");
  const int few = smoke ? 3 : 101;
  const auto openssl = [&](const std::function<void()>& work) {
    return Seconds(MedianOf(work, few) / 1e3);
  };
  PrintTime(
      "sign", openssl([] { Rsa().OpensslSign(); }),
      [] { benchmark::DoNotOptimize(Rsa().Sign()); }, few);
  PrintTime(
      "verify", openssl([] { Rsa().OpensslVerify(); }),
      [] { benchmark::DoNotOptimize(Rsa().Verify()); }, few);
  fmt::print("\n");
  return all_ran;
}

void PrintDiagnosis(bool smoke) {
  const auto median = [&](const std::function<void()>& work) {
    return MedianOf(work, smoke ? 3 : 101);
  };
  fmt::print("\ndiagnosis of a refusal, RSA-2048, median\n");
  fmt::print("  path and query signed  {:7.3f} ms   (under 1 ms)\n",
             median([] { benchmark::DoNotOptimize(Rsa().ExplainQuery()); }));
  fmt::print("  nothing found          {:7.3f} ms   (under 20 ms)\n",
             median([] { benchmark::DoNotOptimize(Rsa().ExplainNothing()); }));
  fmt::print("nothing found, and no signed attributes\n");
  const auto bare = [&](const Party& party) {
    return median(
        [&] { benchmark::DoNotOptimize(party.ExplainNothingBare()); });
  };
  fmt::print("  RSA-2048               {:7.3f} ms   (under 20 ms)\n",
             bare(Rsa()));
  fmt::print("  P-256                  {:7.3f} ms   (under 20 ms)\n",
             bare(Ec()));
  fmt::print("  P-384                  {:7.3f} ms\n", bare(Ec384()));
  fmt::print("  P-521                  {:7.3f} ms\n", bare(Ec521()));
}

void SignRsa(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Rsa().Sign());
}
void VerifyRsa(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Rsa().Verify());
}
void SignEc(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Ec().Sign());
}
void VerifyEc(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Ec().Verify());
}
BENCHMARK(SignRsa)->Name("cmsurl/sign/rsa2048");
BENCHMARK(VerifyRsa)->Name("cmsurl/verify/rsa2048");
BENCHMARK(SignEc)->Name("cmsurl/sign/p256");
BENCHMARK(VerifyEc)->Name("cmsurl/verify/p256");

bool PrintFigures(bool is_smoke) {
  fmt::print(
      "\nratios to the bare EVP_DigestSign and EVP_DigestVerify of as many "
      "bytes\n");
  Row("RSA-2048", Rsa(), 0.97, 0.75, is_smoke);
  Row("P-256", Ec(), 0.85, 0, is_smoke);
  const bool all_ran = PrintPeers(is_smoke);
  PrintDiagnosis(is_smoke);
  return all_ran;
}

}  // namespace
}  // namespace mdmock::bench

int main(int argc, char** argv) {
  return mdmock::bench::RunBench(argc, argv, mdmock::bench::PrintFigures);
}
