#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cli/command.h"
#include "cli/output.h"
#include "conformance/baseline.h"
#include "conformance/drivers/each_driver.h"
#include "conformance/drivers/shim_driver.h"
#include "conformance/report/report_html.h"
#include "conformance/report/report_json.h"
#include "conformance/report/report_junit.h"
#include "conformance/report/report_markdown.h"
#include "conformance/report/report_text.h"
#include "conformance/suites/ade_client/ade_client_suite.h"
#include "mocks/world/entropy.h"

namespace mdmock::cli {
namespace {

namespace suite = conformance;

struct CheckOptions {
  std::string shim;
  std::string each;
  suite::Selection selection;
  std::string level = "may";
  bool list = false;
  bool strict = false;
  bool json = false;
  std::optional<std::uint64_t> seed;
  double timeout_s = 30;
  size_t jobs = 0;  // 0: what the machine has.
  std::string junit;
  std::string json_out;
  std::string html;
  std::string markdown;
  std::string baseline;
  bool update_baseline = false;
};

// The command that reruns a check, as a shell reads it.
std::string ShellQuoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

std::string CommandLine(const CheckOptions& options, std::uint64_t seed) {
  return fmt::format(
      "mdmock check ade-client {} {} --seed {}",
      options.shim.empty() ? "--each" : "--shim",
      ShellQuoted(options.shim.empty() ? options.each : options.shim), seed);
}

Result<suite::Baseline> LoadBaseline(const CheckOptions& options) {
  std::ifstream file(options.baseline, std::ios::binary);
  if (!file) {
    if (options.update_baseline) return suite::Baseline();
    return Failure{"--baseline: cannot read " + options.baseline};
  }
  const std::string text(std::istreambuf_iterator<char>(file), {});
  auto baseline = suite::ReadBaseline(text);
  if (!baseline) {
    return Failure{fmt::format("--baseline {}: {}", options.baseline,
                               baseline.error().what)};
  }
  return baseline;
}

Result<void> UseBaseline(const CheckOptions& options, suite::Results& results) {
  if (options.baseline.empty()) return {};
  auto baseline = LoadBaseline(options);
  if (!baseline) return baseline.error();
  if (options.update_baseline) {
    *baseline = suite::UpdatedBaseline(*baseline, results);
    const auto written =
        WriteFile("--baseline", options.baseline,
                  suite::WriteBaseline(*baseline), Access::kEveryone);
    if (!written) return written.error();
  }
  std::vector<std::string> known{"ade-client/A00-control-first",
                                 "ade-client/A00-control-last"};
  for (const suite::Check& check : suite::AdeClientChecks()) {
    known.push_back(check.id);
  }
  return suite::ApplyBaseline(*baseline, known, results);
}

Result<void> WriteReports(const CheckOptions& options,
                          const suite::Results& results) {
  const std::vector<suite::Results> runs{results};
  const auto write = [](const char* option, const std::string& path,
                        const std::string& bytes) -> Result<void> {
    if (path.empty()) return {};
    return WriteFile(option, path, bytes, Access::kEveryone);
  };
  for (const auto& written :
       {write("--junit", options.junit, suite::ReportJunit(runs)),
        write("--json-out", options.json_out, suite::ReportJson(results)),
        write("--html", options.html,
              suite::ReportHtml(
                  runs, {.title = "mdmock check ade-client", .lead = ""})),
        write("--markdown", options.markdown, suite::ReportMarkdown(runs))}) {
    if (!written) return written.error();
  }
  return {};
}

int List(const CheckOptions& options) {
  for (const suite::Check& check : suite::AdeClientChecks()) {
    if (!suite::Selects(options.selection, check)) continue;
    fmt::print("{:<44} {:<7} {}\n", check.id, suite::Name(check.level),
               check.requirement);
  }
  return kAccepted;
}

bool SelectsAny(const CheckOptions& options) {
  const auto checks = suite::AdeClientChecks();
  return std::any_of(checks.begin(), checks.end(),
                     [&](const suite::Check& check) {
                       return suite::Selects(options.selection, check);
                     });
}

int CheckAdeClient(const CheckOptions& options) {
  if (options.list) return List(options);
  if (options.shim.empty() == options.each.empty()) {
    return Complain("check ade-client wants --each CMD or --shim CMD");
  }
  if (options.update_baseline && options.baseline.empty()) {
    return Complain("--update-baseline wants --baseline FILE");
  }
  if (!SelectsAny(options)) {
    return Complain("--run, --skip and --level leave no check to run");
  }
  if (!options.baseline.empty()) {
    if (const auto baseline = LoadBaseline(options); !baseline) {
      return Complain(baseline.error().what);
    }
  }
  std::unique_ptr<drivers::Client> client;
  if (options.each.empty()) {
    auto shim = drivers::ShimDriver::Start({.command = options.shim});
    if (!shim) {
      fmt::print(stderr, "mdmock: --shim: {}\n", shim.error().what);
      return kHarness;
    }
    client = *std::move(shim);
  } else {
    client = std::make_unique<drivers::EachDriver>(options.each);
  }
  const Colour colour = UseColour() ? Colour::kAnsi : Colour::kNever;
  suite::AdeClientSettings settings;
  settings.selection = options.selection;
  settings.seed =
      options.seed ? *options.seed : world::Entropy::FreshSeed() % 1'000'000;
  settings.deadline =
      std::chrono::milliseconds(static_cast<long>(options.timeout_s * 1000));
  settings.jobs =
      options.jobs != 0
          ? options.jobs
          : std::max<size_t>(2, std::thread::hardware_concurrency());
  settings.strict = options.strict;
  settings.implementation = options.each.empty() ? options.shim : options.each;
  settings.command_line = CommandLine(options, settings.seed);
  if (!options.json) {
    settings.told = [colour](const suite::CheckResult& result) {
      const std::string line = suite::ProgressLine(result, colour);
      if (!line.empty()) fmt::print("{}", line);
      std::fflush(stdout);
    };
  }
  suite::Results results = suite::RunAdeClientSuite(*client, settings);
  const auto used = UseBaseline(options, results);
  if (options.json) {
    fmt::print("{}\n", suite::ReportJson(results));
  } else {
    fmt::print("{}", suite::ReportText(results, colour));
  }
  if (const auto written = WriteReports(options, results); !written) {
    return Complain(written.error().what);
  }
  if (!used) return Complain(used.error().what);
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
  command.add_option("--junit", options.junit, "JUnit XML goes here")
      ->type_name("FILE");
  command.add_option("--json-out", options.json_out, "the results as JSON")
      ->type_name("FILE");
  command.add_option("--html", options.html, "a page for people")
      ->type_name("FILE");
  command
      .add_option("--markdown", options.markdown, "for $GITHUB_STEP_SUMMARY")
      ->type_name("FILE");
  command
      .add_option("--baseline", options.baseline,
                  "what is known to fail; exact both ways")
      ->type_name("FILE");
  command.add_flag("--update-baseline", options.update_baseline,
                   "write what fails now into the baseline");
  command.add_flag("--json", options.json,
                   "the results as JSON on stdout, and nothing else");
}

}  // namespace

void AddCheck(CLI::App& program, Action& action) {
  CLI::App* check = program.add_subcommand("check", "judge an implementation");
  check->require_subcommand(1);
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* ade = check->add_subcommand(
      "ade-client",
      "judge a client of Apple's ADE service by what it does at a mock");
  ade->footer(
      "Exit codes: 0 conforming, 1 not conforming, 2 usage or configuration "
      "(the first control says what), 3 mdmock itself failed.");
  AddOptions(*ade, *options);
  ade->callback([options, &action] {
    for (const suite::Level level :
         {suite::Level::kMust, suite::Level::kShould, suite::Level::kMay}) {
      if (options->level == suite::Name(level)) {
        options->selection.least = level;
      }
    }
    action = [options] { return CheckAdeClient(*options); };
  });
}

}  // namespace mdmock::cli
