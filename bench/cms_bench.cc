// What a CMSURL header costs, beside the bare signature that it cannot do
// without, and beside OpenSSL's own CMS. The figures are medians of one run.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <openssl/cms.h>
#include <openssl/evp.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/paired.h"
#include "protocol/base/encoding.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signer.h"

namespace mdmock::bench {
namespace {

constexpr std::string_view kPath = "/API/mdm/devices/12772";
const SystemTime kNow = FromEpochSeconds(1'767'225'600);

template <typename T>
T OrEnd(Result<T> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().what);
  std::exit(3);
}

// Party is an administrator with a key, and all that is signed and checked
// with it.
class Party {
 public:
  explicit Party(crypto::PrivateKey key)
      : key_(std::move(key)),
        certificate_(OrEnd(crypto::Certificate::MakeSelfSigned(
            key_, {.common_name = "1001:bench",
                   .not_before = kNow - std::chrono::hours(24),
                   .not_after = kNow + std::chrono::hours(24)}))),
        signer_(OrEnd(cms::Signer::Make(key_, certificate_))) {
    auto known = std::make_shared<cms::KnownCertificates>();
    known->Add(certificate_);
    options_.base = {"https", {"as1.example", std::nullopt}};
    options_.known = known;
    options_.tenant_code = "tenant";
    right_ = Request(kPath);
    wrong_ = Request("/API/mdm/devices/12772?x=y");
    wrong_.target = "/API/mdm/devices/12772?x=y";
    unknown_ = Request("something that nobody would sign");
    message_ = OrEnd(signer_.Sign(kPath, kNow));
    signature_ = BareSign();
  }

  std::string Sign() const {
    return cms::AuthorizationValue(OrEnd(signer_.Sign(kPath, kNow)));
  }

  // The signature alone, over as many bytes as the signed attributes have: what
  // EVP does from a key to a signature.
  std::string BareSign() const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    std::string signature(512, '\0');
    size_t length = signature.size();
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_.get());
    EVP_DigestSign(context, Out(signature), &length, In(Attributes()),
                   Attributes().size());
    EVP_MD_CTX_free(context);
    signature.resize(length);
    return signature;
  }

  void BareVerify() const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key_.get());
    const int fits =
        EVP_DigestVerify(context, In(signature_), signature_.size(),
                         In(Attributes()), Attributes().size());
    EVP_MD_CTX_free(context);
    if (fits != 1) std::abort();
  }

  void OpensslSign() const {
    BIO* content =
        BIO_new_mem_buf(kPath.data(), static_cast<int>(kPath.size()));
    CMS_ContentInfo* made =
        CMS_sign(certificate_.get(), key_.get(), nullptr, content,
                 CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP);
    if (made == nullptr) std::abort();
    unsigned char* der = nullptr;
    const int length = i2d_CMS_ContentInfo(made, &der);
    benchmark::DoNotOptimize(
        Base64({reinterpret_cast<char*>(der), static_cast<size_t>(length)}));
    OPENSSL_free(der);
    CMS_ContentInfo_free(made);
    BIO_free(content);
  }

  // From the bytes of the message, as any verifier has to.
  void OpensslVerify() const {
    const unsigned char* at = In(message_);
    CMS_ContentInfo* read =
        d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(message_.size()));
    BIO* content =
        BIO_new_mem_buf(kPath.data(), static_cast<int>(kPath.size()));
    const int fits =
        CMS_verify(read, nullptr, nullptr, content, nullptr,
                   CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY | CMS_DETACHED);
    BIO_free(content);
    CMS_ContentInfo_free(read);
    if (fits != 1) std::abort();
  }

  bool Verify() const { return Judge(right_); }
  bool ExplainQuery() const { return Judge(wrong_); }
  bool ExplainNothing() const { return Judge(unknown_); }

 private:
  static const std::string& Attributes() {
    static const std::string attributes(105, 'a');
    return attributes;
  }
  static const unsigned char* In(const std::string& bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
  }
  static unsigned char* Out(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
  }

  http::Request Request(std::string_view content) const {
    http::Request request;
    request.method = "GET";
    request.target = kPath;
    request.version = "HTTP/1.1";
    request.headers = {
        {"Host", "as1.example"},
        {"aw-tenant-code", "tenant"},
        {"Authorization",
         cms::AuthorizationValue(OrEnd(signer_.Sign(content, kNow)))}};
    return request;
  }

  bool Judge(const http::Request& request) const {
    return cms::VerifyCmsUrl(request, options_, kNow).accepted();
  }

  crypto::PrivateKey key_;
  crypto::Certificate certificate_;
  cms::Signer signer_;
  cms::CmsUrlOptions options_;
  http::Request right_;
  http::Request wrong_;
  http::Request unknown_;
  std::string message_;
  std::string signature_;
};

const Party& Rsa() {
  static const Party party(OrEnd(crypto::PrivateKey::GenerateRsa()));
  return party;
}

const Party& Ec() {
  static const Party party(OrEnd(crypto::PrivateKey::GenerateEc()));
  return party;
}

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
  fmt::print("  {:<9} sign   {:.2f} (at least {:.2f})   CMS_sign   {:.2f}\n",
             name, Ratio(bare_sign, sign, rounds, count), sign_target,
             Ratio(
                 bare_sign, [&] { party.OpensslSign(); }, rounds, count));
  fmt::print("  {:<9} verify {:.2f} {}   CMS_verify {:.2f}\n", name,
             Ratio(bare_verify, verify, rounds, count),
             verify_target > 0 ? fmt::format("(at least {:.2f})", verify_target)
                               : std::string(15, ' '),
             Ratio(
                 bare_verify, [&] { party.OpensslVerify(); }, rounds, count));
}

void PrintDiagnosis(bool smoke) {
  const auto median = [&](const std::function<void()>& work) {
    std::vector<Seconds> times;
    for (int i = 0; i < (smoke ? 3 : 101); ++i) times.push_back(Once(work));
    return Median(std::move(times)).count() * 1e3;
  };
  fmt::print("\ndiagnosis of a refusal, RSA-2048, median\n");
  fmt::print("  path and query signed  {:7.3f} ms   (under 1 ms)\n",
             median([] { benchmark::DoNotOptimize(Rsa().ExplainQuery()); }));
  fmt::print("  nothing found          {:7.3f} ms   (under 20 ms)\n",
             median([] { benchmark::DoNotOptimize(Rsa().ExplainNothing()); }));
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

}  // namespace
}  // namespace mdmock::bench

int main(int argc, char** argv) {
  std::vector<char*> arguments(argv, argv + argc);
  const auto smoke = std::find_if(
      arguments.begin(), arguments.end(),
      [](const char* one) { return std::string_view(one) == "--smoke"; });
  const bool is_smoke = smoke != arguments.end();
  if (is_smoke) arguments.erase(smoke);
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  benchmark::RunSpecifiedBenchmarks();
  fmt::print(
      "\nratios to the bare EVP_DigestSign and EVP_DigestVerify of as many "
      "bytes\n");
  mdmock::bench::Row("RSA-2048", mdmock::bench::Rsa(), 0.97, 0.75, is_smoke);
  mdmock::bench::Row("P-256", mdmock::bench::Ec(), 0.85, 0, is_smoke);
  mdmock::bench::PrintDiagnosis(is_smoke);
  benchmark::Shutdown();
  return 0;
}
