#include "conformance/drivers/sweep.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): SIGKILL
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <set>
#include <string>

#include "conformance/drivers/descriptor.h"
#include "protocol/base/text.h"

namespace mdmock::drivers {
namespace {

std::string Environment(const Descriptor& process) {
  const Descriptor file(
      ::openat(process.get(), "environ", O_RDONLY | O_CLOEXEC));
  std::string environment;
  std::array<char, 4096> bytes;
  ssize_t length = 0;
  while (file &&
         (length = ::read(file.get(), bytes.data(), bytes.size())) > 0) {
    environment.append(bytes.data(), static_cast<size_t>(length));
  }
  return environment;
}

bool Holds(const std::string& environment, std::string_view entry) {
  for (const std::string_view one : Split(environment, '\0')) {
    if (one == entry) return true;
  }
  return false;
}

}  // namespace

int SweepByEnvironment(std::string_view entry) {
  struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
  };
  // What is forked while we read the list is there the next time.
  constexpr int kRounds = 20;
  std::set<std::string> killed;
  for (int round = 0; round < kRounds; ++round) {
    const std::unique_ptr<DIR, CloseFolder> processes(::opendir("/proc"));
    if (!processes) break;
    bool found = false;
    while (const dirent* one = ::readdir(processes.get())) {
      if (!IsDigits(one->d_name)) continue;
      const std::string path = std::string("/proc/") + one->d_name;
      const Descriptor process(
          ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
      if (!process || !Holds(Environment(process), entry)) continue;
      // Through the folder, so that it is this process and no later one of the
      // same number.
      if (::syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr,
                    0) == 0) {
        killed.insert(path);
        found = true;
      }
    }
    if (!found) break;
  }
  return static_cast<int>(killed.size());
}

}  // namespace mdmock::drivers
