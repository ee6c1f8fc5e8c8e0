#include "conformance/reference/client/waiting.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <thread>

#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/base/text.h"

namespace mdmock::reference {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::optional<milliseconds> RetryAfter(const http::Response& response) {
  const std::string* after = http::Find(response.headers, "Retry-After");
  if (after == nullptr) return std::nullopt;
  if (IsDigits(*after) && after->size() < 9) {
    return seconds(std::stol(*after));
  }
  const auto date = ReadHttpDate(*after);
  if (!date) return std::nullopt;
  return std::max(milliseconds(0), milliseconds(*date - world::Clock().Now()));
}

}  // namespace

std::optional<SystemTime> ReadHttpDate(const std::string& text) {
  constexpr std::array<std::string_view, 12> kMonths{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  for (size_t month = 0; month < kMonths.size(); ++month) {
    if (text.substr(8, 3) != kMonths[month]) continue;
    const auto time =
        ReadTime(fmt::format("{}-{:02d}-{}T{}Z", text.substr(12, 4), month + 1,
                             text.substr(5, 2), text.substr(17, 8)));
    return time ? std::optional(*time) : std::nullopt;
  }
  return std::nullopt;
}

std::string SkewNote(const http::Response& response, SystemTime now) {
  const std::string* date = http::Find(response.headers, "Date");
  const auto theirs = date == nullptr ? std::nullopt : ReadHttpDate(*date);
  if (!theirs) return "";
  const auto ahead = std::chrono::duration_cast<seconds>(*theirs - now);
  if (ahead < seconds(60) && ahead > seconds(-60)) return "";
  return fmt::format("; the service's clock is {} {} of ours",
                     FormatDuration(ahead < seconds(0) ? -ahead : ahead),
                     ahead < seconds(0) ? "behind" : "ahead");
}

Waiting::Waiting(const Settings& settings)
    : settings_(settings),
      deadline_(std::chrono::steady_clock::now() + settings.deadline / 2) {}

bool Waiting::Wait(int attempt, const http::Response* response) {
  const Mutation& mutation = settings_.mutation;
  if (mutation.Is("no-back-off")) return true;
  milliseconds pause(200 << (attempt - 1));
  pause +=
      milliseconds(world::Entropy(world::Entropy::FreshSeed())
                       .Below(static_cast<std::uint64_t>(pause.count()) / 4));
  if (response != nullptr && !mutation.Is("retry-after-ignored")) {
    if (const auto after = RetryAfter(*response)) {
      pause = std::max(pause, *after + milliseconds(20));
    }
  }
  if (std::chrono::steady_clock::now() + pause > deadline_) return false;
  std::this_thread::sleep_for(pause);
  return true;
}

}  // namespace mdmock::reference
