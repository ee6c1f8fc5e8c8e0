#include "protocol/token/server_token.h"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>

#include "protocol/base/encoding.h"
#include "protocol/token/token_json.h"

namespace mdmock::token {
namespace {

constexpr std::string_view kAwkwardTail = "+/=&%~* x";

// The same day of the next year; the 29th of February becomes the 28th.
SystemTime NextYear(SystemTime time) {
  namespace c = std::chrono;
  const auto day = c::floor<c::days>(time);
  c::year_month_day date = c::year_month_day(day) + c::years(1);
  if (!date.ok()) date = date.year() / date.month() / c::last;
  return c::sys_days(date) + (time - day);
}

// Nine digits and one or two more, as the numbers in real access tokens have.
std::string Number(const cms::RandomBytes& random) {
  std::uint64_t value = 0;
  for (const char c : random(8)) {
    value = value << 8 | static_cast<unsigned char>(c);
  }
  constexpr std::uint64_t kLeast = 1'000'000'000;
  return std::to_string(kLeast + value % (99 * kLeast));
}

}  // namespace

std::string ToJson(const ServerToken& token) {
  nlohmann::ordered_json json{{"consumer_key", token.consumer_key},
                              {"consumer_secret", token.consumer_secret},
                              {"access_token", token.access_token},
                              {"access_secret", token.access_secret}};
  if (!token.access_token_expiry.empty()) {
    json["access_token_expiry"] = token.access_token_expiry;
  }
  return json.dump(-1, ' ', false,
                   nlohmann::ordered_json::error_handler_t::replace);
}

Result<ServerToken> ReadTokenJson(std::string_view text) {
  const TokenReading reading = ReadTokenFields(text);
  for (const Finding& finding : reading.findings) {
    if (finding.rule->severity != Severity::kRefusal) continue;
    return Failure{fmt::format("{}: expected {}, found {}", finding.where,
                               finding.expected, finding.actual)};
  }
  return *reading.token;
}

ServerToken NewServerToken(const cms::RandomBytes& random, SystemTime now,
                           Credentials credentials) {
  const std::string_view tail =
      credentials == Credentials::kAwkward ? kAwkwardTail : "";
  const auto hex = [&](size_t num_digits) {
    return Hex(random(num_digits / 2));
  };
  const SystemTime expiry =
      std::chrono::floor<std::chrono::seconds>(NextYear(now));
  ServerToken token;
  token.consumer_key = fmt::format("CK_{}{}", hex(96), tail);
  token.consumer_secret = fmt::format("CS_{}{}", hex(40), tail);
  const std::string number = Number(random);
  token.access_token = fmt::format("AT_O{}O{}O{}{}", number, hex(40),
                                   now.time_since_epoch().count(), tail);
  token.access_secret = fmt::format("AS_{}{}", hex(40), tail);
  token.access_token_expiry = FormatTime(expiry);
  token.expiry = expiry;
  return token;
}

}  // namespace mdmock::token
