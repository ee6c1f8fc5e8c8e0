#ifndef MDMOCK_MOCKS_CONNECTOR_DESK_H_
#define MDMOCK_MOCKS_CONNECTOR_DESK_H_

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "mocks/connector/authority.h"
#include "mocks/connector/back_end.h"
#include "mocks/connector/key_pool.h"
#include "mocks/connector/ledger.h"
#include "mocks/connector/settings.h"
#include "protocol/connector/request.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::connector {

// Made is a PKCS#12 file for a user.
struct Made {
  std::string payload;                  // DER.
  std::optional<std::string> password;  // Where the reply has to say it.
};

// CaRefusal is why a CA behind the connector has issued nothing.
struct CaRefusal {
  std::string_view failure_info;  // One of the nine, lives for ever.
  std::string why;
};

// Desk is where certificates are issued, renewed and heard of again. Members
// may be called from any thread; a Failure is ours.
class Desk {
 public:
  Desk(Authority authority, const World& world);

  // AskBehind has `back_end` asked for the certificates of new keys; renewals
  // stay here. It is to be called before anything else is.
  void AskBehind(BackEnd back_end) { back_end_ = std::move(back_end); }

  // Enrol makes a key and a certificate. `otp` is what the user typed, "" where
  // nothing was asked for.
  Result<std::variant<Made, CaRefusal>> Enrol(const User& user,
                                              std::string_view otp,
                                              const ConnectorOptions& options,
                                              SystemTime now);

  // Renew judges a cmsSigned that came for `user`, and makes a certificate for
  // the key that is asked for in it: a file without a key, since the device has
  // it. The reqId of the signed message goes to `req_id` where there is none.
  // Nothing where it is refused.
  Result<std::optional<Made>> Renew(const User& user, const Request& request,
                                    const ConnectorOptions& options,
                                    SystemTime now, Verdict& verdict,
                                    std::optional<std::string>& req_id);

  // Hear judges a notification, and gives what the device may delete.
  std::vector<std::string> Hear(const User& user, const Request& request,
                                const ConnectorOptions& options,
                                Verdict& verdict) const;

  // Expect makes keys ready that will be wanted.
  void Expect(KeyKind kind) { keys_.Expect(kind); }

  const Authority& authority() const { return authority_; }
  const Ledger& ledger() const { return ledger_; }
  void Clear();  // As freshly started; the authority stays.

 private:
  // Certify has a CA issue: the one behind, or our own.
  Result<Certified> Certify(const User& user, const crypto::PrivateKey& key,
                            const ConnectorOptions& options, SystemTime now);
  Result<crypto::Certificate> Issue(const User& user, EVP_PKEY& key,
                                    const ConnectorOptions& options,
                                    SystemTime now);
  std::string NewPassword();
  bool IsNew(const std::string& message, SystemTime until, SystemTime now);

  const Authority authority_;
  BackEnd back_end_;  // May be empty.
  world::Entropy random_;
  KeyPool keys_;
  Ledger ledger_;

  // Messages that were renewed by, until they are too old to be taken again.
  static constexpr size_t kMaxMessages = 10'000;
  std::mutex mutex_;
  std::map<std::string, SystemTime> messages_;
};

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_DESK_H_
