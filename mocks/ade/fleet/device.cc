#include "mocks/ade/fleet/device.h"

#include <iterator>

#include "mocks/ade/fleet/mix.h"

namespace mdmock::ade {
namespace {

constexpr Product kProducts[] = {
    {"iPhone", "iOS", "iPhone 15", true, false, true},
    {"iPhone", "iOS", "iPhone SE", true, false, true},
    {"iPad", "iPadOS", "iPad (10th generation)", false, false, true},
    {"iPad", "iPadOS", "iPad Pro 11-inch (M4)", true, false, true},
    {"Mac", "OSX", "MacBook Air", false, false, true},
    {"Mac", "OSX", "Mac mini", false, true, true},
    {"AppleTV", "tvOS", "Apple TV 4K", false, true, false},
    {"Vision", "visionOS", "Apple Vision Pro", false, false, false},
};
constexpr std::string_view kColors[] = {
    "SPACE GRAY", "SILVER", "BLACK", "WHITE", "BLUE", "MIDNIGHT", "STARLIGHT"};
constexpr unsigned kStorage[] = {64, 128, 256, 512};

}  // namespace

Looks LooksOf(std::uint64_t seed, std::string_view serial) {
  const std::uint64_t bits = Mix(seed, serial);
  const auto pick = [bits](int shift, std::uint64_t of) {
    return static_cast<size_t>((bits >> shift & 0xFF) % of);
  };
  // In the field, some records lack their color: one in eight here.
  const size_t color = pick(8, std::size(kColors) + 1);
  return {.product = &kProducts[pick(0, std::size(kProducts))],
          .color = color < std::size(kColors) ? kColors[color] : "",
          .storage_gb = kStorage[pick(16, std::size(kStorage))],
          .is_replacement = pick(24, 16) == 0,
          .must_migrate = pick(32, 16) == 0,
          .bits = bits};
}

}  // namespace mdmock::ade
