#ifndef MDMOCK_BENCH_CMS_PEERS_H_
#define MDMOCK_BENCH_CMS_PEERS_H_

#include <openssl/types.h>

#include <optional>
#include <string>
#include <vector>

#include "bench/paired.h"

// CMS implementations of others, each in a process of its own that measures
// itself: what it takes to start is not counted.
namespace mdmock::bench {

struct CmsPeer {
  std::string name;
  std::string command;  // "" where it is not installed.
};
std::vector<CmsPeer> CmsPeers();

// Medians for one header; nothing where the peer cannot do it.
struct PeerTimes {
  std::optional<Seconds> sign;
  std::optional<Seconds> verify;
};

// Measure has `peer` sign and verify `path` so many times with the key of a
// PKCS#12 file. Both are absent where the peer fails.
PeerTimes Measure(const CmsPeer& peer, const std::string& p12,
                  const std::string& path, int count);

// P12File is a file with key and certificate, in a protection that every peer
// opens; it is gone with the object.
class P12File {
 public:
  P12File(EVP_PKEY* key, X509* certificate);
  ~P12File();
  P12File(const P12File&) = delete;
  P12File& operator=(const P12File&) = delete;

  const std::string& path() const { return path_; }  // "" where it failed.

 private:
  std::string path_;
};

}  // namespace mdmock::bench

#endif  // MDMOCK_BENCH_CMS_PEERS_H_
