// The third part of the base string: the parameters.

#include "protocol/oauth1/signed_pairs.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/signer.h"

namespace mdmock::oauth1 {
namespace {

using Values = ParameterHabits::Values;

std::string Shifted(std::string_view timestamp, int shift) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(
      timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (error != std::errc() || end != timestamp.data() + timestamp.size() ||
      seconds > INT64_MAX - 100 || seconds < INT64_MIN + 100) {
    return std::string(timestamp);
  }
  return std::to_string(seconds + shift);
}

bool IsSigned(std::string_view name, const ParameterHabits& habits) {
  if (name == "oauth_signature") return false;
  if (name == "realm") return habits.realm_included;
  if (name == "oauth_version") return !habits.version_left_out;
  if (name == "oauth_signature_method") {
    return !habits.signature_method_left_out;
  }
  return true;
}

bool HasVersion(const Message& message) {
  return std::any_of(
      message.header.begin(), message.header.end(),
      [](const Pair& pair) { return pair.name == "oauth_version"; });
}

// The first eight bytes as a number that sorts alike. Shorter texts give 0.
std::uint64_t Prefix(std::string_view text) {
  std::uint64_t prefix = 0;
  if (text.size() < sizeof prefix) return 0;
  std::memcpy(&prefix, text.data(), sizeof prefix);
  if constexpr (std::endian::native == std::endian::big) return prefix;
  return __builtin_bswap64(prefix);
}

}  // namespace

// OAuth's own names are told apart by their first bytes, for less than the call
// of a comparison.
bool Precedes(std::string_view name, std::string_view value,
              std::string_view other_name, std::string_view other_value) {
  const std::uint64_t first = Prefix(name);
  const std::uint64_t second = Prefix(other_name);
  if (first != 0 && second != 0 && first != second) return first < second;
  const int order = name.compare(other_name);
  return order != 0 ? order < 0 : value < other_value;
}

SignedPairs::SignedPairs(const Message& message, const ParameterHabits& habits)
    : habits_(habits) {
  Collect(message);
  if (habits.unsorted) return;
  std::sort(pairs_.begin(), pairs_.end(), [](const Pair& a, const Pair& b) {
    return Precedes(a.name, a.value, b.name, b.value);
  });
}

void SignedPairs::Collect(const Message& message) {
  pairs_.reserve(message.header.size() + 1 + message.in_query.size() +
                 message.in_body.size());
  for (const Pair& pair : message.header) {
    if (!IsSigned(pair.name, habits_)) continue;
    if (habits_.timestamp_shift != 0 && pair.name == "oauth_timestamp") {
      Add(pair.name, Keep(Shifted(pair.value, habits_.timestamp_shift)));
    } else if (pair.plain) {
      pairs_.push_back(pair);
    } else {
      Add(pair.name, pair.value);
    }
  }
  if (habits_.version_added && !HasVersion(message)) {
    Add("oauth_version", "1.0");
  }
  if (!habits_.query_left_out) {
    for (const http::Parameter& one : message.in_query) {
      Add(one.name, one.value);
    }
  }
  const bool body_signed =
      message.body_is_form ? !habits_.body_left_out : habits_.body_included;
  if (!body_signed) return;
  for (const http::Parameter& one : message.in_body) Add(one.name, one.value);
}

void SignedPairs::Add(std::string_view name, std::string_view value) {
  pairs_.push_back({Encode(name), Encode(value)});
}

std::string_view SignedPairs::Encode(std::string_view text) {
  if (habits_.values == Values::kRaw || http::IsPlain(text)) return text;
  const HexCase digits = habits_.lower_hex ? HexCase::kLower : HexCase::kUpper;
  std::string encoded = http::PercentEncode(text, digits);
  if (habits_.plus_for_space) ReplaceAll(encoded, "%20", "+");
  if (habits_.values == Values::kTwice) {
    encoded = http::PercentEncode(encoded, digits);
  }
  return Keep(std::move(encoded));
}

std::string_view SignedPairs::Keep(std::string text) {
  texts_.push_front(std::move(text));
  return texts_.front();
}

size_t SignedPairs::Length() const {
  size_t length = 0;
  for (const Pair& pair : pairs_) {
    length += pair.name.size() + pair.value.size() + 2;
  }
  return length;
}

std::string SignedParameters(const Message& message,
                             const ParameterHabits& habits) {
  const SignedPairs pairs(message, habits);
  std::string joined;
  joined.reserve(pairs.Length());
  for (const Pair& pair : pairs) {
    if (!joined.empty()) joined += '&';
    joined.append(pair.name).append("=").append(pair.value);
  }
  if (!habits.string_twice) return joined;
  return http::PercentEncode(
      joined, habits.lower_hex ? HexCase::kLower : HexCase::kUpper);
}

}  // namespace mdmock::oauth1
