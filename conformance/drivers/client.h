#ifndef MDMOCK_CONFORMANCE_DRIVERS_CLIENT_H_
#define MDMOCK_CONFORMANCE_DRIVERS_CLIENT_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/drivers/process.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"

namespace mdmock::drivers {

// Target is where an operation finds the mock and what it may show it. All but
// the addresses and the passwords are paths; "" is not passed on.
struct Target {
  std::string url;        // Plain http.
  std::string https_url;  // The same service.
  std::string ca;         // PEM, of the https_url.
  std::string token;      // ADE: token.json.
  std::string state;      // A folder kept for the length of a scenario.
  std::string p12;        // Workspace ONE: the administrator's key.
  std::string p12_password;
  std::string tenant_code;
};

// Operation is one thing that a client is asked to do. docs/shim.md lists them.
struct Operation {
  std::string op;                // "session"
  std::string arguments = "{}";  // A JSON object.
  Target target;
  std::chrono::milliseconds deadline{30'000};
  std::optional<SystemTime> clock;  // What the mock believes in, if not the
                                    // real time.
};

// Ending is what came of an operation, as far as the driver can tell.
enum class Ending {
  kSucceeded,
  kReportedError,  // The client says that it did not work.
  kNotSupported,   // The client says that it cannot do such a thing.
  kCrashed,        // It died before it had said anything.
  kTimedOut,
  kGarbage,  // It said something that is not in the protocol.
  kUnusable  // The command cannot be run at all: a matter of configuration.
};
std::string_view Name(Ending ending);  // "reported-error"

// Done is all that is known of one operation. What the client wrote is as it
// came: any bytes, secrets included.
struct Done {
  Ending ending = Ending::kSucceeded;

  // Why it ended like this, for a person: the client's words after
  // kReportedError and kNotSupported in a shim, else ours. It ends with the
  // processes that were left behind; where there are none, it is "" after
  // kSucceeded.
  std::string detail;

  // What a shim says that the operation was refused for (docs/shim.md lists the
  // classes). "" where it gave an error of its own, and from other clients.
  std::string error_class;

  std::string output;        // A JSON object that came with a success, or "".
  std::string output_text;   // Standard output; long ones lack the middle.
  std::string errors_text;   // Standard error; likewise.
  std::optional<Exit> exit;  // Of a process that ended by or in this operation.
  std::chrono::milliseconds took{};
  Leftovers leftovers;

  // Something to know about the client besides: that its process had died since
  // the last operation, or said more than it was asked for.
  std::string note;
};

// TellLeftovers has `detail` say what `leftovers` hold. Drivers do so.
void TellLeftovers(Done& done);

// Client is an implementation under test. Both ways to drive one (EachDriver,
// ShimDriver) answer alike, so that the same checks run over either.
class Client {
 public:
  virtual ~Client() = default;

  // Do puts one operation to the client and waits for what comes of it: no
  // longer than the deadline and some seconds in which it is got rid of. From
  // any thread. A Failure is ours: no more processes, for instance.
  virtual Result<Done> Do(const Operation& operation) = 0;

  // End ends what is kept of the client, and gives what is worth knowing of how
  // it went: what it left behind, or that it did not want to. Nobody may be in
  // Do, or call it afterwards.
  virtual std::string End() { return ""; }
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_CLIENT_H_
