#ifndef MDMOCK_CONFORMANCE_DRIVERS_DIAL_H_
#define MDMOCK_CONFORMANCE_DRIVERS_DIAL_H_

#include <string>

#include "conformance/drivers/deadline.h"
#include "conformance/drivers/descriptor.h"

namespace mdmock::drivers {

// Dialled is a TCP connection, or why there is none.
struct Dialled {
  enum class Problem {
    kNone,
    kName,         // The host's name is not known.
    kRefused,      // Nobody listens there.
    kUnreachable,  // There is no way to it.
    kTimeout,      // Nobody answers.
    kSystem        // We are out of sockets.
  };

  Descriptor socket;    // Does not block.
  std::string address;  // The one that was dialled last: "127.0.0.1".
  Problem problem = Problem::kNone;
  std::string what;  // One sentence, for a person.
};

// Dial tries every address of `host`, in the order that the system gives them,
// until `deadline`. Looking up a name is the system's business: it may take as
// long as that takes.
Dialled Dial(const std::string& host, int port, Deadline deadline);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_DIAL_H_
