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
#include "conformance/reference/ws1_client/run.h"
#include "conformance/report/report_html.h"
#include "conformance/report/report_text.h"
#include "conformance/suites/ade_client/ade_client_suite.h"
#include "conformance/suites/ade_mock_suite.h"
#include "conformance/suites/ws1_client/ws1_client_suite.h"
#include "mocks/world/entropy.h"
#include "protocol/base/text.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::string html = "mdmock-demo.html";
  std::string seed;
  std::string reference_client;  // The suite that it is for; "" for none.
};

// One suite that the demo puts to a reference client of its own.
struct Subject {
  std::string_view name;
  std::string_view served_by;  // Whose clients they are.
  conformance::ClientSuite (*make)();
  int (*be_reference_client)(reference::Mutation);
};
constexpr Subject kSubjects[] = {
    {"ade-client", "Apple's ADE service", &conformance::AdeClientSuite,
     &reference::RunAdeClient},
    {"ws1-client", "Workspace ONE's REST API", &conformance::Ws1ClientSuite,
     &reference::RunWs1Client}};

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
Result<conformance::Results> TryClient(const Subject& subject,
                                       std::uint64_t seed) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return Failure{"cannot find this program: " + error.message()};
  const std::string arguments =
      fmt::format(" demo --reference-client {}", subject.name);
  drivers::EachDriver client("exec " + ShellQuoted(program.string()) +
                             arguments);
  conformance::ClientSettings settings;
  settings.seed = seed;
  settings.jobs = 8;  // Most of the time it waits, as it is told to.
  settings.implementation = "mdmock" + arguments;
  settings.command_line =
      fmt::format("mdmock check {} --each '{}' --seed {}", subject.name,
                  settings.implementation, seed);
  return conformance::RunClientSuite(subject.make(), client, settings);
}

void PrintClient(const Subject& subject, const conformance::Results& results,
                 Colour colour) {
  fmt::print(
      "\nThe other way round: a client of {} that does everything right\nis "
      "judged by what it does at the mock, as 'mdmock check {}' would judge "
      "yours.\n\n{}",
      subject.served_by, subject.name,
      conformance::ReportText(results, colour));
}

// Plays the client that is judged: an operation of one of the suites.
int BeReferenceClient(const std::string& name) {
  for (const Subject& subject : kSubjects) {
    if (subject.name == name) return subject.be_reference_client({});
  }
  return Complain("--reference-client " + Printable(name, 80) +
                  ": there is no such suite");
}

int Demo(const Options& options) {
  if (!options.reference_client.empty()) {
    return BeReferenceClient(options.reference_client);
  }
  auto number = Result<std::uint64_t>(world::Entropy::FreshSeed());
  if (!options.seed.empty()) number = ReadNumber("--seed", options.seed);
  if (!number) return Complain(number.error().what);
  if (const auto can = CanWriteFile("--html", options.html); !can) {
    return Complain(can.error().what);
  }
  const Colour colour = UseColour() ? Colour::kAnsi : Colour::kNever;
  // All at once: the clients' time goes by in pauses.
  std::vector<std::future<Result<conformance::Results>>> judging;
  for (const Subject& subject : kSubjects) {
    judging.push_back(
        std::async(std::launch::async, &TryClient, subject, *number));
  }
  std::vector<conformance::Results> runs{TryMock(*number, colour)};
  for (size_t i = 0; i < judging.size(); ++i) {
    auto judged = judging[i].get();
    if (!judged) {
      fmt::print(stderr, "mdmock: {}\n", judged.error().what);
      return kHarness;
    }
    PrintClient(kSubjects[i], *judged, colour);
    runs.push_back(*std::move(judged));
  }
  const std::string page = conformance::ReportHtml(
      runs, {.title = "mdmock demo",
             .lead = "Every mistake that mdmock knows, made once at its own "
                     "mock of Apple's ADE service, and named; and clients "
                     "that make none, put through every check of one."});
  const auto written =
      WriteFile("--html", options.html, page, Access::kEveryone);
  if (!written) return Complain(written.error().what);
  fmt::print(
      "\nAll runs, with each request: {}\n"
      "Next: mdmock serve ade          the same mock, for your client\n"
      "      mdmock check ade-client   your client, judged (or ws1-client)\n"
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
  command->footer(
      "It needs no network, no file and no option, and takes some seconds. "
      "Exit code 0: every mistake\nwas named as what it was, and the client "
      "passed every check; 1: not so; 2: the page cannot be written.");
  command->callback(
      [options, &action] { action = [options] { return Demo(*options); }; });
}

}  // namespace mdmock::cli
