#ifndef MDMOCK_CONFORMANCE_DRIVERS_WARDEN_H_
#define MDMOCK_CONFORMANCE_DRIVERS_WARDEN_H_

#include <spawn.h>
#include <sys/types.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace mdmock::drivers {

// A warden is a process of ours between us and one client. It is the reaper of
// everything that the client starts: what is forked twice, or has a session of
// its own, becomes the warden's child when its parent goes, and nothing can be
// left behind while the warden stands. It only ever signals children that it
// has not reaped, so that no number can meanwhile have become another process.
//
// The client runs in a session of its own. Once its process has ended, what it
// started has `settle_ms` to end too, then it is told to (SIGTERM), and after
// `grace_ms` made to (SIGKILL). The warden ends when nobody is left. When we
// go, however suddenly, it kills all at once.
struct WardenPlan {
  // At least kFirstFree each.
  int in = -1;
  int out = -1;
  int err = -1;
  int control = -1;  // SOCK_SEQPACKET: Orders come in, Reports go out.

  const char* folder = nullptr;  // To run in; null for ours.
  char* const* arguments = nullptr;
  char* const* environment = nullptr;
  const posix_spawnattr_t* attributes = nullptr;
  int num_descriptors = 0;  // More than any that may be open.
  int settle_ms = 0;
  int grace_ms = 0;

  // Below are the warden's own: the client's three, and the control socket.
  static constexpr int kFirstFree = 4;
};

enum class Order : char {
  kEnd = 'e',  // SIGTERM to all; SIGKILL after the grace.
  kKill = 'k'  // SIGKILL to all.
};

// WardenReport is one message of the warden.
struct WardenReport {
  enum class Kind : std::uint8_t {
    kStarted,     // `number` is the client's process id.
    kNotStarted,  // `number` is an errno. The last report.
    kEnded,       // The client's process: `number` is how, as waitpid has it.
    kGone         // Everybody is. The last report.
  };
  static constexpr size_t kNames = 4;

  Kind kind = Kind::kGone;
  int number = 0;
  // Of kGone: processes other than the client that had to be killed, or told
  // to end after it had; the names of the first; and those that could not be
  // killed.
  int num_leftovers = 0;
  int num_unkillable = 0;
  std::array<std::array<char, 16>, kNames> names{};
};

// RunWarden is all that the forked process does. It calls nothing but what is
// safe after a fork of a program with threads: no allocation, no lock. All
// signals must be blocked.
[[noreturn]] void RunWarden(const WardenPlan& plan);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_WARDEN_H_
