#include "conformance/drivers/pipes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigset_t
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "conformance/drivers/warden.h"

namespace mdmock::drivers {
namespace {

// Away from the numbers that the warden gives a meaning to.
Result<Descriptor> HighEnough(int number) {
  Descriptor low(number);
  if (!low) return SystemFailure("cannot make a pipe");
  if (number >= WardenPlan::kFirstFree) return low;
  Descriptor high(::fcntl(number, F_DUPFD_CLOEXEC, WardenPlan::kFirstFree));
  if (!high) return SystemFailure("cannot make a pipe");
  return high;
}

Result<Ends> MakeEnds(int ours, int theirs) {
  auto first = HighEnough(ours);
  auto second = HighEnough(theirs);
  if (!first) return first.error();
  if (!second) return second.error();
  ::fcntl(first->get(), F_SETFL, ::fcntl(first->get(), F_GETFL) | O_NONBLOCK);
  return Ends{.ours = *std::move(first), .theirs = *std::move(second)};
}

enum class Direction { kToUs, kFromUs };

Result<Ends> MakePipe(Direction direction) {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return SystemFailure("cannot make a pipe");
  }
  return direction == Direction::kToUs ? MakeEnds(ends[0], ends[1])
                                       : MakeEnds(ends[1], ends[0]);
}

}  // namespace

Failure SystemFailure(std::string_view doing_what) {
  return {fmt::format("{}: {}", doing_what, ::strerrordesc_np(errno))};
}

Result<Ends> MakeOutput() { return MakePipe(Direction::kToUs); }

Result<Ends> MakeControl() {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) !=
      0) {
    return SystemFailure("cannot make a pair of sockets");
  }
  return MakeEnds(ends[0], ends[1]);
}

Result<Ends> MakeInput(bool feeds_input) {
  if (feeds_input) return MakePipe(Direction::kFromUs);
  auto nothing = HighEnough(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!nothing) return nothing.error();
  return Ends{.theirs = *std::move(nothing)};
}

// SIGPIPE would end us: it is held back in this thread, and taken away if it
// was ours.
ssize_t WriteQuietly(int to, std::string_view bytes) {
  sigset_t pipe;
  sigset_t before;
  sigset_t pending;
  ::sigemptyset(&pipe);
  ::sigaddset(&pipe, SIGPIPE);
  ::sigpending(&pending);
  const bool was_pending = ::sigismember(&pending, SIGPIPE) == 1;
  ::pthread_sigmask(SIG_BLOCK, &pipe, &before);
  const ssize_t length = ::write(to, bytes.data(), bytes.size());
  const int error = errno;
  if (length < 0 && error == EPIPE && !was_pending) {
    const timespec at_once{};
    while (::sigtimedwait(&pipe, nullptr, &at_once) < 0 && errno == EINTR) {
    }
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return length;
}

}  // namespace mdmock::drivers
