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

// Tokens are the access tokens that /connect/token gave. Each is a part of its
// own, a dot, and a part that all tokens of a run have: who hides that one from
// a journal has hidden them all, however many there are, and can still tell
// them apart. Members may be called from any thread.
class Tokens {
 public:
  // The same seed gives the same common part.
  explicit Tokens(std::uint64_t seed);

  const std::string& common_part() const { return common_part_; }

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
  const std::string common_part_;
  mutable std::mutex mutex_;
  std::deque<Token> tokens_;
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_TOKENS_H_
