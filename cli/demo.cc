#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/demo_suites.h"
#include "cli/input.h"
#include "cli/output.h"
#include "conformance/report/report_html.h"
#include "conformance/report/report_text.h"
#include "conformance/suites/ade_mock_suite.h"
#include "mocks/world/entropy.h"
#include "protocol/base/text.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::string html = "mdmock-demo.html";
  std::string seed;
  std::string reference_client;     // The suite that it is for; "" for none.
  std::string reference_connector;  // The folder; "" for none.
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

void Print(const DemoSuite& suite, const conformance::Results& results,
           Colour colour) {
  fmt::print("\n{}\n'{}' judges yours so.\n\n{}", suite.introduction,
             suite.command, conformance::ReportText(results, colour));
}

int Demo(const Options& options) {
  if (!options.reference_client.empty()) {
    return BeReferenceClient(options.reference_client);
  }
  if (!options.reference_connector.empty()) {
    return BeReferenceConnector(options.reference_connector);
  }
  auto number = Result<std::uint64_t>(world::Entropy::FreshSeed());
  if (!options.seed.empty()) number = ReadNumber("--seed", options.seed);
  if (!number) return Complain(number.error().what);
  if (const auto can = CanWriteFile("--html", options.html); !can) {
    return Complain(can.error().what);
  }
  const Colour colour = UseColour() ? Colour::kAnsi : Colour::kNever;
  // All at once: most of the time goes by in pauses.
  const std::vector<DemoSuite>& suites = DemoSuites();
  std::vector<std::future<Result<conformance::Results>>> judging;
  for (const DemoSuite& suite : suites) {
    judging.push_back(std::async(std::launch::async, suite.run, *number));
  }
  std::vector<conformance::Results> runs{TryMock(*number, colour)};
  for (size_t i = 0; i < judging.size(); ++i) {
    auto judged = judging[i].get();
    if (!judged) {
      fmt::print(stderr, "mdmock: {}\n", judged.error().what);
      return kHarness;
    }
    Print(suites[i], *judged, colour);
    runs.push_back(*std::move(judged));
  }
  const std::string page = conformance::ReportHtml(
      runs, {.title = "mdmock demo",
             .lead = "Every mistake that mdmock knows, made once at its own "
                     "mock of Apple's ADE service, and named; and clients "
                     "and a PKI connector that make none, put through the "
                     "checks of each."});
  const auto written =
      WriteFile("--html", options.html, page, Access::kEveryone);
  if (!written) return Complain(written.error().what);
  fmt::print(
      "\nAll runs, with each request: {}\n"
      "Next: mdmock serve ade          the same mock, for your client\n"
      "      mdmock check ade-client   your client, judged (or ws1-client)\n"
      "      mdmock check connector    your PKI connector, judged\n"
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
  command
      ->add_option("--reference-client", options->reference_client,
                   "be the client that the demo judges by this suite: do one "
                   "operation")
      ->type_name("SUITE");
  command
      ->add_option("--reference-connector", options->reference_connector,
                   "be the PKI connector that the demo judges, until standard "
                   "input ends: print its URL, and\nwrite connector.json, for "
                   "check connector, into this folder")
      ->type_name("DIR");
  command->footer(
      "It needs no network, no file and no option, and takes some seconds. "
      "Exit code 0: every mistake\nwas named as what it was, the clients "
      "and the connector passed every check; 1: not so; 2: the page cannot be "
      "written.");
  command->callback(
      [options, &action] { action = [options] { return Demo(*options); }; });
}

}  // namespace mdmock::cli
