// From exec to the ready file: what a CI job waits for before its first
// request.
//
//   startup_bench [--runs N] [--smoke]

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

extern char** environ;

namespace mdmock::bench {
namespace {

using std::chrono::steady_clock;

constexpr double kTargetMs = 50;

// Folder is a new one, gone with what was written to it.
class Folder {
 public:
  Folder() {
    path_ = (std::filesystem::temp_directory_path() / "mdmock-bench-XXXXXX")
                .string();
    if (::mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~Folder() {
    ::unlink(File().c_str());
    ::rmdir(path_.c_str());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }
  std::string File() const { return path_ + "/ready.json"; }

 private:
  std::string path_;
};

pid_t Start(const std::string& ready_file) {
  std::vector<std::string> words = {
      MDMOCK_PROGRAM, "serve",  "ade",       "--quiet",      "--port",
      "ade=0",        "--port", "control=0", "--ready-file", ready_file};
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t pid = -1;
  if (::posix_spawn(&pid, MDMOCK_PROGRAM, nullptr, nullptr, argv.data(),
                    environ) != 0) {
    return -1;
  }
  return pid;
}

// The time of one start in milliseconds; nothing where it failed.
std::optional<double> StartOnce() {
  const Folder folder;
  const int watch = ::inotify_init1(IN_CLOEXEC);
  ::inotify_add_watch(watch, folder.path().c_str(), IN_MOVED_TO);
  const auto start = steady_clock::now();
  const pid_t pid = Start(folder.File());
  pollfd wait{.fd = watch, .events = POLLIN, .revents = 0};
  const bool ready = pid > 0 && ::poll(&wait, 1, 10'000) == 1;
  const std::chrono::duration<double, std::milli> took =
      steady_clock::now() - start;
  ::close(watch);
  if (pid <= 0) return std::nullopt;
  ::kill(pid, SIGTERM);
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (!ready || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return std::nullopt;
  }
  return took.count();
}

int Run(int num_runs) {
  std::vector<double> times;
  for (int i = 0; i < num_runs; ++i) {
    const auto took = StartOnce();
    if (!took) {
      fmt::print(stderr, "{} serve did not start and stop\n", MDMOCK_PROGRAM);
      return 1;
    }
    times.push_back(*took);
  }
  std::ranges::sort(times);
  const double median = times[times.size() / 2];
  fmt::print(
      "mdmock serve from exec to ready file: median {:.1f} ms of {} runs "
      "({:.1f} to {:.1f}); target: under {:.0f} ms: {}\n",
      median, times.size(), times.front(), times.back(), kTargetMs,
      median < kTargetMs ? "met" : "missed");
  return 0;
}

}  // namespace
}  // namespace mdmock::bench

int main(int argc, char** argv) {
  int num_runs = 51;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--smoke") num_runs = 3;
    if (word == "--runs" && i + 1 < argc) num_runs = std::atoi(argv[i + 1]);
  }
  return mdmock::bench::Run(std::max(num_runs, 1));
}
