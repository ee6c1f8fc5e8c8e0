#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/config.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/rig.h"
#include "mocks/world/entropy.h"
#include "protocol/base/time.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::vector<std::string> services;
  std::string bind = "127.0.0.1";
  bool allow_remote = false;
  std::vector<std::string> ports;
  std::string ready_file;
  std::string ca_out;
  std::string config;
  std::string dialect;
  std::string time;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> scenarios;
  std::string as;
  bool awkward = false;
  bool explain_header = false;
  bool no_redact = false;
  bool quiet = false;
};

// "ade=8801" into the ports; a Failure names the option.
Result<void> AddPort(const std::string& text, RigOptions& rig) {
  const size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  int port = -1;
  if (equals != std::string::npos) {
    const char* begin = text.data() + equals + 1;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, port);
    if (error != std::errc() || stop != end) port = -1;
  }
  if (rig.ports.count(name) == 0 || port < 0 || port > 65535) {
    return Failure{fmt::format(
        "--port {}: expected ade=N or control=N with N from 0 to 65535", text)};
  }
  rig.ports[name] = port;
  return {};
}

Result<RigOptions> MakeRigOptions(const Options& options) {
  RigOptions rig;
  for (const std::string& service : options.services) {
    if (service == "ade") continue;
    return Failure{fmt::format(
        "serve {}: no mock by that name; this version has: ade", service)};
  }
  rig.ports = {{"ade", 8801}, {"control", 8800}};
  for (const std::string& port : options.ports) {
    if (const auto added = AddPort(port, rig); !added) return added.error();
  }
  rig.bind = options.bind;
  rig.allow_remote = options.allow_remote;
  rig.redact = !options.no_redact;
  rig.scenarios = options.scenarios;
  rig.seed = options.seed ? *options.seed : world::Entropy::FreshSeed();
  if (!options.time.empty()) {
    const auto time = ReadTime(options.time);
    if (!time) return Failure{"--time: " + time.error().what};
    rig.clock = {.mode = world::Clock::Mode::kFrozen, .time = *time};
  }
  if (!options.config.empty()) {
    const auto text = ReadInput("--config", options.config);
    if (!text) return text.error();
    if (const auto read = ReadConfig(*text, rig); !read) {
      return Failure{
          fmt::format("--config {}: {}", options.config, read.error().what)};
    }
  }
  if (!options.dialect.empty()) {
    const auto dialect = ade::ReadDialect(options.dialect);
    if (!dialect) {
      return Failure{
          fmt::format("--dialect {}: expected apple-doc, apple-field or depsim",
                      options.dialect)};
    }
    rig.ade.dialect = *dialect;
  }
  if (!options.as.empty()) {
    auto base = ReadBase("--as", options.as);
    if (!base) return base.error();
    rig.ade.as = std::move(*base);
  }
  if (options.awkward) rig.ade.awkward_credentials = true;
  if (options.explain_header) rig.ade.explain_header = true;
  return rig;
}

void PrintBanner(const Rig& rig, const RigOptions& options) {
  fmt::print("mdmock {}, seed {}{}\n", MDMOCK_VERSION, rig.seed(),
             options.clock.mode == world::Clock::Mode::kFrozen
                 ? ", clock frozen at " + FormatTime(options.clock.time)
                 : "");
  const std::string url = rig.ade_server().Url();
  fmt::print("  ade      {}   {}\n", url, rig.ade_server().HttpsUrl());
  fmt::print("  control  {}\n\n", rig.control_server().Url());
  fmt::print(
      "Get a session:\n"
      "  curl -s {}/ade/token > t.json\n"
      "  curl -H \"Authorization: $(mdmock sign oauth1 --token t.json --url "
      "{}/session)\" {}/session\n"
      "What was asked, and why it was refused: here, and at {}/journal\n"
      "Stop with Ctrl-C.\n\n",
      rig.control_server().Url(), url, url, rig.control_server().Url());
  std::fflush(stdout);
}

Result<void> WriteFiles(const Options& options, const Rig& rig) {
  if (!options.ca_out.empty()) {
    const auto written =
        WriteFile("--ca-out", options.ca_out, rig.ca_pem(), Access::kEveryone);
    if (!written) return written.error();
  }
  if (options.ready_file.empty()) return {};
  return WriteFile("--ready-file", options.ready_file, rig.ReadyJson(),
                   Access::kOwner);
}

// A thousand clients are a thousand descriptors, on each port.
void RaiseFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int Serve(const Options& options) {
  auto made = MakeRigOptions(options);
  if (!made) return Complain(made.error().what);
  // Before any thread is there, so that all of them leave these to sigwait.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);  // A client that goes away is an error of write().
  RaiseFileLimit();

  const auto rig = Rig::Start(*made);
  if (!rig) return Complain(rig.error().what);
  if (!options.quiet) PrintBanner(**rig, *made);
  if (const auto written = WriteFiles(options, **rig); !written) {
    return Complain(written.error().what);
  }
  std::optional<Console> console;
  if (!options.quiet) {
    console.emplace((*rig)->journal(), (*rig)->secrets(),
                    UseColour() ? Colour::kAnsi : Colour::kNever);
  }
  int received = 0;
  sigwait(&signals, &received);
  return kAccepted;
}

}  // namespace

void AddServe(CLI::App& program, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("serve", "run the mocks until Ctrl-C");
  command->footer(
      "Every port speaks http and https. docs/control-port.md says what the "
      "control port can do,\ndocs/configuration.md what --config may hold; "
      "'mdmock scenarios' lists the scenarios.");
  command->add_option("service", options->services,
                      "ade: Apple's ADE service (default: all there are)");
  command->add_option("--bind", options->bind, "the address to listen on")
      ->capture_default_str();
  command->add_flag("--allow-remote", options->allow_remote,
                    "let --bind be more than this machine");
  command
      ->add_option("--port", options->ports,
                   "ade=8801, control=8800; 0 is any free one; may be repeated")
      ->type_name("NAME=N");
  command
      ->add_option("--ready-file", options->ready_file,
                   "written once every port listens: URLs, CA, credentials")
      ->type_name("FILE");
  command
      ->add_option("--ca-out", options->ca_out,
                   "write the certificate that clients are to trust")
      ->type_name("FILE");
  command
      ->add_option("--config", options->config,
                   "tenants, credentials, dialect and so on, as JSON")
      ->type_name("FILE");
  command
      ->add_option("--dialect", options->dialect,
                   "how refusals look: apple-doc, apple-field or depsim")
      ->type_name("NAME");
  command->add_option("--time", options->time, "freeze the clock at this time")
      ->type_name("TIME");
  command->add_option("--seed", options->seed,
                      "the same seed gives the same credentials and sessions");
  command
      ->add_option("--scenario", options->scenarios,
                   "reproduce a named error; may be repeated")
      ->type_name("ID");
  command
      ->add_option("--as", options->as,
                   "verify as if this scheme and host had been addressed")
      ->type_name("URL");
  command->add_flag("--awkward", options->awkward,
                    "secrets that hold + / = & % and blanks");
  command->add_flag("--explain-header", options->explain_header,
                    "say the cause of a refusal in X-Mdmock-Explain");
  command->add_flag("--no-redact", options->no_redact,
                    "show secrets in the journal");
  command->add_flag("--quiet", options->quiet, "print nothing");
  command->callback(
      [options, &action] { action = [options] { return Serve(*options); }; });
}

}  // namespace mdmock::cli
