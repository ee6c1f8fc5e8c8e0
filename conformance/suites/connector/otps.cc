#include "conformance/suites/connector/otps.h"

#include <fmt/format.h>

#include <chrono>
#include <string_view>

#include "conformance/drivers/run_to_end.h"
#include "protocol/base/text.h"

namespace mdmock::conformance::pki {
namespace {

constexpr std::chrono::seconds kPatience(10);
constexpr size_t kMaxOutput = 4096;

Otps::Given Complain(const TestUser& user, const std::string& what) {
  return {.unable = Misconfigured(fmt::format("otp_command of {}: {}",
                                              Printable(user.name, 80), what))};
}

}  // namespace

Otps::Given Otps::Next(const TestUser& user) {
  if (!user.otp_command.empty()) return Run(user);
  if (!user.otp || user.otp_reusable) return {.otp = user.otp};
  const std::lock_guard lock(mutex_);
  if (spent_.insert(user.name).second) return {.otp = user.otp};
  return {.unable = Skip(fmt::format(
              "{} has one password that is good once, and it has been used: "
              "give otp_command, or otp_reusable",
              Printable(user.name, 80)))};
}

Otps::Given Otps::Run(const TestUser& user) {
  commands_.acquire();
  const auto finished = drivers::RunToEnd(
      {.command = user.otp_command, .folder = folder_.string()}, kPatience,
      kMaxOutput);
  commands_.release();
  if (!finished) return {.unable = Broken(finished.error().what)};
  if (finished->timed_out) {
    return Complain(user, "it does not end in 10 seconds");
  }
  if (finished->exit.by_signal || finished->exit.number != 0) {
    return Complain(
        user, fmt::format("{}; it says: {}", Describe(finished->exit),
                          Printable(Trim(finished->errors, " \r\n"), 200)));
  }
  const std::string_view output = finished->output;
  const std::string_view line =
      Trim(output.substr(0, output.find('\n')), " \t\r");
  if (line.empty()) return Complain(user, "it prints no password");
  return {.otp = std::string(line)};
}

}  // namespace mdmock::conformance::pki
