#include "conformance/drivers/warden.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill, sigaction
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <ctime>

namespace mdmock::drivers {
namespace {

constexpr int kControl = 3;
constexpr int kSweepAgainMs = 10;
// A process in uninterruptible sleep outlives SIGKILL; nobody waits for it
// longer than this.
constexpr std::int64_t kGiveUpMs = 5000;

std::int64_t NowMs() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

// CloseFrom closes what the program had open. close_range is of Linux 5.9.
void CloseFrom(int first, int num_descriptors) {
  if (::close_range(static_cast<unsigned>(first), UINT_MAX, 0) == 0) return;
  for (int number = first; number < num_descriptors; ++number) ::close(number);
}

// Writes "/proc/<pid>/comm" without help.
void CommPath(pid_t pid, std::array<char, 32>& path) {
  std::array<char, 16> digits{};
  size_t num_digits = 0;
  for (; pid > 0; pid /= 10) {
    digits[num_digits++] = static_cast<char>('0' + pid % 10);
  }
  constexpr const char* kBefore = "/proc/";
  constexpr const char* kAfter = "/comm";
  char* end = path.data();
  for (const char* c = kBefore; *c != '\0'; ++c) *end++ = *c;
  while (num_digits > 0) *end++ = digits[--num_digits];
  for (const char* c = kAfter; *c != '\0'; ++c) *end++ = *c;
  *end = '\0';
}

class Warden {
 public:
  explicit Warden(const WardenPlan& plan) : plan_(plan) {}

  [[noreturn]] void Run() {
    Prepare();
    if (!Spawn()) ::_exit(0);
    const int signals = WatchChildren();
    for (;;) {
      if (!Reap()) Finish();
      if (phase_ != Phase::kRunning && NowMs() >= phase_ends_) NextPhase();
      if (phase_ == Phase::kEnding) ForEachChild(SIGTERM);
      if (phase_ == Phase::kKilling) ForEachChild(SIGKILL);
      Wait(signals);
    }
  }

 private:
  enum class Phase {
    kRunning,   // The client is.
    kSettling,  // It has ended; the others may do so by themselves.
    kEnding,    // All are told to.
    kKilling
  };

  void Prepare() {
    ::setsid();
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    // Sanitizers put a function of theirs, with a lock, before prctl.
    ::syscall(SYS_prctl, PR_SET_NAME, "mdmock-warden", 0, 0, 0);
    // Where the program ignores it, children would vanish without a word.
    struct sigaction standard {};
    standard.sa_handler = SIG_DFL;
    ::sigaction(SIGCHLD, &standard, nullptr);
    ::dup2(plan_.in, 0);
    ::dup2(plan_.out, 1);
    ::dup2(plan_.err, 2);
    ::dup3(plan_.control, kControl, O_CLOEXEC);
    CloseFrom(WardenPlan::kFirstFree, plan_.num_descriptors);
  }

  bool Spawn() {
    int error = 0;
    if (plan_.folder != nullptr && ::chdir(plan_.folder) != 0) {
      error = errno;
    } else {
      error = ::posix_spawn(&client_, "/bin/sh", nullptr, plan_.attributes,
                            plan_.arguments, plan_.environment);
    }
    Tell(error == 0 ? WardenReport{.kind = WardenReport::Kind::kStarted,
                                   .number = client_}
                    : WardenReport{.kind = WardenReport::Kind::kNotStarted,
                                   .number = error});
    // The pipes are the client's alone, or their end would never be seen.
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int number = 0; number < kControl; ++number) {
      if (nothing >= 0) {
        ::dup2(nothing, number);
      } else {
        ::close(number);
      }
    }
    if (nothing > kControl) ::close(nothing);
    return error == 0;
  }

  static int WatchChildren() {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    return ::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  }

  // Takes leave of all who have ended; false when there are no children left.
  bool Reap() {
    for (;;) {
      siginfo_t ended{};
      if (::waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) != 0) {
        if (errno == EINTR) continue;
        return false;
      }
      if (ended.si_pid == 0) return true;
      const pid_t pid = ended.si_pid;
      if (counting_ && pid != client_) Count(pid);
      int status = 0;
      ::waitpid(pid, &status, WNOHANG);
      if (pid != client_) continue;
      client_gone_ = true;
      Tell({.kind = WardenReport::Kind::kEnded, .number = status});
      if (phase_ == Phase::kRunning) {
        phase_ = Phase::kSettling;
        phase_ends_ = NowMs() + plan_.settle_ms;
      }
    }
  }

  void NextPhase() {
    switch (phase_) {
      case Phase::kRunning:
        break;
      case Phase::kSettling:
        counting_ = true;
        End();
        break;
      case Phase::kEnding:
        Kill();
        break;
      case Phase::kKilling:
        ForEachChild(0);
        Finish();
    }
  }

  void End() {
    if (phase_ >= Phase::kEnding) return;
    phase_ = Phase::kEnding;
    phase_ends_ = NowMs() + plan_.grace_ms;
    // Its number is its group's, and nobody else's until it is reaped.
    if (!client_gone_) ::kill(-client_, SIGTERM);
  }

  void Kill() {
    if (phase_ >= Phase::kKilling) return;
    phase_ = Phase::kKilling;
    phase_ends_ = NowMs() + kGiveUpMs;
    counting_ = true;
    if (!client_gone_) ::kill(-client_, SIGKILL);
  }

  // Sends `signal` to each child but the client (End and Kill have seen to its
  // group); with 0 it only counts them. The kernel's list may miss one while
  // others end; it is there the next time.
  void ForEachChild(int signal) {
    char path[] = "/proc/thread-self/children";
    const int list = ::open(path, O_RDONLY | O_CLOEXEC);
    if (list < 0) return;
    std::array<char, 4096> text;
    pid_t pid = 0;
    ssize_t length = 0;
    while ((length = ::read(list, text.data(), text.size())) > 0) {
      for (ssize_t i = 0; i < length; ++i) {
        const char c = text[static_cast<size_t>(i)];
        if (c >= '0' && c <= '9') {
          pid = pid * 10 + (c - '0');
          continue;
        }
        if (pid > 0 && signal == 0) ++num_unkillable_;
        if (pid > 0 && signal != 0 && pid != client_) ::kill(pid, signal);
        pid = 0;
      }
    }
    ::close(list);
  }

  void Count(pid_t pid) {
    const auto index = static_cast<size_t>(num_leftovers_++);
    if (index >= names_.size()) return;
    std::array<char, 32> path{};
    CommPath(pid, path);
    const int comm = ::open(path.data(), O_RDONLY | O_CLOEXEC);
    if (comm < 0) return;
    auto& name = names_[index];
    const ssize_t length = ::read(comm, name.data(), name.size());
    ::close(comm);
    // The line ends in LF; the array, always, in NUL.
    name[static_cast<size_t>(std::clamp<ssize_t>(length - 1, 0, 15))] = '\0';
  }

  void Wait(int signals) {
    int timeout = -1;
    if (phase_ == Phase::kKilling) {
      timeout = kSweepAgainMs;
    } else if (phase_ != Phase::kRunning) {
      timeout =
          static_cast<int>(std::max<std::int64_t>(0, phase_ends_ - NowMs()));
    }
    std::array<pollfd, 2> waiting{
        pollfd{.fd = kControl, .events = POLLIN, .revents = 0},
        pollfd{.fd = signals, .events = POLLIN, .revents = 0}};
    ::poll(waiting.data(), waiting.size(), timeout);
    if (waiting[1].revents != 0) {
      signalfd_siginfo seen{};
      while (::read(signals, &seen, sizeof seen) > 0) {
      }
    }
    if (waiting[0].revents != 0) Obey();
  }

  void Obey() {
    char order = 0;
    const ssize_t length = ::recv(kControl, &order, 1, MSG_DONTWAIT);
    if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (length == 1 && order == static_cast<char>(Order::kEnd)) return End();
    // Told to, or there is nobody any more to tell us.
    Kill();
  }

  void Tell(const WardenReport& report) {
    ::send(kControl, &report, sizeof report, MSG_NOSIGNAL);
  }

  [[noreturn]] void Finish() {
    Tell({.kind = WardenReport::Kind::kGone,
          .num_leftovers = num_leftovers_,
          .num_unkillable = num_unkillable_,
          .names = names_});
    ::_exit(0);
  }

  const WardenPlan& plan_;
  pid_t client_ = -1;
  bool client_gone_ = false;
  Phase phase_ = Phase::kRunning;
  std::int64_t phase_ends_ = 0;
  bool counting_ = false;  // Whether who ends now is a leftover.
  int num_leftovers_ = 0;
  int num_unkillable_ = 0;
  std::array<std::array<char, 16>, WardenReport::kNames> names_{};
};

}  // namespace

void RunWarden(const WardenPlan& plan) { Warden(plan).Run(); }

}  // namespace mdmock::drivers
