#ifndef MDMOCK_MOCKS_ADE_FLEET_PROFILES_H_
#define MDMOCK_MOCKS_ADE_FLEET_PROFILES_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mdmock::ade {

// Profiles keeps the profiles that a tenant has defined. It is bounded: the
// oldest go first, and devices keep naming them.
class Profiles {
 public:
  static constexpr size_t kMaxProfiles = 1000;
  static constexpr size_t kMaxBytes = size_t{32} << 20;

  explicit Profiles(std::uint64_t seed) : seed_(seed) {}

  // Add keeps the JSON text of a profile and gives its number, from 1 on.
  std::uint32_t Add(std::string text);

  // Uuid gives the 32 upper-case hexadecimal digits of a number.
  std::string Uuid(std::uint32_t number) const;

  // Find gives the number of a profile that is kept.
  std::optional<std::uint32_t> Find(std::string_view uuid) const;

  // NearMiss gives what `uuid` has to do with a profile that is kept, in words;
  // "" where it has nothing to do with any.
  std::string NearMiss(std::string_view uuid) const;

  // The text of a profile that is kept.
  const std::string& Text(std::uint32_t number) const;

  size_t size() const { return kept_.size(); }

 private:
  struct Kept {
    std::uint32_t number;
    std::string uuid;
    std::string text;
  };

  const Kept* At(std::string_view uuid) const;

  std::uint64_t seed_;
  std::uint32_t last_ = 0;
  size_t num_bytes_ = 0;
  std::list<Kept> kept_;  // Oldest first.
  std::unordered_map<std::string_view, std::list<Kept>::iterator> by_uuid_;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_PROFILES_H_
