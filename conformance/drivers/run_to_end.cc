#include "conformance/drivers/run_to_end.h"

#include "conformance/drivers/bounded_text.h"

namespace mdmock::drivers {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

Result<Finished> RunToEnd(const ProcessOptions& options, milliseconds limit,
                          size_t keep_output) {
  const auto begun = steady_clock::now();
  auto process = Process::Start(options);
  if (!process) return process.error();
  Process& running = **process;
  constexpr size_t kLast = size_t{16} << 10;
  BoundedText output(keep_output, kLast);
  Finished finished;
  while (!running.over()) {
    const bool ended = running.exit() || finished.timed_out;
    running.Pump(ended ? Deadline::max() : begun + limit);
    output.Add(running.TakeOutput());
    if (ended) continue;
    finished.took =
        std::chrono::duration_cast<milliseconds>(steady_clock::now() - begun);
    if (running.exit() || finished.took < limit) continue;
    finished.timed_out = true;
    running.End();
  }
  if (running.exit()) finished.exit = *running.exit();
  finished.output = output.Text();
  finished.output_whole = output.whole();
  finished.errors = running.errors().Text();
  finished.leftovers = running.leftovers();
  finished.warden_lost = running.warden_lost();
  return finished;
}

}  // namespace mdmock::drivers
