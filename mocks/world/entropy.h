#ifndef MDMOCK_MOCKS_WORLD_ENTROPY_H_
#define MDMOCK_MOCKS_WORLD_ENTROPY_H_

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <random>
#include <string>

namespace mdmock::world {

// Entropy is the source of everything random in the mocks: session tokens,
// credentials, padding of a server token. With the same seed the same run gives
// the same bytes. Not for real secrets. Members may be called from any thread.
class Entropy {
 public:
  explicit Entropy(std::uint64_t seed);

  // A seed from the machine, to be printed so that a run can be repeated.
  static std::uint64_t FreshSeed();

  std::uint64_t seed() const;
  void Reseed(std::uint64_t seed);

  std::uint64_t Below(std::uint64_t bound);  // 0 to bound - 1; bound > 0.
  std::string Bytes(size_t count);
  std::string HexDigits(size_t count);  // Lower case.

 private:
  mutable std::mutex mutex_;
  std::uint64_t seed_;
  std::mt19937_64 generator_;
};

}  // namespace mdmock::world

#endif  // MDMOCK_MOCKS_WORLD_ENTROPY_H_
