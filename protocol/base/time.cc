#include "protocol/base/time.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace mdmock {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Digits reads exactly `count` decimal digits and moves past them.
std::optional<int> Digits(std::string_view& text, size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool Take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

// Fraction reads ".123…" to the millisecond; no fraction is zero.
std::optional<milliseconds> Fraction(std::string_view& text) {
  if (!Take(text, ".")) return milliseconds(0);
  int value = 0;
  int num_digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (num_digits < 3) value = value * 10 + (text.front() - '0');
    ++num_digits;
    text.remove_prefix(1);
  }
  if (num_digits == 0) return std::nullopt;
  for (; num_digits < 3; ++num_digits) value *= 10;
  return milliseconds(value);
}

std::optional<minutes> Offset(std::string_view& text) {
  if (Take(text, "Zz")) return minutes(0);
  const bool west = !text.empty() && text.front() == '-';
  if (!Take(text, "+-")) return std::nullopt;
  const auto hour = Digits(text, 2);
  if (!hour || *hour > 23 || !Take(text, ":")) return std::nullopt;
  const auto minute = Digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const minutes offset(*hour * 60 + *minute);
  return west ? -offset : offset;
}

std::optional<SystemTime> ReadRfc3339(std::string_view text) {
  namespace c = std::chrono;
  const auto year = Digits(text, 4);
  if (!year || !Take(text, "-")) return std::nullopt;
  const auto month = Digits(text, 2);
  if (!month || !Take(text, "-")) return std::nullopt;
  const auto day = Digits(text, 2);
  if (!day || !Take(text, "Tt ")) return std::nullopt;
  const auto hour = Digits(text, 2);
  if (!hour || *hour > 23 || !Take(text, ":")) return std::nullopt;
  const auto minute = Digits(text, 2);
  if (!minute || *minute > 59 || !Take(text, ":")) return std::nullopt;
  const auto second = Digits(text, 2);
  if (!second || *second > 60) return std::nullopt;  // 60 is a leap second.
  const auto fraction = Fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = Offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const c::year_month_day date(c::year(*year),
                               c::month(static_cast<unsigned>(*month)),
                               c::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return c::sys_days(date) + c::hours(*hour) + minutes(*minute) +
         seconds(*second) + *fraction - *offset;
}

}  // namespace

Result<SystemTime> ReadTime(std::string_view text) {
  std::int64_t epoch = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), epoch);
  // The last second of the year 9999 is as far as RFC 3339 can say.
  constexpr std::int64_t kLastSecond = 253402300799;
  if (error == std::errc() && end == text.data() + text.size() &&
      epoch >= -kLastSecond && epoch <= kLastSecond) {
    return FromEpochSeconds(epoch);
  }
  if (const auto time = ReadRfc3339(text)) return *time;
  return Failure{fmt::format(
      "'{}' is not a time: expected RFC 3339 (2026-01-31T12:00:00Z) or whole "
      "seconds since 1970",
      text.substr(0, 64))};
}

std::string FormatTime(SystemTime time) {
  namespace c = std::chrono;
  const auto day = c::floor<c::days>(time);
  const c::year_month_day date(day);
  const c::hh_mm_ss clock(time - day);
  std::string text = fmt::format(
      "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0) {
    text += fmt::format(".{:03}", clock.subseconds().count());
  }
  return text + "Z";
}

std::int64_t EpochSeconds(SystemTime time) {
  return std::chrono::floor<seconds>(time).time_since_epoch().count();
}

SystemTime FromEpochSeconds(std::int64_t count) {
  return SystemTime(seconds(count));
}

std::string FormatDuration(seconds duration) {
  std::int64_t left =
      duration.count() < 0 ? -duration.count() : duration.count();
  std::string text;
  int num_units = 0;
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> kUnits{
      {{86400, "day"}, {3600, "h"}, {60, "min"}, {1, "s"}}};
  for (const auto& [size, name] : kUnits) {
    const std::int64_t count = left / size;
    left %= size;
    if (count == 0 || num_units == 2) continue;
    if (num_units++ > 0) text += ' ';
    text += fmt::format("{} {}{}", count, name,
                        size == 86400 && count > 1 ? "s" : "");
  }
  return text.empty() ? "0 s" : text;
}

}  // namespace mdmock
