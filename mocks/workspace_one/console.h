#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_CONSOLE_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_CONSOLE_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/journal/secrets.h"
#include "mocks/workspace_one/options.h"
#include "mocks/workspace_one/pki.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/cms/signature.h"

namespace mdmock::workspace_one {

// World is what the service may ask of its surroundings, which outlive it.
struct World {
  const world::Clock& clock;
  world::Entropy& entropy;
  journal::Secrets& secrets;
};

// Credential is what the console gives an administrator to download.
struct Credential {
  crypto::Identity identity;
  std::string p12;       // Key, certificate, issuer.
  std::string password;  // Of `p12`.
  std::string subject;   // "CN=1001:mdmock-admin"
};

// Console is what the console holds: the options that are in force, and the
// certificates that were issued. A request takes a snapshot and goes by it to
// its end, whatever is changed meanwhile. Members may be called from any
// thread.
class Console {
 public:
  struct Holder {
    std::string der;
    std::uint32_t id;  // Of the administrator.
  };
  struct InForce {
    WorkspaceOneOptions options;
    std::shared_ptr<const cms::KnownCertificates> known;
    std::vector<Holder> holders;
    std::shared_ptr<const crypto::Trust> trust;  // Of those who issue them.

    // Who has the certificate, or that name; null where nobody has.
    const Admin* FindHolder(std::string_view der) const;
    const Admin* Find(std::string_view name) const;
    const Admin* Find(std::uint32_t id) const;
  };
  using Snapshot = std::shared_ptr<const InForce>;

  Console(WorkspaceOneOptions options, Pki pki, const World& world);

  Snapshot Now() const;
  const Pki& pki() const { return pki_; }

  // Change calls `change` with a copy that comes into force where it gives
  // true. Certificates that were issued stay with the numbers that they name.
  bool Change(const std::function<bool(WorkspaceOneOptions&)>& change);

  // CredentialOf gives an administrator's, issued now if it never was: its key
  // is RSA-2048, and new unless it is the first administrator's. Failures: no
  // such administrator; no key to be had.
  Result<Credential> CredentialOf(std::string_view name);

  void Reset();  // The initial options; what was issued stays good.

 private:
  void Complete(WorkspaceOneOptions& options);
  Result<Credential> Issue(const Admin& admin, bool is_first);

  const World world_;
  const Pki pki_;
  std::mutex changing_;
  world::Entropy random_;
  WorkspaceOneOptions initial_;
  struct Given {
    std::uint32_t id;
    Credential credential;
  };
  std::vector<Given> issued_;
  mutable std::mutex mutex_;
  Snapshot now_;
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_CONSOLE_H_
