#include "mocks/workspace_one/tokens.h"

#include "protocol/base/encoding.h"

namespace mdmock::workspace_one {

Tokens::Tokens(std::uint64_t seed)
    : common_part_(Base64Url(world::Entropy(seed).Bytes(24), false)) {}

std::string Tokens::New(world::Entropy& random, SystemTime now,
                        std::uint32_t admin) {
  std::string text = Base64Url(random.Bytes(24), false) + "." + common_part_;
  const std::lock_guard lock(mutex_);
  if (tokens_.size() == kMaxTokens) tokens_.pop_front();
  tokens_.push_back({text, now + kLifetime, admin});
  return text;
}

Tokens::Found Tokens::Find(std::string_view token, SystemTime now) const {
  const std::lock_guard lock(mutex_);
  for (const Token& one : tokens_) {
    if (one.text != token) continue;
    return {now < one.expires ? Standing::kGood : Standing::kExpired,
            one.admin};
  }
  return {};
}

void Tokens::Clear() {
  const std::lock_guard lock(mutex_);
  tokens_.clear();
}

}  // namespace mdmock::workspace_one
