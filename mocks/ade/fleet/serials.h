#ifndef MDMOCK_MOCKS_ADE_FLEET_SERIALS_H_
#define MDMOCK_MOCKS_ADE_FLEET_SERIALS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mdmock::ade {

// Serials makes serial numbers out of numbers and back, so that nobody has to
// keep a million of them: a number goes through a permutation of 50 bits that
// depends on the key (a Feistel network), and its five-bit groups are the ten
// characters. Serial numbers of two keys have, by all odds, nothing in common.
class Serials {
 public:
  explicit Serials(std::uint64_t key) : key_(key) {}

  // At gives the serial number of `number`, which is below 2^50.
  std::string At(std::uint64_t number) const;

  // NumberOf is the reverse; nothing where the text is no serial number of
  // this kind. Most that are have a number far above any that was asked for.
  std::optional<std::uint64_t> NumberOf(std::string_view serial) const;

 private:
  std::uint64_t Scramble(std::uint64_t half, int round) const;

  std::uint64_t key_;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_SERIALS_H_
