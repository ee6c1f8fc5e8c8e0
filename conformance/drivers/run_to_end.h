#ifndef MDMOCK_CONFORMANCE_DRIVERS_RUN_TO_END_H_
#define MDMOCK_CONFORMANCE_DRIVERS_RUN_TO_END_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "conformance/drivers/process.h"

namespace mdmock::drivers {

// Finished is what came of a command that was run to its end.
struct Finished {
  bool timed_out = false;
  Exit exit;  // Meaningless where the warden was lost.
  std::string output;
  bool output_whole = true;  // Otherwise the middle of `output` is missing.
  std::string errors;
  std::chrono::milliseconds took{};
  Leftovers leftovers;
  bool warden_lost = false;
};

// RunToEnd gives a command `limit`, then ends it. Of its output the first
// `keep_output` bytes are kept, and some of the last.
Result<Finished> RunToEnd(const ProcessOptions& options,
                          std::chrono::milliseconds limit,
                          size_t keep_output = size_t{64} << 10);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_RUN_TO_END_H_
