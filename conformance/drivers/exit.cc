#include "conformance/drivers/exit.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>

namespace mdmock::drivers {

std::string Describe(const Exit& exit) {
  if (!exit.by_signal) return fmt::format("exit code {}", exit.number);
  const char* name = ::sigabbrev_np(exit.number);
  return name == nullptr ? fmt::format("signal {}", exit.number)
                         : fmt::format("SIG{} (signal {})", name, exit.number);
}

Exit ThroughShell(const Exit& exit) {
  constexpr std::array kDeaths{SIGILL, SIGTRAP, SIGABRT, SIGBUS,
                               SIGFPE, SIGKILL, SIGSEGV, SIGSYS};
  const int signal = exit.number - 128;
  if (exit.by_signal ||
      std::find(kDeaths.begin(), kDeaths.end(), signal) == kDeaths.end()) {
    return exit;
  }
  return {.by_signal = true, .number = signal};
}

Exit ReadStatus(int status) {
  if (WIFSIGNALED(status)) {
    return {.by_signal = true, .number = WTERMSIG(status)};
  }
  return {.by_signal = false, .number = WEXITSTATUS(status)};
}

}  // namespace mdmock::drivers
