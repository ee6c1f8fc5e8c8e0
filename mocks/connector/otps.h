#ifndef MDMOCK_MOCKS_CONNECTOR_OTPS_H_
#define MDMOCK_MOCKS_CONNECTOR_OTPS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/connector/options.h"
#include "mocks/world/entropy.h"
#include "protocol/base/time.h"

namespace mdmock::connector {

// Otps knows which one-time passwords are good: those that users have by
// configuration, and those that were made since. What it keeps of the latter
// are digests. Members may be called from any thread.
class Otps {
 public:
  static constexpr size_t kMaxMade = 2000;  // The oldest goes first.

  // New makes one for the user of that name, good for one certificate until
  // `expires`.
  std::string New(world::Entropy& random, std::string_view user,
                  SystemTime expires);

  enum class Standing { kGood, kMissing, kWrong, kExpired, kUsed, kAnothers };

  // Taken says how a password stands, and what GiveBack wants to know.
  struct Taken {
    Standing standing = Standing::kWrong;
    std::string digest;
  };

  // Take uses up a password that is good, unless it is one that stays good.
  // `user` is one of `users`; "" is no password. Of many who come with the same
  // one at a time, one gets it.
  Taken Take(const std::vector<User>& users, const User& user,
             std::string_view password, SystemTime now);

  // GiveBack makes a password good again that was taken for nothing.
  void GiveBack(const User& user, const Taken& taken);

  void Clear();  // As freshly started.

 private:
  struct Made {
    std::string user;
    std::string digest;
    SystemTime expires;
    bool used = false;
  };

  Standing StandingOf(const User& user, const std::string& digest,
                      SystemTime now) const;
  bool IsAnothers(const std::vector<User>& users,
                  const std::string& digest) const;

  mutable std::mutex mutex_;
  std::deque<Made> made_;
  std::map<std::string, std::string> used_;  // By user: a configured one.
};

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_OTPS_H_
