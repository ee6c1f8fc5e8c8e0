#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_PKI_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_PKI_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "mocks/workspace_one/options.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/identity.h"
#include "protocol/crypto/private_key.h"
#include "protocol/crypto/trust.h"

namespace mdmock::workspace_one {

// Pki is the console's: "AW API Root" signs "AW Admin User Root", which signs
// administrators' certificates. They are for client authentication only, which
// is why `openssl cms -verify` wants -purpose any. Nothing changes it but the
// serial numbers that it counts; any thread may use it.
class Pki {
 public:
  // Make makes the two authorities, on P-256 unless `shape` has it otherwise:
  // that takes a fraction of a millisecond, and clients see no more of them
  // than a signature. Everything lasts from a year before `now` to 19 years
  // after it.
  static Result<Pki> Make(SystemTime now, const PkiShape& shape = {});

  // Issue gives an administrator's key and certificate, with AW Admin User Root
  // behind it. Two numbers or two names never share one.
  Result<crypto::Identity> Issue(const crypto::PrivateKey& key,
                                 const std::string& common_name,
                                 SystemTime not_after) const;

  SystemTime made_at() const { return made_at_; }
  SystemTime last_day() const;
  std::string Pem() const;  // Both authorities.
  const std::shared_ptr<const crypto::Trust>& trust() const { return trust_; }

 private:
  Pki(SystemTime now, crypto::Certificate root, crypto::PrivateKey key,
      crypto::Certificate user_root, crypto::Trust trust);

  SystemTime made_at_;
  crypto::Certificate root_;
  crypto::PrivateKey key_;  // Of the user root.
  crypto::Certificate user_root_;
  std::shared_ptr<const crypto::Trust> trust_;
  std::shared_ptr<std::atomic<std::uint32_t>> next_serial_;
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_PKI_H_
