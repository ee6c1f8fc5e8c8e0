#include "cli/check_run.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/output.h"
#include "conformance/report/report_json.h"
#include "conformance/report/report_text.h"
#include "mocks/world/entropy.h"
#include "protocol/base/text.h"

namespace mdmock::cli {
namespace {

namespace suite = conformance;

using Checks = std::vector<suite::Check>;

Checks Known(const Listed& listed) {
  Checks known = listed.controls;
  known.insert(known.end(), listed.checks.begin(), listed.checks.end());
  return known;
}

bool AnyMatches(const std::string& glob, const Checks& checks) {
  return std::any_of(checks.begin(), checks.end(),
                     [&glob](const suite::Check& check) {
                       return suite::MatchesGlob(glob, check.id);
                     });
}

// A glob that matches nothing in the whole suite is misspelt.
Result<void> CheckSelection(const Listed& listed, const RunOptions& options) {
  const Checks known = Known(listed);
  for (const auto& [option, globs] :
       {std::pair{"--run", &options.run}, std::pair{"--skip", &options.skip}}) {
    for (const std::string& glob : *globs) {
      if (AnyMatches(glob, known)) continue;
      return Failure{
          fmt::format("{} {}: no check has such an id (--list shows them all)",
                      option, Printable(glob, 80))};
    }
  }
  const suite::Selection selection = SelectionOf(options);
  for (const suite::Check& check : listed.checks) {
    if (suite::Selects(selection, check)) return {};
  }
  for (const std::string& glob : options.run) {
    if (AnyMatches(glob, listed.controls)) return {};
  }
  return Failure{"--run, --skip and --level leave no check to run"};
}

int List(const Listed& listed, const RunOptions& options) {
  const suite::Selection selection = SelectionOf(options);
  auto list = nlohmann::ordered_json::array();
  for (const suite::Check& check : listed.checks) {
    if (!suite::Selects(selection, check)) continue;
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

std::string CommandLine(const Listed& listed, const RunOptions& options,
                        const std::string& subject, std::uint64_t seed) {
  std::string line =
      fmt::format("{} {} --seed {}", listed.command, subject, seed);
  if (options.timeout_s != RunOptions().timeout_s) {
    line += fmt::format(" --timeout {}", options.timeout_s);
  }
  if (options.strict) line += " --strict";
  if (!options.baseline.file.empty()) {
    line += " --baseline " + ShellQuoted(options.baseline.file);
  }
  return line;
}

Colour ColourOfOutput() { return UseColour() ? Colour::kAnsi : Colour::kNever; }

}  // namespace

void AddRunOptions(CLI::App& command, RunOptions& options,
                   std::string_view limited) {
  for (const auto& [name, globs, about] :
       {std::tuple{"--run", &options.run,
                   "only checks whose id matches (* ? [1-3]); repeats"},
        std::tuple{"--skip", &options.skip,
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
                  fmt::format("seconds that one {} may take", limited))
      ->check(CLI::Range(0.1, 3600.0))
      ->check([](const std::string& text) {
        // No range holds NaN out.
        const bool is_nan = std::isnan(std::strtod(text.c_str(), nullptr));
        return is_nan ? text + " is not a number" : "";
      })
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

suite::Selection SelectionOf(const RunOptions& options) {
  suite::Selection selection;
  selection.run = options.run;
  selection.skip = options.skip;
  for (const suite::Level level :
       {suite::Level::kMust, suite::Level::kShould, suite::Level::kMay}) {
    if (options.level == suite::Name(level)) selection.least = level;
  }
  return selection;
}

std::chrono::milliseconds LimitOf(const RunOptions& options) {
  return std::chrono::milliseconds(static_cast<long>(options.timeout_s * 1000));
}

std::optional<int> EndEarly(const Listed& suite, const RunOptions& options) {
  if (const auto selected = CheckSelection(suite, options); !selected) {
    return Complain(selected.error().what);
  }
  if (options.list) return List(suite, options);
  return std::nullopt;
}

Result<Prepared> Prepare(const Listed& suite, const RunOptions& options,
                         const std::string& subject) {
  auto seed = Result<std::uint64_t>(world::Entropy::FreshSeed() % 1'000'000);
  if (!options.seed.empty()) seed = ReadNumber("--seed", options.seed);
  if (!seed) return seed.error();
  auto baseline = LoadBaseline(options.baseline, Known(suite));
  if (!baseline) return baseline.error();
  if (const auto can = CanWriteReports(options.reports); !can) {
    return can.error();
  }
  Prepared prepared;
  prepared.seed = *seed;
  prepared.baseline = *std::move(baseline);
  prepared.command_line = CommandLine(suite, options, subject, *seed);
  if (!options.json) {
    prepared.told =
        [colour = ColourOfOutput()](const conformance::CheckResult& result) {
          const std::string line = conformance::ProgressLine(result, colour);
          if (!line.empty()) fmt::print("{}", line);
          std::fflush(stdout);
        };
  }
  return prepared;
}

Result<void> Report(const Listed& suite, const RunOptions& options,
                    const conformance::Results& results) {
  if (options.json) fmt::print("{}\n", conformance::ReportJson(results));
  return WriteReports(options.reports, suite.command, results);
}

int Finish(const Listed& suite, const RunOptions& options, Prepared prepared,
           conformance::Results results) {
  const auto used = UseBaseline(options.baseline, std::move(prepared.baseline),
                                Known(suite), results);
  if (!options.json) {
    fmt::print("{}", conformance::ReportText(results, ColourOfOutput()));
  }
  const auto written = Report(suite, options, results);
  for (const auto& done : {used, written}) {
    if (!done) return Complain(done.error().what);
  }
  return conformance::ExitCode(results);
}

}  // namespace mdmock::cli
