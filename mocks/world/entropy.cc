#include "mocks/world/entropy.h"

#include <cassert>
#include <limits>

#include "protocol/base/encoding.h"

namespace mdmock::world {

// std::mt19937_64 gives the same numbers everywhere; the distributions of
// <random> do not, hence none of them is used here.

Entropy::Entropy(std::uint64_t seed) : seed_(seed), generator_(seed) {}

std::uint64_t Entropy::FreshSeed() {
  // 32 bits: short to type, and exact in every JSON reader.
  return std::random_device()();
}

std::uint64_t Entropy::seed() const {
  const std::lock_guard lock(mutex_);
  return seed_;
}

void Entropy::Reseed(std::uint64_t seed) {
  const std::lock_guard lock(mutex_);
  seed_ = seed;
  generator_.seed(seed);
}

std::uint64_t Entropy::Below(std::uint64_t bound) {
  assert(bound > 0);
  // Numbers past the last whole multiple of `bound` would favour small results.
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t num_unfair = (kMax % bound + 1) % bound;
  const std::lock_guard lock(mutex_);
  for (;;) {
    const std::uint64_t drawn = generator_();
    if (drawn <= kMax - num_unfair) return drawn % bound;
  }
}

std::string Entropy::Bytes(size_t count) {
  std::string bytes;
  bytes.reserve(count);
  const std::lock_guard lock(mutex_);
  while (bytes.size() < count) {
    std::uint64_t drawn = generator_();
    for (int i = 0; i < 8 && bytes.size() < count; ++i, drawn >>= 8) {
      bytes += static_cast<char>(drawn & 0xFF);
    }
  }
  return bytes;
}

std::string Entropy::HexDigits(size_t count) {
  return Hex(Bytes((count + 1) / 2)).substr(0, count);
}

}  // namespace mdmock::world
