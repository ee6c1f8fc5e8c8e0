#include "tests/conformance/drivers/processes.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "protocol/base/text.h"

namespace mdmock::drivers {
namespace {

std::string Contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();  // It may end meanwhile, which throws in a streambuf.
  return text.str();
}

}  // namespace

std::string NewMark() {
  static std::atomic<int> count = 0;
  return fmt::format(
      "mark-{}-{}-{}", ::getpid(),
      std::chrono::steady_clock::now().time_since_epoch().count(), ++count);
}

std::vector<std::string> ProcessesWith(const std::string& mark) {
  std::vector<std::string> found;
  for (const auto& one : std::filesystem::directory_iterator("/proc")) {
    const std::string number = one.path().filename();
    if (!IsDigits(number) || number == std::to_string(::getpid())) continue;
    const std::string command = Contents(one.path() / "cmdline");
    if (command.find(mark) == std::string::npos &&
        Contents(one.path() / "environ").find(mark) == std::string::npos) {
      continue;
    }
    found.push_back(number + " " + Printable(command));
  }
  return found;
}

bool HasChildren() {
  siginfo_t ended{};
  return ::waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0;
}

size_t NumDescriptors() {
  const std::filesystem::directory_iterator open("/proc/self/fd");
  return static_cast<size_t>(std::distance(begin(open), end(open)));
}

std::string ScriptCommand(const std::string& script,
                          const std::string& arguments) {
  const std::string path =
      MDMOCK_SOURCE_DIR "/tests/conformance/drivers/clients/" + script;
  return fmt::format("exec {} '{}' {}",
                     script.ends_with(".py") ? MDMOCK_PYTHON : "sh", path,
                     arguments);
}

}  // namespace mdmock::drivers
