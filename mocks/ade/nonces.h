#ifndef MDMOCK_MOCKS_ADE_NONCES_H_
#define MDMOCK_MOCKS_ADE_NONCES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace mdmock::ade {

// Nonces remembers the nonces of accepted requests for as long as their
// timestamps are acceptable, within a bound: past it, those of the oldest
// timestamps go first. Members may be called from any thread.
class Nonces {
 public:
  static constexpr size_t kMaxNonces = 200'000;

  explicit Nonces(size_t max_nonces = kMaxNonces) : max_nonces_(max_nonces) {}

  // Part of a SHA-256: of one small size, whatever clients send.
  using Key = std::array<char, 16>;

  // Used is what makes a nonce one that was used before (RFC 5849, 3.3).
  class Used {
   public:
    Used(std::string_view consumer_key, std::string_view token,
         std::int64_t timestamp, std::string_view nonce);

   private:
    friend class Nonces;
    Key key_;
    std::int64_t timestamp_;  // Seconds since 1970.
  };

  // Find gives the journal number of the request that used the nonce, or
  // nothing.
  std::optional<std::uint64_t> Find(const Used& used) const;

  // Keep remembers the nonce of request `seq` and forgets those whose
  // timestamps are below `oldest`. Where somebody was faster, it gives the
  // number of their request and remembers nothing.
  std::optional<std::uint64_t> Keep(const Used& used, std::uint64_t seq,
                                    std::int64_t oldest);

  size_t size() const;
  void Clear();

 private:
  struct Hash {
    size_t operator()(const Key& key) const {
      size_t hash = 0;
      std::memcpy(&hash, key.data(), sizeof(hash));
      return hash;
    }
  };

  void DropOldest();

  const size_t max_nonces_;
  mutable std::mutex mutex_;
  std::unordered_map<Key, std::uint64_t, Hash> seqs_;
  std::map<std::int64_t, std::deque<Key>> by_timestamp_;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_NONCES_H_
