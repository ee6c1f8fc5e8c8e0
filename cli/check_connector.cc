#include "cli/check_connector.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>

#include "cli/check_run.h"
#include "cli/input.h"
#include "cli/output.h"
#include "conformance/suites/connector/connector_suite.h"
#include "mocks/world/clock.h"
#include "protocol/connector/profile.h"

namespace mdmock::cli {
namespace {

namespace suite = conformance;

constexpr size_t kJobs = 8;  // Most of the time is waiting.

struct Options {
  std::string url;
  std::string config;
  std::string profile;  // "": what the configuration says.
  bool no_redact = false;
  RunOptions run;
};

// What is judged, as a shell reads it.
std::string Subject(const Options& options) {
  std::string subject = fmt::format("{} --config {}", ShellQuoted(options.url),
                                    ShellQuoted(options.config));
  if (!options.profile.empty()) subject += " --profile " + options.profile;
  return subject;
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

suite::ConnectorSettings SettingsOf(const Options& options,
                                    const Prepared& prepared) {
  suite::ConnectorSettings settings;
  settings.selection = SelectionOf(options.run);
  settings.seed = prepared.seed;
  settings.limit = LimitOf(options.run);
  settings.jobs = options.run.jobs != 0 ? options.run.jobs : kJobs;
  settings.strict = options.run.strict;
  settings.secrets = options.no_redact ? suite::pki::Secrets::kShown
                                       : suite::pki::Secrets::kHidden;
  settings.command_line = prepared.command_line;
  settings.told = prepared.told;
  return settings;
}

// A run that could not begin, as reports have it: the control says why.
suite::Results NotBegun(const Listed& listed, const Options& options,
                        const Prepared& prepared, const std::string& why) {
  suite::Results results;
  results.suite = "connector";
  results.implementation = options.url;
  results.seed = prepared.seed;
  results.started = world::Clock().Now();
  results.command_line = prepared.command_line;
  results.strict = options.run.strict;
  results.control = suite::kConnectorControl;
  const suite::Selection selection = SelectionOf(options.run);
  for (const suite::Check& check : listed.checks) {
    const bool is_control = check.id == results.control;
    if (!is_control && !Selects(selection, check)) continue;
    suite::CheckResult result{.check = check};
    result.outcome = is_control ? suite::Outcome::kFail : suite::Outcome::kSkip;
    result.speaks_of = suite::Class::kConfiguration;
    result.message = is_control ? why : "the configuration cannot be used";
    results.checks.push_back(std::move(result));
  }
  results.planned = results.checks.size();
  return results;
}

int CheckConnector(const Options& options) {
  // The control is one of the checks.
  const Listed listed{.command = "mdmock check connector",
                      .checks = suite::ListConnectorChecks(),
                      .controls = {}};
  if (const auto code = EndEarly(listed, options.run)) return *code;
  if (options.url.empty()) {
    return Complain("check connector wants the connector's URL");
  }
  const auto origin = suite::pki::ReadOrigin(options.url);
  if (!origin) return Complain("URL: " + origin.error().what);
  if (options.config.empty()) {
    return Complain("check connector wants --config FILE");
  }
  auto prepared = Prepare(listed, options.run, Subject(options));
  if (!prepared) return Complain(prepared.error().what);
  const auto configuration = ReadConfiguration(options);
  if (!configuration) {
    const std::string& why = configuration.error().what;
    const auto written =
        Report(listed, options.run, NotBegun(listed, options, *prepared, why));
    if (!written) return Complain(written.error().what);
    return Complain(why);
  }
  suite::Results results = suite::RunConnectorSuite(
      *configuration, *origin, SettingsOf(options, *prepared));
  return Finish(listed, options.run, *std::move(prepared), std::move(results));
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
  command.add_flag("--no-redact", options.no_redact,
                   "show passwords and keys in reports");
  AddRunOptions(command, options.run, "check");
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
    action = [options] { return CheckConnector(*options); };
  });
}

}  // namespace mdmock::cli
