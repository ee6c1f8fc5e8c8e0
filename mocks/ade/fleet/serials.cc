#include "mocks/ade/fleet/serials.h"

#include <array>
#include <cassert>
#include <utility>

#include "mocks/ade/fleet/mix.h"

namespace mdmock::ade {
namespace {

// Without the letters that are taken for digits or, on labels, for each other.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTVWXYZ";
static_assert(kAlphabet.size() == 32);

constexpr int kRounds = 4;
constexpr int kHalfBits = 25;
constexpr std::uint64_t kHalfMask = (std::uint64_t{1} << kHalfBits) - 1;
constexpr size_t kLength = 10;

constexpr std::array<signed char, 256> MakeValues() {
  std::array<signed char, 256> values{};
  for (auto& one : values) one = -1;
  for (size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] =
        static_cast<signed char>(i);
  }
  return values;
}
constexpr std::array<signed char, 256> kValues = MakeValues();

}  // namespace

std::uint64_t Serials::Scramble(std::uint64_t half, int round) const {
  return Mix(key_ ^ Mix(half + (static_cast<std::uint64_t>(round) << 32))) &
         kHalfMask;
}

std::string Serials::At(std::uint64_t number) const {
  assert(number >> (2 * kHalfBits) == 0);
  std::uint64_t left = number >> kHalfBits;
  std::uint64_t right = number & kHalfMask;
  for (int round = 0; round < kRounds; ++round) {
    left = std::exchange(right, left ^ Scramble(right, round));
  }
  std::uint64_t rest = (left << kHalfBits) | right;
  std::string serial(kLength, '0');
  for (size_t i = kLength; i-- > 0; rest >>= 5)
    serial[i] = kAlphabet[rest & 31];
  return serial;
}

std::optional<std::uint64_t> Serials::NumberOf(std::string_view serial) const {
  if (serial.size() != kLength) return std::nullopt;
  std::uint64_t joined = 0;
  for (const char c : serial) {
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    joined = joined << 5 | static_cast<std::uint64_t>(value);
  }
  std::uint64_t left = joined >> kHalfBits;
  std::uint64_t right = joined & kHalfMask;
  for (int round = kRounds; round-- > 0;) {
    right = std::exchange(left, right ^ Scramble(left, round));
  }
  return left << kHalfBits | right;
}

}  // namespace mdmock::ade
