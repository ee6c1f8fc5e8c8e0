#ifndef MDMOCK_CONFORMANCE_DRIVERS_PIPES_H_
#define MDMOCK_CONFORMANCE_DRIVERS_PIPES_H_

#include <sys/types.h>

#include <string_view>

#include "conformance/drivers/descriptor.h"
#include "protocol/base/result.h"

// What a process of ours and a client say to each other through.
namespace mdmock::drivers {

// SystemFailure says what errno means.
Failure SystemFailure(std::string_view doing_what);

// Ends are two descriptors that belong together. Ours does not block; theirs is
// at least WardenPlan::kFirstFree. Neither outlives an exec by itself.
struct Ends {
  Descriptor ours;
  Descriptor theirs;
};

// A pipe that we read.
Result<Ends> MakeOutput();
// A pipe that we write, or, where there is nothing to feed, no end of ours and
// one of theirs that is empty.
Result<Ends> MakeInput(bool feeds_input);
// A pair of sockets that keep messages apart.
Result<Ends> MakeControl();

// WriteQuietly is write(), to a pipe that perhaps nobody reads any more: EPIPE
// without SIGPIPE.
ssize_t WriteQuietly(int to, std::string_view bytes);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_PIPES_H_
