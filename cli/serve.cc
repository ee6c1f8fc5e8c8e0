#include <fmt/format.h>
#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
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
#include "cli/serve_banner.h"
#include "mocks/workspace_one/workspace_one_json.h"
#include "mocks/world/entropy.h"
#include "protocol/base/time.h"
#include "protocol/http/url.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::vector<std::string> services;
  std::string bind = "127.0.0.1";
  bool allow_remote = false;
  std::vector<std::string> ports;
  std::optional<std::string> ready_file;
  std::optional<std::string> ca_out;
  std::string config;
  std::string dialect;
  std::string separator;
  std::string time;
  std::string seed;
  std::vector<std::string> scenarios;
  std::string as;
  bool awkward = false;
  bool explain_header = false;
  bool plaintext_connector = false;
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
    return Failure{
        fmt::format("--port {}: expected ade=N, ws1=N, connector=N or "
                    "control=N with N from "
                    "0 to 65535",
                    text)};
  }
  rig.ports[name] = port;
  return {};
}

Result<RigOptions> MakeRigOptions(const Options& options) {
  RigOptions rig;
  for (const std::string& service : options.services) {
    if (rig.services.count(service) > 0) continue;
    return Failure{fmt::format(
        "serve {}: no mock by that name; this version has: ade, ws1, connector",
        service)};
  }
  if (!options.services.empty()) {
    rig.services = {options.services.begin(), options.services.end()};
  }
  rig.ports = {
      {"ade", 8801}, {"ws1", 8802}, {"connector", 8803}, {"control", 8800}};
  for (const std::string& port : options.ports) {
    if (const auto added = AddPort(port, rig); !added) return added.error();
  }
  rig.bind = options.bind;
  rig.allow_remote = options.allow_remote;
  rig.redact = !options.no_redact;
  rig.scenarios = options.scenarios;
  rig.seed = world::Entropy::FreshSeed();
  if (!options.seed.empty()) {
    const auto seed = ReadNumber("--seed", options.seed);
    if (!seed) return seed.error();
    rig.seed = *seed;
  }
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
  if (!options.separator.empty() &&
      !workspace_one::ReadSeparator(options.separator, rig.ws1.separator)) {
    return Failure{
        fmt::format("--separator {}: expected either, backtick or apostrophe",
                    options.separator)};
  }
  if (!options.as.empty()) {
    auto base = ReadBase("--as", options.as);
    if (!base) return base.error();
    rig.ade.as = std::move(*base);
    rig.ws1.as = *http::ReadUrl(options.as);  // ReadBase has read it, too.
  }
  if (options.plaintext_connector) rig.connector.plaintext = true;
  if (options.awkward) rig.ade.awkward_credentials = true;
  if (options.explain_header) {
    rig.ade.explain_header = true;
    rig.ws1.explain_header = true;
    rig.connector.explain_header = true;
  }
  return rig;
}

Result<void> WriteFiles(const Options& options, Rig& rig) {
  if (options.ca_out) {
    const auto written =
        WriteFile("--ca-out", *options.ca_out, rig.ca_pem(), Access::kEveryone);
    if (!written) return written.error();
  }
  if (!options.ready_file) return {};
  const auto ready = rig.ReadyJson();
  if (!ready) return ready.error();
  return WriteFile("--ready-file", *options.ready_file, *ready, Access::kOwner);
}

// Whoever waits for the ready file is not to find that of an earlier run.
void RemoveStale(const Options& options) {
  struct stat found {};
  if (!options.ready_file) return;
  const char* path = options.ready_file->c_str();
  if (lstat(path, &found) == 0 && S_ISREG(found.st_mode)) unlink(path);
}

// A thousand clients are a thousand descriptors, on each port.
void RaiseFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// A connection is a thread, and glibc lets each of many threads keep freed
// memory for itself: after large requests that would be several times as much.
void ShareFreedMemory() {
#ifdef __GLIBC__
  constexpr int kMaxArenas = 4;
  mallopt(M_ARENA_MAX, kMaxArenas);
#endif
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
  ShareFreedMemory();
  RemoveStale(options);

  const auto rig = Rig::Start(*made);
  if (!rig) return Complain(rig.error().what);
  if (const auto written = WriteFiles(options, **rig); !written) {
    return Complain(written.error().what);
  }
  if (!options.quiet) Say(Banner(**rig, *made));
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
      program.add_subcommand("serve", "run the mocks until Ctrl-C or SIGTERM");
  command->footer(
      "Every port speaks http and https. GET / on the control port lists what "
      "can be asked and changed\nwhile it runs: the journal with every "
      "verdict, "
      "the clock, faults, scenarios, GET /ade/token, GET /ws1/admin.\n"
      "A configuration, all of it optional: {\"ade\":{\"dialect\":\"depsim\","
      "\"session_lifetime_s\":60,\n\"tenants\":[{\"name\":\"default\","
      "\"state\":\"terms-not-signed\"}]}}; an unknown key is an error that "
      "names it.\n"
      "Exit code 0: stopped; 2: an option, a port or a file is not right, and "
      "the message names it.");
  command
      ->add_option("service", options->services,
                   "ade: Apple's ADE service; ws1: Workspace ONE's REST API; "
                   "connector: a PKI connector (default: all there are)")
      ->type_name("");
  command->add_option("--bind", options->bind, "the address to listen on")
      ->type_name("ADDRESS")
      ->capture_default_str();
  command->add_flag("--allow-remote", options->allow_remote,
                    "let --bind be an address that other machines reach");
  command
      ->add_option("--port", options->ports,
                   "ade=8801, ws1=8802, connector=8803, control=8800 if not "
                   "given; 0 is any free one; may be repeated")
      ->type_name("NAME=N")
      ->allow_extra_args(false);
  command
      ->add_option("--ready-file", options->ready_file,
                   "written at once when every port listens: URLs, CA and "
                   "credentials, as JSON")
      ->type_name("FILE");
  command
      ->add_option("--ca-out", options->ca_out,
                   "write the CA that clients are to trust, PEM; a new one "
                   "each run")
      ->type_name("FILE");
  command
      ->add_option("--config", options->config,
                   "tenants, credentials, dialect and so on, as JSON (below)")
      ->type_name("FILE");
  command
      ->add_option("--dialect", options->dialect,
                   "how refusals look: apple-doc (as documented; the default), "
                   "apple-field (as seen) or depsim (the old simulator)")
      ->type_name("NAME");
  command
      ->add_option("--separator", options->separator,
                   "what ws1 takes between CMSURL and 1: either (the default), "
                   "backtick or apostrophe")
      ->type_name("NAME");
  command
      ->add_option("--time", options->time,
                   "freeze the clock: RFC 3339 or epoch seconds")
      ->type_name("TIME");
  command
      ->add_option("--seed", options->seed,
                   "the same seed gives the same credentials and sessions "
                   "(default: a new one)")
      ->type_name("N");
  command
      ->add_option("--scenario", options->scenarios,
                   "reproduce a named error (mdmock scenarios); may be "
                   "repeated")
      ->type_name("ID")
      ->allow_extra_args(false);
  command
      ->add_option("--as", options->as,
                   "verify as if this scheme and host had been addressed: for "
                   "clients behind a proxy; the path of URL may stand before "
                   "/api of ws1")
      ->type_name("URL");
  command->add_flag("--awkward", options->awkward,
                    "keys and secrets that hold + / = & % and blanks");
  command->add_flag("--plaintext-connector", options->plaintext_connector,
                    "the connector answers http as well, and not only 403");
  command->add_flag("--explain-header", options->explain_header,
                    "tell the client the cause of a refusal, in "
                    "X-Mdmock-Explain");
  command->add_flag("--no-redact", options->no_redact,
                    "show secrets in the journal");
  command->add_flag("--quiet", options->quiet, "print nothing");
  command->callback(
      [options, &action] { action = [options] { return Serve(*options); }; });
}

}  // namespace mdmock::cli
