#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/output.h"
#include "conformance/drivers/each_driver.h"
#include "conformance/reference/ade_client/run.h"
#include "conformance/report/report_html.h"
#include "conformance/report/report_text.h"
#include "conformance/suites/ade_client/ade_client_suite.h"
#include "conformance/suites/ade_mock_suite.h"
#include "mocks/world/entropy.h"
#include "protocol/base/text.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::string html = "mdmock-demo.html";
  std::string seed;
  bool is_reference_client = false;
};

void PrintExample(std::string_view example) {
  fmt::print("One of them, as the journal has it:\n\n");
  for (const std::string_view line : Split(Trim(example, "\n"), '\n')) {
    fmt::print("  | {}\n", line.substr(0, 110));
  }
}

// The mock, at which a client makes every mistake.
conformance::Results TryMock(std::uint64_t seed, Colour colour) {
  fmt::print(
      "mdmock {}: a client makes every OAuth mistake that mdmock knows, one at "
      "a time,\nat a mock of Apple's ADE service, and the mock says which one "
      "it was.\n\n",
      MDMOCK_VERSION);
  std::fflush(stdout);
  const conformance::AdeMockRun run = conformance::RunAdeMockSuite(seed);
  PrintExample(run.example);
  fmt::print("\n{}", conformance::ReportText(run.results, colour));
  return run.results;
}

// The reference client, one process an operation, as a client of anybody's
// would be judged. It is this very program, wherever that is installed.
Result<conformance::Results> TryClient(std::uint64_t seed) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return Failure{"cannot find this program: " + error.message()};
  drivers::EachDriver client("exec " + ShellQuoted(program.string()) +
                             " demo --reference-client");
  conformance::AdeClientSettings settings;
  settings.seed = seed;
  settings.jobs = 8;  // Most of the time it waits, as it is told to.
  settings.implementation = "mdmock demo --reference-client";
  settings.command_line =
      fmt::format("mdmock check ade-client --each '{}' --seed {}",
                  settings.implementation, seed);
  return conformance::RunAdeClientSuite(client, settings);
}

void PrintClient(const conformance::Results& results, Colour colour) {
  fmt::print(
      "\nThe other way round: a client that does everything right is judged by "
      "what it does at\nthe mock, as 'mdmock check ade-client' would judge "
      "yours.\n\n{}",
      conformance::ReportText(results, colour));
}

int Demo(const Options& options) {
  if (options.is_reference_client) return reference::RunAdeClient({});
  auto number = Result<std::uint64_t>(world::Entropy::FreshSeed());
  if (!options.seed.empty()) number = ReadNumber("--seed", options.seed);
  if (!number) return Complain(number.error().what);
  if (const auto can = CanWriteFile("--html", options.html); !can) {
    return Complain(can.error().what);
  }
  const Colour colour = UseColour() ? Colour::kAnsi : Colour::kNever;
  // Both at once: the client's time goes by in pauses.
  auto judging = std::async(std::launch::async, TryClient, *number);
  std::vector<conformance::Results> runs{TryMock(*number, colour)};
  auto judged = judging.get();
  if (!judged) {
    fmt::print(stderr, "mdmock: {}\n", judged.error().what);
    return kHarness;
  }
  PrintClient(*judged, colour);
  runs.push_back(*std::move(judged));
  const std::string page = conformance::ReportHtml(
      runs, {.title = "mdmock demo",
             .lead = "Every mistake that mdmock knows, made once at its own "
                     "mock of Apple's ADE service, and named; and a client "
                     "that makes none, put through every check of one."});
  const auto written =
      WriteFile("--html", options.html, page, Access::kEveryone);
  if (!written) return Complain(written.error().what);
  fmt::print(
      "\nBoth runs, with each request: {}\n"
      "Next: mdmock serve ade          the same mock, for your client\n"
      "      mdmock check ade-client   your client, judged\n"
      "      mdmock explain oauth1     your own message, explained\n",
      options.html);
  for (const conformance::Results& run : runs) {
    if (const int code = conformance::ExitCode(run); code != 0) return code;
  }
  return kAccepted;
}

}  // namespace

void AddDemo(CLI::App& program, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "demo", "start the mocks, make every mistake and none, print one page");
  command->add_option("--html", options->html, "where the report goes")
      ->type_name("FILE")
      ->capture_default_str();
  command
      ->add_option("--seed", options->seed,
                   "repeat the run of that seed (default: a new one)")
      ->type_name("N");
  command->add_flag("--reference-client", options->is_reference_client,
                    "be the client that the demo judges: do one operation");
  command->footer(
      "It needs no network, no file and no option, and takes some seconds. "
      "Exit code 0: every mistake\nwas named as what it was, and the client "
      "passed every check; 1: not so; 2: the page cannot be written.");
  command->callback(
      [options, &action] { action = [options] { return Demo(*options); }; });
}

}  // namespace mdmock::cli
