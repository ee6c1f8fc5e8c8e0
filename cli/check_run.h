#ifndef MDMOCK_CLI_CHECK_RUN_H_
#define MDMOCK_CLI_CHECK_RUN_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/check_reports.h"
#include "conformance/check.h"
#include "conformance/results.h"
#include "conformance/selection.h"
#include "protocol/base/result.h"

namespace CLI {
class App;
}

// What every `mdmock check` does the same way, whatever is judged.
namespace mdmock::cli {

// RunOptions are those that every suite has.
struct RunOptions {
  std::vector<std::string> run;   // Globs.
  std::vector<std::string> skip;  // Globs.
  std::string level = "may";
  bool list = false;
  bool strict = false;
  bool json = false;
  std::string seed;  // "": a new one.
  double timeout_s = 30;
  size_t jobs = 0;  // 0: as many as the suite thinks best.
  ReportFiles reports;
  BaselineOptions baseline;
};

// AddRunOptions adds them; `limited` is what --timeout is about: "operation".
void AddRunOptions(CLI::App& command, RunOptions& options,
                   std::string_view limited);

conformance::Selection SelectionOf(const RunOptions& options);
std::chrono::milliseconds LimitOf(const RunOptions& options);

// Listed is what a suite has. The controls run whatever is selected; they may
// be named all the same, as the line that repeats one does.
struct Listed {
  std::string command;  // "mdmock check ade-client"
  std::vector<conformance::Check> checks;
  std::vector<conformance::Check> controls;
};

// EndEarly gives an exit code where there is nothing to run: --list, or a
// selection that leaves nothing or matches nothing.
std::optional<int> EndEarly(const Listed& suite, const RunOptions& options);

// Prepared is what has to be right before a run begins.
struct Prepared {
  std::uint64_t seed = 0;
  conformance::Baseline baseline;
  // What repeats the run, but for reports and selection.
  std::string command_line;
  // Prints a result as it comes; none under --json.
  std::function<void(const conformance::CheckResult&)> told;
};

// Prepare fails where an option cannot be used. `subject` is what stands in the
// command line for what is judged, quoted for a shell.
Result<Prepared> Prepare(const Listed& suite, const RunOptions& options,
                         const std::string& subject);

// Report writes the files that were asked for, and the JSON on stdout.
Result<void> Report(const Listed& suite, const RunOptions& options,
                    const conformance::Results& results);

// Finish uses the baseline, prints and writes the results, and gives the exit
// code.
int Finish(const Listed& suite, const RunOptions& options, Prepared prepared,
           conformance::Results results);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_CHECK_RUN_H_
