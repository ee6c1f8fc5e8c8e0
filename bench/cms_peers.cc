#include "bench/cms_peers.h"

#include <fmt/format.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace mdmock::bench {
namespace {

constexpr char kPassword[] = "secret";

struct ClosePipe {
  void operator()(FILE* pipe) const { pclose(pipe); }
};

}  // namespace

std::vector<CmsPeer> CmsPeers() {
  return {{"python3-cryptography", MDMOCK_CMS_PYTHON},
          {"Mono, SignedCms", MDMOCK_CMS_MONO},
          {"Bouncy Castle", MDMOCK_CMS_BOUNCY_CASTLE}};
}

PeerTimes Measure(const CmsPeer& peer, const std::string& p12,
                  const std::string& path, int count) {
  const std::string command = fmt::format(
      "{} time '{}' {} '{}' {}", peer.command, p12, kPassword, path, count);
  const std::unique_ptr<FILE, ClosePipe> pipe(popen(command.c_str(), "r"));
  PeerTimes times;
  if (pipe == nullptr) return times;
  char what[16];
  double seconds = 0;
  while (std::fscanf(pipe.get(), "%15s %lf", what, &seconds) == 2) {
    (what == std::string("sign") ? times.sign : times.verify) =
        Seconds(seconds);
  }
  return times;
}

// Mono opens what is protected with 3DES and SHA-1, and nothing newer.
P12File::P12File(EVP_PKEY* key, X509* certificate) {
  constexpr int kIterations = 2048;
  constexpr int kNoMacYet = -1;
  PKCS12* file = PKCS12_create(kPassword, "admin", key, certificate, nullptr,
                               NID_pbe_WithSHA1And3_Key_TripleDES_CBC,
                               NID_pbe_WithSHA1And3_Key_TripleDES_CBC,
                               kIterations, kNoMacYet, 0);
  if (file == nullptr) return;
  std::string name =
      (std::filesystem::temp_directory_path() / "mdmock-bench-XXXXXX").string();
  const int descriptor = mkstemp(name.data());
  FILE* out = descriptor < 0 ? nullptr : fdopen(descriptor, "wb");
  if (out != nullptr) {
    path_ = name;
    const bool written = PKCS12_set_mac(file, kPassword, -1, nullptr, 0,
                                        kIterations, EVP_sha1()) == 1 &&
                         i2d_PKCS12_fp(out, file) == 1;
    if (std::fclose(out) != 0 || !written) {
      std::remove(path_.c_str());
      path_.clear();
    }
  }
  PKCS12_free(file);
}

P12File::~P12File() {
  if (!path_.empty()) std::remove(path_.c_str());
}

}  // namespace mdmock::bench
