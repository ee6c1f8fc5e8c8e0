#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_TOKENS_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_TOKENS_H_

#include <chrono>
#include <cstddef>
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

  std::string New(world::Entropy& random, SystemTime now);

  enum class Standing { kGood, kExpired, kUnknown };
  Standing Find(std::string_view token, SystemTime now) const;

  void Clear();

 private:
  struct Token {
    std::string text;
    SystemTime expires;
  };
  mutable std::mutex mutex_;
  std::deque<Token> tokens_;
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_TOKENS_H_
