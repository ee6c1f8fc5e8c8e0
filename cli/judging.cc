#include "cli/judging.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/input.h"

namespace mdmock::cli {

Result<SystemTime> Judging::Now() const { return ReadTimeOption("--now", now); }

void AddJudging(CLI::App& command, Judging& judging, std::string_view printed) {
  command
      .add_option("--now", judging.now,
                  "judge as of this time: RFC 3339 or epoch seconds (default: "
                  "now)")
      ->type_name("TIME");
  command.add_flag("--strict", judging.strict,
                   "refuse what is doubtful as well");
  command.add_flag("--json", judging.json,
                   fmt::format("print {} as JSON", printed));
}

Result<void> CheckOneStandardInput(std::string_view options,
                                   const std::vector<std::string>& files) {
  if (std::count(files.begin(), files.end(), "-") <= 1) return {};
  return Failure{
      fmt::format("{}: only one of them can be -, standard input", options)};
}

}  // namespace mdmock::cli
