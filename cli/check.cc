#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "cli/check_connector.h"
#include "cli/check_run.h"
#include "cli/command.h"
#include "cli/output.h"
#include "conformance/drivers/each_driver.h"
#include "conformance/drivers/shim_driver.h"
#include "conformance/suites/ade_client/ade_client_suite.h"
#include "conformance/suites/ws1_client/ws1_client_suite.h"

namespace mdmock::cli {
namespace {

namespace suite = conformance;

struct CheckOptions {
  std::string shim;
  std::string each;
  RunOptions run;
};

// One suite of checks for clients, and how it is asked for.
struct Subject {
  std::string_view name;
  std::string_view about;
  suite::ClientSuite (*make)();
};
constexpr Subject kSubjects[] = {
    {"ade-client",
     "judge a client of Apple's ADE service by what it does at a mock",
     &suite::AdeClientSuite},
    {"ws1-client",
     "judge a client of Workspace ONE's REST API (CMSURL) by what it does at a "
     "mock",
     &suite::Ws1ClientSuite},
};

// What is judged, as a shell reads it.
std::string SubjectOf(const CheckOptions& options) {
  return options.shim.empty() ? "--each " + ShellQuoted(options.each)
                              : "--shim " + ShellQuoted(options.shim);
}

Result<std::unique_ptr<drivers::Client>> StartClient(
    const CheckOptions& options) {
  if (options.shim.empty()) {
    return std::unique_ptr<drivers::Client>(
        std::make_unique<drivers::EachDriver>(options.each));
  }
  auto shim = drivers::ShimDriver::Start({.command = options.shim});
  if (!shim) return Failure{"--shim: " + shim.error().what};
  return std::unique_ptr<drivers::Client>(*std::move(shim));
}

suite::ClientSettings SettingsOf(const CheckOptions& options,
                                 const Prepared& prepared) {
  const RunOptions& run = options.run;
  suite::ClientSettings settings;
  settings.selection = SelectionOf(run);
  settings.seed = prepared.seed;
  settings.deadline = LimitOf(run);
  settings.jobs =
      run.jobs != 0 ? run.jobs
                    : std::max<size_t>(2, std::thread::hardware_concurrency());
  settings.strict = run.strict;
  settings.implementation = options.each.empty() ? options.shim : options.each;
  settings.is_shim = options.each.empty();
  settings.command_line = prepared.command_line;
  settings.told = prepared.told;
  return settings;
}

int CheckClient(const suite::ClientSuite& checked,
                const CheckOptions& options) {
  const Listed listed{.command = "mdmock check " + checked.name,
                      .checks = suite::ListChecks(checked),
                      .controls = suite::ListControls(checked)};
  if (const auto code = EndEarly(listed, options.run)) return *code;
  if (options.shim.empty() == options.each.empty()) {
    return Complain(options.each.empty()
                        ? fmt::format("check {} wants --each CMD or --shim CMD",
                                      checked.name)
                        : "--each and --shim: one client at a time");
  }
  auto prepared = Prepare(listed, options.run, SubjectOf(options));
  if (!prepared) return Complain(prepared.error().what);
  const auto client = StartClient(options);
  if (!client) {
    fmt::print(stderr, "mdmock: {}\n", client.error().what);
    return kHarness;
  }
  suite::Results results =
      suite::RunClientSuite(checked, **client, SettingsOf(options, *prepared));
  return Finish(listed, options.run, *std::move(prepared), std::move(results));
}

void AddOptions(CLI::App& command, CheckOptions& options) {
  command
      .add_option("--each", options.each,
                  "run CMD once for each operation; what to do is in the "
                  "environment, docs/shim.md")
      ->type_name("CMD");
  command
      .add_option("--shim", options.shim,
                  "run CMD once and speak JSON Lines with it, docs/shim.md")
      ->type_name("CMD");
  AddRunOptions(command, options.run, "operation");
}

}  // namespace

void AddCheck(CLI::App& program, Action& action) {
  CLI::App* check = program.add_subcommand("check", "judge an implementation");
  check->require_subcommand(1);
  for (const Subject& subject : kSubjects) {
    const auto options = std::make_shared<CheckOptions>();
    CLI::App* command = check->add_subcommand(std::string(subject.name),
                                              std::string(subject.about));
    command->footer(
        "Exit codes: 0 conforming, 1 not conforming, 2 usage or configuration "
        "(the first control says what), 3 mdmock itself failed.");
    AddOptions(*command, *options);
    command->callback([options, make = subject.make, &action] {
      action = [options, make] { return CheckClient(make(), *options); };
    });
  }
  AddCheckConnector(*check, action);
}

}  // namespace mdmock::cli
