#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/check_connector.h"
#include "cli/check_reports.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/output.h"
#include "conformance/drivers/each_driver.h"
#include "conformance/drivers/shim_driver.h"
#include "conformance/report/report_json.h"
#include "conformance/report/report_text.h"
#include "conformance/suites/ade_client/ade_client_suite.h"
#include "conformance/suites/ws1_client/ws1_client_suite.h"
#include "mocks/world/entropy.h"
#include "protocol/base/text.h"

namespace mdmock::cli {
namespace {

namespace suite = conformance;

constexpr double kTimeoutS = 30;

struct CheckOptions {
  std::string shim;
  std::string each;
  suite::Selection selection;
  std::string level = "may";
  bool list = false;
  bool strict = false;
  bool json = false;
  std::string seed;  // "": a new one.
  double timeout_s = kTimeoutS;
  size_t jobs = 0;  // 0: what the machine has.
  ReportFiles reports;
  BaselineOptions baseline;
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

// What repeats this run, as a shell reads it; reports and selection aside.
std::string CommandLine(const std::string& suite, const CheckOptions& options,
                        std::uint64_t seed) {
  std::string line = fmt::format(
      "mdmock check {} {} {} --seed {}", suite,
      options.shim.empty() ? "--each" : "--shim",
      ShellQuoted(options.shim.empty() ? options.each : options.shim), seed);
  if (options.timeout_s != kTimeoutS) {
    line += fmt::format(" --timeout {}", options.timeout_s);
  }
  if (options.strict) line += " --strict";
  if (!options.baseline.file.empty()) {
    line += " --baseline " + ShellQuoted(options.baseline.file);
  }
  return line;
}

// The controls run whatever is selected; they may be named all the same, as the
// line that repeats one does.
std::vector<suite::Check> KnownChecks(const suite::ClientSuite& checked) {
  std::vector<suite::Check> known = suite::ListControls(checked);
  for (suite::Check& check : suite::ListChecks(checked)) {
    known.push_back(std::move(check));
  }
  return known;
}

bool AnyMatches(const std::string& glob,
                const std::vector<suite::Check>& checks) {
  return std::any_of(checks.begin(), checks.end(),
                     [&glob](const suite::Check& check) {
                       return suite::MatchesGlob(glob, check.id);
                     });
}

// A glob that matches nothing in the whole suite is misspelt.
Result<void> CheckSelection(const suite::ClientSuite& checked,
                            const CheckOptions& options) {
  const auto known = KnownChecks(checked);
  const auto& [run, skip, least] = options.selection;
  for (const auto& [option, globs] :
       {std::pair{"--run", &run}, std::pair{"--skip", &skip}}) {
    for (const std::string& glob : *globs) {
      if (AnyMatches(glob, known)) continue;
      return Failure{
          fmt::format("{} {}: no check has such an id (--list shows them all)",
                      option, Printable(glob, 80))};
    }
  }
  for (const suite::Check& check : suite::ListChecks(checked)) {
    if (suite::Selects(options.selection, check)) return {};
  }
  for (const std::string& glob : run) {
    if (AnyMatches(glob, suite::ListControls(checked))) return {};
  }
  return Failure{"--run, --skip and --level leave no check to run"};
}

int List(const suite::ClientSuite& checked, const CheckOptions& options) {
  auto list = nlohmann::ordered_json::array();
  for (const suite::Check& check : suite::ListChecks(checked)) {
    if (!suite::Selects(options.selection, check)) continue;
    if (!options.json) {
      fmt::print("{:<44} {:<7} {}\n", check.id, suite::Name(check.level),
                 check.requirement);
    }
    list.push_back({{"id", check.id},
                    {"level", suite::Name(check.level)},
                    {"requirement", check.requirement},
                    {"source", check.source},
                    {"provenance", Name(check.provenance)}});
  }
  if (options.json) fmt::print("{}\n", list.dump(2));
  return kAccepted;
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

suite::ClientSettings SettingsOf(const std::string& suite_name,
                                 const CheckOptions& options,
                                 std::uint64_t seed, Colour colour) {
  suite::ClientSettings settings;
  settings.selection = options.selection;
  settings.seed = seed;
  settings.deadline =
      std::chrono::milliseconds(static_cast<long>(options.timeout_s * 1000));
  settings.jobs =
      options.jobs != 0
          ? options.jobs
          : std::max<size_t>(2, std::thread::hardware_concurrency());
  settings.strict = options.strict;
  settings.implementation = options.each.empty() ? options.shim : options.each;
  settings.is_shim = options.each.empty();
  settings.command_line = CommandLine(suite_name, options, seed);
  if (!options.json) {
    settings.told = [colour](const suite::CheckResult& result) {
      const std::string line = suite::ProgressLine(result, colour);
      if (!line.empty()) fmt::print("{}", line);
      std::fflush(stdout);
    };
  }
  return settings;
}

int CheckClient(const suite::ClientSuite& checked,
                const CheckOptions& options) {
  if (const auto selected = CheckSelection(checked, options); !selected) {
    return Complain(selected.error().what);
  }
  if (options.list) return List(checked, options);
  if (options.shim.empty() == options.each.empty()) {
    return Complain(options.each.empty()
                        ? fmt::format("check {} wants --each CMD or --shim CMD",
                                      checked.name)
                        : "--each and --shim: one client at a time");
  }
  auto seed = Result<std::uint64_t>(world::Entropy::FreshSeed() % 1'000'000);
  if (!options.seed.empty()) seed = ReadNumber("--seed", options.seed);
  if (!seed) return Complain(seed.error().what);
  auto baseline = LoadBaseline(options.baseline, KnownChecks(checked));
  if (!baseline) return Complain(baseline.error().what);
  if (const auto can = CanWriteReports(options.reports); !can) {
    return Complain(can.error().what);
  }
  const auto client = StartClient(options);
  if (!client) {
    fmt::print(stderr, "mdmock: {}\n", client.error().what);
    return kHarness;
  }
  const Colour colour = UseColour() ? Colour::kAnsi : Colour::kNever;
  suite::Results results = suite::RunClientSuite(
      checked, **client, SettingsOf(checked.name, options, *seed, colour));
  const auto used = UseBaseline(options.baseline, *std::move(baseline),
                                KnownChecks(checked), results);
  if (options.json) {
    fmt::print("{}\n", suite::ReportJson(results));
  } else {
    fmt::print("{}", suite::ReportText(results, colour));
  }
  const auto written =
      WriteReports(options.reports, "mdmock check " + checked.name, results);
  for (const auto& done : {used, written}) {
    if (!done) return Complain(done.error().what);
  }
  return suite::ExitCode(results);
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
  command
      .add_option("--run", options.selection.run,
                  "only checks whose id matches; repeats")
      ->type_name("GLOB")
      ->expected(1)
      ->take_all();
  command
      .add_option("--skip", options.selection.skip,
                  "no checks whose id matches; repeats")
      ->type_name("GLOB")
      ->expected(1)
      ->take_all();
  command
      .add_option("--level", options.level,
                  "must, should (and must) or may (all)")
      ->check(CLI::IsMember({"must", "should", "may"}))
      ->type_name("LEVEL")
      ->capture_default_str();
  command.add_flag("--list", options.list, "list the checks, run nothing");
  command.add_flag("--strict", options.strict, "a broken SHOULD fails too");
  command.add_option("--seed", options.seed, "repeat a run")->type_name("N");
  command
      .add_option("--timeout", options.timeout_s,
                  "seconds that one operation may take")
      ->check(CLI::Range(0.1, 3600.0))
      ->type_name("S")
      ->capture_default_str();
  command.add_option("--jobs", options.jobs, "checks at once")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  AddReportOptions(command, options.reports);
  AddBaselineOptions(command, options.baseline);
  command.add_flag("--json", options.json,
                   "the results as JSON on stdout, and nothing else");
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
      for (const suite::Level level :
           {suite::Level::kMust, suite::Level::kShould, suite::Level::kMay}) {
        if (options->level == suite::Name(level)) {
          options->selection.least = level;
        }
      }
      action = [options, make] { return CheckClient(make(), *options); };
    });
  }
  AddCheckConnector(*check, action);
}

}  // namespace mdmock::cli
