#include "mocks/ade/nonces.h"

#include <algorithm>
#include <string>

#include "protocol/crypto/digest.h"

namespace mdmock::ade {

Nonces::Used::Used(std::string_view consumer_key, std::string_view token,
                   std::int64_t timestamp, std::string_view nonce)
    : timestamp_(timestamp) {
  // Lengths in front: no two tuples are the same text.
  std::string text;
  text.reserve(consumer_key.size() + token.size() + nonce.size() + 48);
  for (const std::string_view part : {consumer_key, token, nonce}) {
    text.append(std::to_string(part.size())).append(":").append(part);
  }
  text.append(std::to_string(timestamp));
  const std::string digest =
      crypto::Digest(crypto::DigestAlgorithm::kSha256, text);
  std::copy_n(digest.begin(), key_.size(), key_.begin());
}

std::optional<std::uint64_t> Nonces::Find(const Used& used) const {
  const std::lock_guard lock(mutex_);
  const auto found = seqs_.find(used.key_);
  if (found == seqs_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint64_t> Nonces::Keep(const Used& used, std::uint64_t seq,
                                          std::int64_t oldest) {
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = seqs_.try_emplace(used.key_, seq);
  if (!is_new) return found->second;
  by_timestamp_[used.timestamp_].push_back(used.key_);
  while (!by_timestamp_.empty() && by_timestamp_.begin()->first < oldest) {
    DropOldest();
  }
  while (seqs_.size() > max_nonces_) DropOldest();
  return std::nullopt;
}

void Nonces::DropOldest() {
  const auto oldest = by_timestamp_.begin();
  seqs_.erase(oldest->second.front());
  oldest->second.pop_front();
  if (oldest->second.empty()) by_timestamp_.erase(oldest);
}

size_t Nonces::size() const {
  const std::lock_guard lock(mutex_);
  return seqs_.size();
}

void Nonces::Clear() {
  const std::lock_guard lock(mutex_);
  seqs_.clear();
  by_timestamp_.clear();
}

}  // namespace mdmock::ade
