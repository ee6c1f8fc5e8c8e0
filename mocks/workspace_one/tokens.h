#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_TOKENS_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_TOKENS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include "mocks/world/entropy.h"
#include "protocol/base/time.h"

namespace mdmock::workspace_one {

// Tokens are the access tokens that /connect/token gave. Members may be called
// from any thread.
class Tokens {
 public:
  static constexpr std::chrono::seconds kLifetime{3600};
  static constexpr size_t kMaxTokens = 1000;  // The oldest goes first.

  // New makes a token for the administrator of that number.
  std::string New(world::Entropy& random, SystemTime now, std::uint32_t admin);

  enum class Standing { kGood, kExpired, kUnknown };
  struct Found {
    Standing standing = Standing::kUnknown;
    std::uint32_t admin = 0;  // Where it is not unknown.
  };
  Found Find(std::string_view token, SystemTime now) const;

  void Clear();

 private:
  struct Token {
    std::string text;
    SystemTime expires;
    std::uint32_t admin;
  };
  mutable std::mutex mutex_;
  std::deque<Token> tokens_;
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_TOKENS_H_
