#include "cli/check_connector.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/check_reports.h"
#include "cli/input.h"
#include "cli/output.h"
#include "conformance/report/report_json.h"
#include "conformance/report/report_text.h"
#include "conformance/suites/connector/connector_suite.h"
#include "mocks/world/entropy.h"
#include "protocol/base/text.h"
#include "protocol/connector/profile.h"

namespace mdmock::cli {
namespace {

namespace suite = conformance;

constexpr double kTimeoutS = 30;
constexpr size_t kJobs = 8;  // Most of the time is waiting.

struct Options {
  std::string url;
  std::string config;
  std::string profile;  // "": what the configuration says.
  suite::Selection selection;
  std::string level = "may";
  bool list = false;
  bool strict = false;
  bool json = false;
  bool no_redact = false;
  std::string seed;  // "": a new one.
  double timeout_s = kTimeoutS;
  size_t jobs = kJobs;
  ReportFiles reports;
  BaselineOptions baseline;
};

// What repeats this run, as a shell reads it; reports and selection aside.
std::string CommandLine(const Options& options, std::uint64_t seed) {
  std::string line = fmt::format(
      "mdmock check connector {} --config {} --seed "
      "{}",
      ShellQuoted(options.url), ShellQuoted(options.config), seed);
  if (!options.profile.empty()) line += " --profile " + options.profile;
  if (options.timeout_s != kTimeoutS) {
    line += fmt::format(" --timeout {}", options.timeout_s);
  }
  if (options.strict) line += " --strict";
  if (!options.baseline.file.empty()) {
    line += " --baseline " + ShellQuoted(options.baseline.file);
  }
  return line;
}

bool AnyMatches(const std::string& glob,
                const std::vector<suite::Check>& checks) {
  return std::any_of(checks.begin(), checks.end(),
                     [&glob](const suite::Check& check) {
                       return suite::MatchesGlob(glob, check.id);
                     });
}

// A glob that matches nothing in the whole suite is misspelt.
Result<void> CheckSelection(const std::vector<suite::Check>& known,
                            const suite::Selection& selection) {
  for (const auto& [option, globs] : {std::pair{"--run", &selection.run},
                                      std::pair{"--skip", &selection.skip}}) {
    for (const std::string& glob : *globs) {
      if (AnyMatches(glob, known)) continue;
      return Failure{
          fmt::format("{} {}: no check has such an id (--list shows them all)",
                      option, Printable(glob, 80))};
    }
  }
  for (const suite::Check& check : known) {
    if (suite::Selects(selection, check)) return {};
  }
  return Failure{"--run, --skip and --level leave no check to run"};
}

int List(const std::vector<suite::Check>& known, const Options& options) {
  auto list = nlohmann::ordered_json::array();
  for (const suite::Check& check : known) {
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

Result<suite::pki::Configuration> ReadConfiguration(const Options& options) {
  auto configuration = suite::pki::ReadConfiguration(options.config);
  if (!configuration) {
    return Failure{"--config: " + configuration.error().what};
  }
  if (!options.profile.empty()) {
    configuration->profile = *connector::ReadProfile(options.profile);
  }
  return configuration;
}

suite::ConnectorSettings SettingsOf(const Options& options, std::uint64_t seed,
                                    Colour colour) {
  suite::ConnectorSettings settings;
  settings.selection = options.selection;
  settings.seed = seed;
  settings.limit =
      std::chrono::milliseconds(static_cast<long>(options.timeout_s * 1000));
  settings.jobs = options.jobs;
  settings.strict = options.strict;
  settings.secrets = options.no_redact ? suite::pki::Secrets::kShown
                                       : suite::pki::Secrets::kHidden;
  settings.command_line = CommandLine(options, seed);
  if (!options.json) {
    settings.told = [colour](const suite::CheckResult& result) {
      const std::string line = suite::ProgressLine(result, colour);
      if (!line.empty()) fmt::print("{}", line);
      std::fflush(stdout);
    };
  }
  return settings;
}

int CheckConnector(const Options& options) {
  const std::vector<suite::Check> known = suite::ListConnectorChecks();
  if (const auto selected = CheckSelection(known, options.selection);
      !selected) {
    return Complain(selected.error().what);
  }
  if (options.list) return List(known, options);
  if (options.url.empty()) {
    return Complain("check connector wants the connector's URL");
  }
  const auto origin = suite::pki::ReadOrigin(options.url);
  if (!origin) return Complain("URL: " + origin.error().what);
  if (options.config.empty()) {
    return Complain("check connector wants --config FILE");
  }
  const auto configuration = ReadConfiguration(options);
  if (!configuration) return Complain(configuration.error().what);
  auto seed = Result<std::uint64_t>(world::Entropy::FreshSeed() % 1'000'000);
  if (!options.seed.empty()) seed = ReadNumber("--seed", options.seed);
  if (!seed) return Complain(seed.error().what);
  auto baseline = LoadBaseline(options.baseline, known);
  if (!baseline) return Complain(baseline.error().what);
  if (const auto can = CanWriteReports(options.reports); !can) {
    return Complain(can.error().what);
  }
  const Colour colour = UseColour() ? Colour::kAnsi : Colour::kNever;
  suite::Results results = suite::RunConnectorSuite(
      *configuration, *origin, SettingsOf(options, *seed, colour));
  const auto used =
      UseBaseline(options.baseline, *std::move(baseline), known, results);
  if (options.json) {
    fmt::print("{}\n", suite::ReportJson(results));
  } else {
    fmt::print("{}", suite::ReportText(results, colour));
  }
  const auto written =
      WriteReports(options.reports, "mdmock check connector", results);
  for (const auto& done : {used, written}) {
    if (!done) return Complain(done.error().what);
  }
  return suite::ExitCode(results);
}

void AddOptions(CLI::App& command, Options& options) {
  command
      .add_option("url", options.url,
                  "what an administrator types into UEM, prefix included")
      ->type_name("URL");
  command
      .add_option("--config", options.config,
                  "what there is to know of the connector, as JSON")
      ->type_name("FILE");
  command
      .add_option("--profile", options.profile,
                  "which generation of the protocol: uem12.10 or dynamics")
      ->check(CLI::IsMember({"uem12.10", "dynamics"}))
      ->type_name("PROFILE");
  for (const auto& [name, globs, about] :
       {std::tuple{"--run", &options.selection.run,
                   "only checks whose id matches; repeats"},
        std::tuple{"--skip", &options.selection.skip,
                   "no checks whose id matches; repeats"}}) {
    command.add_option(name, *globs, about)
        ->type_name("GLOB")
        ->expected(1)
        ->take_all();
  }
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
                  "seconds that one check may take")
      ->check(CLI::Range(0.1, 3600.0))
      ->type_name("S")
      ->capture_default_str();
  command.add_option("--jobs", options.jobs, "checks at once")
      ->check(CLI::Range(1, 64))
      ->type_name("N")
      ->capture_default_str();
  AddReportOptions(command, options.reports);
  AddBaselineOptions(command, options.baseline);
  command.add_flag("--no-redact", options.no_redact,
                   "show passwords and keys in reports");
  command.add_flag("--json", options.json,
                   "the results as JSON on stdout, and nothing else");
}

}  // namespace

void AddCheckConnector(CLI::App& check, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = check.add_subcommand(
      "connector", "judge a PKI connector of BlackBerry UEM");
  command->footer(
      "Exit codes: 0 conforming, 1 not conforming, 2 usage or configuration "
      "(the control K-01 says what), 3 mdmock itself failed.");
  AddOptions(*command, *options);
  command->callback([options, &action] {
    for (const suite::Level level :
         {suite::Level::kMust, suite::Level::kShould, suite::Level::kMay}) {
      if (options->level == suite::Name(level)) {
        options->selection.least = level;
      }
    }
    action = [options] { return CheckConnector(*options); };
  });
}

}  // namespace mdmock::cli
