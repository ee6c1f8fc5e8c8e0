#include "mocks/ade/nonces.h"

#include <algorithm>
#include <string>

#include "protocol/crypto/digest.h"

namespace mdmock::ade {

Nonces::Key Nonces::KeyOf(const Used& used) {
  // Lengths in front: no two tuples are the same text.
  std::string text;
  for (const std::string_view part :
       {used.consumer_key, used.token, used.nonce}) {
    text.append(std::to_string(part.size())).append(":").append(part);
  }
  text.append(std::to_string(used.timestamp));
  const std::string digest =
      crypto::Digest(crypto::DigestAlgorithm::kSha256, text);
  Key key;
  std::copy_n(digest.begin(), key.size(), key.begin());
  return key;
}

std::optional<std::uint64_t> Nonces::Find(const Used& used) const {
  const Key key = KeyOf(used);
  const std::lock_guard lock(mutex_);
  const auto found = seqs_.find(key);
  if (found == seqs_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint64_t> Nonces::Keep(const Used& used, std::uint64_t seq,
                                          std::int64_t oldest) {
  const Key key = KeyOf(used);
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = seqs_.try_emplace(key, seq);
  if (!is_new) return found->second;
  by_timestamp_[used.timestamp].push_back(key);
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
