#ifndef MDMOCK_CONFORMANCE_DRIVERS_PROCESS_H_
#define MDMOCK_CONFORMANCE_DRIVERS_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/drivers/bounded_text.h"
#include "conformance/drivers/deadline.h"
#include "conformance/drivers/descriptor.h"
#include "conformance/drivers/exit.h"
#include "protocol/base/result.h"

// Somebody else's programs, run so that nothing they do can hurt the run: not a
// hang, a crash, a flood, nor a child that wants to outlive it (warden.h).
namespace mdmock::drivers {

// Leftovers are processes that a client started and that were still there when
// it had ended. They have been killed.
struct Leftovers {
  int num_processes = 0;
  std::vector<std::string> names;  // Of the first few.
  int num_unkillable = 0;          // They hang in the kernel.
};

struct ProcessOptions {
  std::string command;  // For `sh -c`.
  // Added to our own environment; without a value, taken out of it.
  std::map<std::string, std::optional<std::string>> environment;
  std::string folder;        // To run in; "" for ours.
  bool feeds_input = false;  // Otherwise standard input is empty.
  // How long what the client started may go on after it has ended, and how long
  // everybody has from SIGTERM to SIGKILL.
  std::chrono::milliseconds settle{200};
  std::chrono::milliseconds grace{1000};
  size_t keep_errors = size_t{64} << 10;  // First and last bytes of stderr.
};

// Process is a running command. Its output is read, and its input written,
// while somebody is in Pump; one thread at a time. Any number of Processes may
// run at once. Destroying it kills all that is left of it, and waits for that.
class Process {
 public:
  // A Failure where the system gives no more processes or descriptors, or there
  // is no such folder. A command that does not exist is the shell's to report
  // (exit code 127).
  static Result<std::unique_ptr<Process>> Start(const ProcessOptions& options);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Feed has Pump write `bytes` to standard input. What the program does not
  // take is dropped when it ends.
  void Feed(std::string_view bytes) { to_write_.append(bytes); }
  void CloseInput() { close_input_ = true; }

  // Pump waits until something happens, `wake` (a descriptor, or -1) has
  // something to read, or `deadline` has come, and moves some bytes. False
  // where it was the deadline.
  bool Pump(Deadline deadline, int wake = -1);

  // TakeOutput gives what came on standard output since it was last called: one
  // Pump's worth is at most 64 KiB.
  std::string TakeOutput() { return std::exchange(output_, {}); }
  bool output_ended() const { return !out_; }

  // Whether the program has not read all that it was fed.
  bool input_left() const;

  const BoundedText& errors() const { return errors_; }
  void ForgetErrors() { errors_.Clear(); }

  // End asks everybody to end, and makes them after the grace; KillAll does
  // not ask. Both return at once: Pump until over().
  void End();
  void KillAll();

  // How the command's own process ended, once it has.
  const std::optional<Exit>& exit() const { return exit_; }

  // Whether all processes are gone and all that they said has been read.
  bool over() const { return gone_ && !out_ && !err_; }
  const Leftovers& leftovers() const { return leftovers_; }

  // Whether the warden was killed, which only a client can have done. What the
  // client left behind was then searched for by its environment.
  bool warden_lost() const { return warden_lost_; }

 private:
  explicit Process(const ProcessOptions& options);

  Result<void> Launch(const ProcessOptions& options);
  Result<void> AwaitStart();
  void Read(Descriptor& from);
  void Write();
  void ReadReport();
  void LoseWarden();
  void ReapWarden();

  const std::string run_id_;
  pid_t warden_ = -1;
  Descriptor in_, out_, err_, control_;
  std::string to_write_;
  size_t num_written_ = 0;   // Of to_write_.
  bool input_lost_ = false;  // It had closed its input before.
  bool close_input_ = false;
  std::string output_;
  BoundedText errors_;
  std::optional<Exit> exit_;
  bool gone_ = false;
  bool warden_lost_ = false;
  Leftovers leftovers_;
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_PROCESS_H_
