#include "mocks/ade/fleet/cursors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::ade {
namespace {

using std::chrono::milliseconds;
using Stage = Cursor::Stage;

// A clock that was set back by more than this starts the count of cursors
// anew; otherwise each is a millisecond later than the one before.
constexpr std::chrono::minutes kSetBack(10);

std::optional<std::int64_t> ReadNumber(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

std::string WithoutCode(const Cursor& cursor) {
  return fmt::format("{}:{}:{}:{}:{}:{}", cursor.slot, cursor.event,
                     cursor.issued.time_since_epoch().count(),
                     cursor.began.time_since_epoch().count(),
                     cursor.stage == Stage::kFetching,
                     cursor.stage == Stage::kSyncing);
}

// The fields, whatever their code; nothing where they are not such fields.
std::optional<Cursor> ReadFields(std::string_view plain) {
  const std::vector<std::string_view> parts = Split(plain, ':');
  if (parts.size() != 7) return std::nullopt;
  std::array<std::int64_t, 4> numbers{};
  for (size_t i = 0; i < numbers.size(); ++i) {
    const auto number = ReadNumber(parts[i]);
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  const bool fits = numbers[0] >= 0 && numbers[1] >= 0 &&
                    numbers[0] <= std::numeric_limits<std::uint32_t>::max();
  if (!fits) return std::nullopt;
  Cursor cursor;
  cursor.slot = static_cast<std::uint32_t>(numbers[0]);
  cursor.event = static_cast<std::uint64_t>(numbers[1]);
  cursor.issued = SystemTime(milliseconds(numbers[2]));
  cursor.began = SystemTime(milliseconds(numbers[3]));
  if (parts[4] == "true") {
    cursor.stage = Stage::kFetching;
  } else {
    cursor.stage = parts[5] == "true" ? Stage::kSyncing : Stage::kFetched;
  }
  return cursor;
}

}  // namespace

std::string Cursors::Write(const Cursor& cursor) const {
  const std::string fields = WithoutCode(cursor);
  const crypto::Sha1Bytes digest = key_.Sign(fields);
  std::uint64_t code = 0;
  for (size_t i = 0; i < 8; ++i) code = code << 8 | digest[i];
  // Thirteen digits that begin with 1, as a time in milliseconds has them.
  std::string text = Base64(fmt::format(
      "{}:{}", fields, 1'000'000'000'000 + code % 1'000'000'000'000));
  text.erase(std::min(text.find('='), text.size()));
  return text;
}

std::string Cursors::Issue(Cursor cursor, SystemTime now) {
  if (last_issued_ > now + kSetBack) last_issued_ = {};
  last_issued_ = std::max(now, last_issued_ + milliseconds(1));
  cursor.issued = last_issued_;
  return Write(cursor);
}

Cursors::Found Cursors::Find(std::string_view text, SystemTime now) const {
  if (text.size() > kMaxLength) {
    return {State::kUnknown, {}, "longer than any cursor"};
  }
  const auto plain = ReadBase64Loosely(text);
  const auto cursor = plain ? ReadFields(*plain) : std::nullopt;
  if (!cursor) return {State::kUnknown, {}, "not a cursor of this service"};
  const std::string own = Write(*cursor);
  if (own != text) {
    const std::string again = Base64(*plain);
    const bool same_fields = again.compare(0, own.size(), own) == 0;
    return {State::kUnknown,
            {},
            same_fields ? "a cursor of this service that was re-encoded"
                        : "a cursor of another server or of an earlier run, or "
                          "one that was altered"};
  }
  const bool expired =
      now - cursor->issued > kLifetime || cursor->issued <= expired_until_;
  return {expired ? State::kExpired : State::kGood, *cursor, ""};
}

}  // namespace mdmock::ade
