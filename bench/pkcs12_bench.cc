// What opening a PKCS#12 file costs, beside the key derivations that it cannot
// do without. The figures are medians of one run.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "bench/bench_main.h"
#include "bench/paired.h"
#include "protocol/crypto/identity.h"
#include "protocol/pkcs12/contents.h"
#include "protocol/pkcs12/inspect.h"
#include "protocol/pkcs12/open.h"

namespace mdmock::bench {
namespace {

constexpr std::string_view kPassword = "Xk7d-Rf31q_mT";
const SystemTime kNow = FromEpochSeconds(1'767'225'600);

template <typename T>
T OrEnd(Result<T> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().what);
  std::exit(3);
}

// File is one in OpenSSL's default protection: AES-256 under PBKDF2 twice, and
// a MAC, each of 2048 iterations.
class File {
 public:
  File() {
    crypto::PrivateKey key = OrEnd(crypto::PrivateKey::GenerateRsa());
    crypto::Certificate certificate = OrEnd(crypto::Certificate::MakeSelfSigned(
        key, {.common_name = "bench",
              .not_before = kNow - std::chrono::hours(24),
              .not_after = kNow + std::chrono::hours(24)}));
    bytes_ = OrEnd(crypto::MakeIdentityFile(
        {std::move(key), std::move(certificate), {}}, std::string(kPassword)));
  }

  // From the bytes to the decrypted key and certificates.
  void Open() const {
    auto container = pkcs12::ReadContainer(bytes_);
    if (!container) std::abort();
    pkcs12::Budget budget(1'000'000);
    pkcs12::Opener opener(*container);
    opener.TryAll(pkcs12::PasswordOf(kPassword), budget);
    if (!opener.AllOpen()) std::abort();
  }

  // And on to a key and certificates that can be used.
  void OpenAndRead() const {
    auto container = pkcs12::ReadContainer(bytes_);
    if (!container) std::abort();
    pkcs12::Budget budget(1'000'000);
    pkcs12::Opener opener(*container);
    opener.TryAll(pkcs12::PasswordOf(kPassword), budget);
    if (!pkcs12::Gather(*container).leaf_matches) std::abort();
  }

  // OpenSSL's own way from the bytes to key and certificate.
  void OpensslOpen() const {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes_.data());
    PKCS12* file = d2i_PKCS12(nullptr, &at, static_cast<long>(bytes_.size()));
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    if (PKCS12_parse(file, kPassword.data(), &key, &certificate, nullptr) !=
        1) {
      std::abort();
    }
    EVP_PKEY_free(key);
    X509_free(certificate);
    PKCS12_free(file);
  }

  // The derivations alone: of the MAC's key and of two keys for AES-256.
  static void Derive() {
    unsigned char key[32];
    unsigned char salt[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    if (PKCS12_key_gen_utf8(
            kPassword.data(), static_cast<int>(kPassword.size()), salt, 8,
            PKCS12_MAC_ID, PKCS12_DEFAULT_ITER, 32, key, EVP_sha256()) != 1) {
      std::abort();
    }
    for (int i = 0; i < 2; ++i) {
      if (PKCS5_PBKDF2_HMAC(kPassword.data(),
                            static_cast<int>(kPassword.size()), salt, 8,
                            PKCS12_DEFAULT_ITER, EVP_sha256(), 32, key) != 1) {
        std::abort();
      }
    }
    benchmark::DoNotOptimize(key);
  }

  void Inspect() const {
    const auto inspection = pkcs12::Inspect(bytes_,
                                            {.password = std::string(kPassword),
                                             .password_text = std::nullopt,
                                             .otp = std::nullopt},
                                            {}, kNow);
    if (!inspection.leaf) std::abort();
  }

 private:
  std::string bytes_;
};

const File& TheFile() {
  static const File kFile;
  return kFile;
}

void Open(benchmark::State& state) {
  for (auto _ : state) TheFile().Open();
}
void Derive(benchmark::State& state) {
  for (auto _ : state) File::Derive();
}
void Inspect(benchmark::State& state) {
  for (auto _ : state) TheFile().Inspect();
}
BENCHMARK(Open)->Name("pkcs12/open/aes256");
BENCHMARK(Derive)->Name("pkcs12/derive/aes256");
BENCHMARK(Inspect)->Name("pkcs12/inspect/aes256");

void PrintRatios(bool is_smoke) {
  const int rounds = is_smoke ? 3 : 41;
  const int count = is_smoke ? 1 : 10;
  const auto ratio = [&](auto work) {
    return Ratio([] { File::Derive(); }, work, rounds, count);
  };
  fmt::print("\nratios to the bare key derivations of the same file\n");
  fmt::print("  open                {:5.2f} x   (at least 0.95 x)\n",
             ratio([] { TheFile().Open(); }));
  fmt::print("  open, read X.509    {:5.2f} x\n",
             ratio([] { TheFile().OpenAndRead(); }));
  fmt::print("  OpenSSL's parse     {:5.2f} x\n",
             ratio([] { TheFile().OpensslOpen(); }));
}

bool PrintFigures(bool is_smoke) {
  PrintRatios(is_smoke);
  return true;
}

}  // namespace
}  // namespace mdmock::bench

int main(int argc, char** argv) {
  return mdmock::bench::RunBench(argc, argv, mdmock::bench::PrintFigures);
}
