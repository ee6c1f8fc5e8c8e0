// What OAuth costs, beside the bare HMAC-SHA1 that it cannot do without. The
// ratios are printed at the end: medians of one run.

// The low-level SHA-1 calls, which our own code uses, are one of the
// references.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bench/bench_main.h"
#include "bench/paired.h"
#include "protocol/crypto/hmac.h"
#include "protocol/oauth1/diagnose.h"
#include "protocol/oauth1/sign.h"
#include "protocol/oauth1/signer.h"
#include "protocol/oauth1/verify.h"
#include "vectors/reader/oauth1_case.h"

namespace mdmock {
namespace {

using bench::Median;
using bench::Once;
using bench::Ratio;
using bench::Seconds;
using vectors::Oauth1Case;

std::vector<Oauth1Case> Load(const std::string& name) {
  auto cases = vectors::ReadOauth1Cases(MDMOCK_SOURCE_DIR "/vectors/oauth1/" +
                                        name + ".json");
  if (!cases) {
    fmt::print(stderr, "{}\n", cases.error().what);
    std::exit(3);
  }
  return std::move(*cases);
}

const std::vector<Oauth1Case>& Mistaken() {
  static const std::vector<Oauth1Case> cases = Load("mistakes");
  return cases;
}

// The valid request for a session that the figures are about.
const Oauth1Case& Right() {
  static const Oauth1Case right = [] {
    for (const Oauth1Case& one : Mistaken()) {
      if (one.id == "oauth1.mistake.plain.none") return one;
    }
    fmt::print(stderr, "there is no valid request among the vectors\n");
    std::exit(3);
  }();
  return right;
}

// An EVP_MAC with its key set once; each message starts again from there.
class PreparedEvp {
 public:
  explicit PreparedEvp(std::string_view key)
      : mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)),
        context_(EVP_MAC_CTX_new(mac_)) {
    std::array<char, 5> digest{'S', 'H', 'A', '1', '\0'};
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(),
                                         0),
        OSSL_PARAM_construct_end()};
    EVP_MAC_init(context_, reinterpret_cast<const unsigned char*>(key.data()),
                 key.size(), parameters.data());
  }
  ~PreparedEvp() {
    EVP_MAC_CTX_free(context_);
    EVP_MAC_free(mac_);
  }
  PreparedEvp(const PreparedEvp&) = delete;
  PreparedEvp& operator=(const PreparedEvp&) = delete;

  std::array<unsigned char, 20> Sign(std::string_view message) {
    std::array<unsigned char, 20> code{};
    size_t length = 0;
    EVP_MAC_init(context_, nullptr, 0, nullptr);
    EVP_MAC_update(context_,
                   reinterpret_cast<const unsigned char*>(message.data()),
                   message.size());
    EVP_MAC_final(context_, code.data(), &length, code.size());
    return code;
  }

 private:
  EVP_MAC* mac_;
  EVP_MAC_CTX* context_;
};

void SignHeader() {
  static const auto key = oauth1::PrepareKey(Right().known.credentials);
  static const http::Url url{.scheme = "https",
                             .authority = Right().known.base.authority,
                             .path = "/session",
                             .query = std::nullopt};
  benchmark::DoNotOptimize(
      oauth1::Sign(Right().known.credentials, {.method = "GET",
                                               .url = url,
                                               .timestamp = 1700000000,
                                               .nonce = "0123456789abcdef",
                                               .realm = "ADM",
                                               .key = key}));
}

void VerifyHeader() {
  static const oauth1::Known known = [] {
    oauth1::Known prepared = Right().known;
    prepared.key = oauth1::PrepareKey(prepared.credentials);
    return prepared;
  }();
  benchmark::DoNotOptimize(oauth1::Verify(Right().request, known, Right().now));
}

void HmacByEvp() {
  static PreparedEvp prepared(Right().stages->key);
  benchmark::DoNotOptimize(prepared.Sign(Right().stages->base_string));
}

void HmacByShaCtx() {
  static const crypto::HmacSha1Key prepared(Right().stages->key);
  benchmark::DoNotOptimize(prepared.Sign(Right().stages->base_string));
}

const Oauth1Case& Unknown() {
  for (const Oauth1Case& one : Mistaken()) {
    if (one.id == "oauth1.mistake.plain.random") return one;
  }
  return Right();
}

void ExplainNothing() {
  benchmark::DoNotOptimize(
      oauth1::Verify(Unknown().request, Unknown().known, Unknown().now));
}

template <void (*Work)()>
void Run(benchmark::State& state) {
  Work();  // Once, so that what is made on first use is there.
  for (auto _ : state) Work();
}

BENCHMARK(Run<HmacByEvp>)->Name("hmac_sha1/evp_prepared");
BENCHMARK(Run<HmacByShaCtx>)->Name("hmac_sha1/sha_ctx_prepared");
BENCHMARK(Run<SignHeader>)->Name("oauth1/sign");
BENCHMARK(Run<VerifyHeader>)->Name("oauth1/verify");
BENCHMARK(Run<ExplainNothing>)
    ->Name("oauth1/diagnose_nothing")
    ->Unit(benchmark::kMillisecond);

void PrintRatios(bool smoke) {
  constexpr int kCount = 200;
  const int rounds = smoke ? 3 : 101;
  fmt::print(
      "\nratios to bare HMAC-SHA1 of the same base string ({} bytes), at "
      "least 0.35 is asked for\n",
      Right().stages->base_string.size());
  fmt::print("  sign     to EVP_MAC {:.2f}   to SHA_CTX {:.2f}\n",
             Ratio(HmacByEvp, SignHeader, rounds, kCount),
             Ratio(HmacByShaCtx, SignHeader, rounds, kCount));
  fmt::print("  verify   to EVP_MAC {:.2f}   to SHA_CTX {:.2f}\n",
             Ratio(HmacByEvp, VerifyHeader, rounds, kCount),
             Ratio(HmacByShaCtx, VerifyHeader, rounds, kCount));
}

void PrintDiagnosis(bool smoke) {
  std::vector<Seconds> found;
  std::vector<Seconds> nothing;
  fmt::print("\nsearches that find nothing, by kind of request\n");
  for (size_t i = 0; i < Mistaken().size(); i += smoke ? 37 : 1) {
    const Oauth1Case& one = Mistaken()[i];
    if (one.cause == Cause::Status::kNone) continue;
    auto& times = one.cause == Cause::Status::kUnknown ? nothing : found;
    times.push_back(
        Once([&] { oauth1::Verify(one.request, one.known, one.now); }));
    if (one.id.ends_with(".random")) {
      fmt::print("  {:<40} {:8.3f} ms\n", one.id, times.back().count() * 1e3);
    }
  }
  if (nothing.empty()) nothing.push_back(Once(ExplainNothing));
  fmt::print("\ndiagnosis of a refusal, {} requests\n",
             found.size() + nothing.size());
  fmt::print("  explained, median         {:8.3f} ms   (under 1 ms)\n",
             Median(found).count() * 1e3);
  fmt::print("  explained, slowest        {:8.3f} ms\n",
             std::max_element(found.begin(), found.end())->count() * 1e3);
  fmt::print("  nothing found, median     {:8.3f} ms   (under 20 ms)\n",
             Median(nothing).count() * 1e3);
  fmt::print("  nothing found, slowest    {:8.3f} ms\n",
             std::max_element(nothing.begin(), nothing.end())->count() * 1e3);
}

bool PrintFigures(bool is_smoke) {
  PrintRatios(is_smoke);
  PrintDiagnosis(is_smoke);
  return true;
}

}  // namespace
}  // namespace mdmock

int main(int argc, char** argv) {
  return mdmock::bench::RunBench(argc, argv, mdmock::PrintFigures);
}
