#ifndef MDMOCK_MOCKS_ADE_FLEET_MIX_H_
#define MDMOCK_MOCKS_ADE_FLEET_MIX_H_

#include <cstdint>
#include <string_view>

namespace mdmock::ade {

// Mix gives 64 bits that look random and are always the same for the same
// input (the finalizer of splitmix64). Not for secrets.
constexpr std::uint64_t Mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
  return value ^ (value >> 31);
}

// Mix of a text under a key.
constexpr std::uint64_t Mix(std::uint64_t key, std::string_view text) {
  std::uint64_t mixed = Mix(key ^ text.size());
  for (const char c : text) {
    mixed = (mixed ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  }
  return Mix(mixed);
}

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_MIX_H_
