#ifndef MDMOCK_CONFORMANCE_DRIVERS_SHIM_SESSION_H_
#define MDMOCK_CONFORMANCE_DRIVERS_SHIM_SESSION_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/drivers/line_reader.h"
#include "conformance/drivers/process.h"
#include "conformance/drivers/shim_message.h"

namespace mdmock::drivers {

// ShimSession is one process of a shim that has answered hello.
class ShimSession {
 public:
  // Opened is a session, or what is wrong with the shim.
  struct Opened {
    std::unique_ptr<ShimSession> session;
    std::string problem;
    bool hopeless = false;  // Trying again would change nothing.
  };

  // Open starts the process and greets it. A Failure is ours.
  static Result<Opened> Open(const std::string& command,
                             std::chrono::milliseconds limit);

  // Stop says so and gives the process `limit` to end. It gives what was odd
  // about that, for a person; "" where nothing was.
  std::string Stop(std::chrono::milliseconds limit);

  // Break ends the process and all that it has started.
  void Break();

  void Send(std::string_view line) { process_->Feed(line); }

  // Pump waits as Process::Pump does, then takes in what was said.
  bool Pump(Deadline deadline, int wake = -1);
  LineReader& lines() { return lines_; }

  const Process& process() const { return *process_; }
  void ForgetErrors() { process_->ForgetErrors(); }
  const Greeting& greeting() const { return greeting_; }

 private:
  explicit ShimSession(std::unique_ptr<Process> process)
      : process_(std::move(process)) {}

  Opened Refuse(std::string why, bool hopeless = false);
  Opened Greet(std::unique_ptr<ShimSession> self, Deadline deadline);

  std::unique_ptr<Process> process_;
  LineReader lines_{kLongestLine};
  Greeting greeting_;
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_SHIM_SESSION_H_
