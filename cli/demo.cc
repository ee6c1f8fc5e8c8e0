#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/output.h"
#include "conformance/report/report_html.h"
#include "conformance/report/report_text.h"
#include "conformance/suites/ade_mock_suite.h"
#include "mocks/world/entropy.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::string html = "mdmock-demo.html";
  std::string seed;
};

int Demo(const Options& options) {
  auto number = Result<std::uint64_t>(world::Entropy::FreshSeed());
  if (!options.seed.empty()) number = ReadNumber("--seed", options.seed);
  if (!number) return Complain(number.error().what);
  const std::uint64_t seed = *number;
  const Colour colour = UseColour() ? Colour::kAnsi : Colour::kNever;
  fmt::print(
      "mdmock {}: a client makes every OAuth mistake that mdmock knows, one at "
      "a time,\nat a mock of Apple's ADE service, and the mock says which one "
      "it was.\n\n",
      MDMOCK_VERSION);
  std::fflush(stdout);
  const conformance::AdeMockRun run = conformance::RunAdeMockSuite(seed);
  fmt::print("One of them, as the journal has it:\n\n");
  for (size_t begin = 0; begin < run.example.size();) {
    const size_t end = run.example.find('\n', begin);
    fmt::print("  | {}\n",
               run.example.substr(begin, end - begin).substr(0, 110));
    begin = end == std::string::npos ? run.example.size() : end + 1;
  }
  fmt::print("\n{}", conformance::ReportText(run.results, colour));
  const std::vector<conformance::Results> runs{run.results};
  const std::string page = conformance::ReportHtml(
      runs, {.title = "mdmock demo",
             .lead = "Every mistake that mdmock knows, made once at its own "
                     "mock of Apple's ADE service, and named."});
  const auto written =
      WriteFile("--html", options.html, page, Access::kEveryone);
  if (!written) return Complain(written.error().what);
  fmt::print(
      "\nThe whole run, with each request: {}\n"
      "Next: mdmock serve ade        the same mock, for your client\n"
      "      mdmock explain oauth1   your own message, explained\n",
      options.html);
  return conformance::ExitCode(run.results);
}

}  // namespace

void AddDemo(CLI::App& program, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "demo", "start the mocks, make every mistake, print one page");
  command->add_option("--html", options->html, "where the report goes")
      ->type_name("FILE")
      ->capture_default_str();
  command
      ->add_option("--seed", options->seed,
                   "repeat the run of that seed (default: a new one)")
      ->type_name("N");
  command->footer(
      "It needs no network, no file and no option, and takes some seconds. "
      "Exit code 0: every mistake\nwas named as what it was; 1: one was not; "
      "2: the page cannot be written.");
  command->callback(
      [options, &action] { action = [options] { return Demo(*options); }; });
}

}  // namespace mdmock::cli
