#include "cli/demo_suites.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "cli/command.h"
#include "cli/output.h"
#include "conformance/drivers/each_driver.h"
#include "conformance/drivers/scratch.h"
#include "conformance/reference/ade_client/run.h"
#include "conformance/reference/connector/run.h"
#include "conformance/reference/ws1_client/run.h"
#include "conformance/suites/ade_client/ade_client_suite.h"
#include "conformance/suites/connector/connector_suite.h"
#include "conformance/suites/ws1_client/ws1_client_suite.h"
#include "protocol/base/text.h"

namespace mdmock::cli {
namespace {

using connector::Profile;

// Clients wait most of the time, as they are told to; connectors do not.
constexpr size_t kClientJobs = 4;
constexpr size_t kConnectorJobs = 2;

// Judges the reference client, one process an operation, as a client of
// anybody's would be judged. It is this very program, wherever that is
// installed.
Result<conformance::Results> TryClient(std::string_view name,
                                       conformance::ClientSuite suite,
                                       std::uint64_t seed) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return Failure{"cannot find this program: " + error.message()};
  const std::string arguments =
      fmt::format(" demo --reference-client {}", name);
  drivers::EachDriver client("exec " + ShellQuoted(program.string()) +
                             arguments);
  conformance::ClientSettings settings;
  settings.seed = seed;
  settings.jobs = kClientJobs;
  settings.implementation = "mdmock" + arguments;
  settings.command_line = fmt::format("mdmock check {} --each '{}' --seed {}",
                                      name, settings.implementation, seed);
  return conformance::RunClientSuite(suite, client, settings);
}

Result<conformance::Results> TryAdeClient(std::uint64_t seed) {
  return TryClient("ade-client", conformance::AdeClientSuite(), seed);
}

Result<conformance::Results> TryWs1Client(std::uint64_t seed) {
  return TryClient("ws1-client", conformance::Ws1ClientSuite(), seed);
}

// Judges the reference connector over TLS, as one of anybody's would be.
Result<conformance::Results> TryConnector(Profile profile,
                                          conformance::Selection selection,
                                          std::uint64_t seed) {
  namespace pki = conformance::pki;
  const auto scratch = drivers::Scratch::Make();
  if (!scratch) return scratch.error();
  const auto running = reference::pki::StartIn(scratch->path(), profile);
  if (!running) return running.error();
  const auto configuration = pki::ReadConfiguration(running->configuration);
  if (!configuration) return configuration.error();
  const auto origin = pki::ReadOrigin(running->connector->Url());
  if (!origin) return origin.error();
  conformance::ConnectorSettings settings;
  settings.selection = std::move(selection);
  settings.seed = seed;
  settings.jobs = kConnectorJobs;
  settings.command_line = fmt::format(
      "mdmock check connector URL --config DIR/connector.json --seed {}", seed);
  conformance::Results results =
      conformance::RunConnectorSuite(*configuration, *origin, settings);
  results.implementation =
      fmt::format("mdmock demo --reference-connector DIR (profile {})",
                  connector::Name(profile));
  return results;
}

// All that it has but two checks, which take ten seconds each by the clock.
Result<conformance::Results> TryUem1210(std::uint64_t seed) {
  return TryConnector(
      Profile::kUem1210,
      {.run = {},
       .skip = {"connector/C-06-*", "connector/C-07-*", "connector/D-*"}},
      seed);
}

// What that generation of the protocol has besides.
Result<conformance::Results> TryDynamics(std::uint64_t seed) {
  return TryConnector(Profile::kDynamics,
                      {.run = {"connector/D-*"}, .skip = {}}, seed);
}

}  // namespace

const std::vector<DemoSuite>& DemoSuites() {
  static const std::vector<DemoSuite> suites = {
      {"mdmock check ade-client",
       "The other way round: a client of Apple's ADE service that does "
       "everything right\nis judged by what it does at the mock.",
       &TryAdeClient},
      {"mdmock check ws1-client",
       "A client of Workspace ONE's REST API that does everything right, at "
       "that mock.",
       &TryWs1Client},
      {"mdmock check connector",
       "A PKI connector that does everything right is asked what BlackBerry "
       "UEM asks, and\nwhat nobody should.",
       &TryUem1210},
      {"mdmock check connector --profile dynamics",
       "The same of the newer operations: renewals and notifications.",
       &TryDynamics}};
  return suites;
}

int BeReferenceClient(const std::string& suite) {
  if (suite == "ade-client") return reference::RunAdeClient({});
  if (suite == "ws1-client") return reference::RunWs1Client({});
  return Complain("--reference-client " + Printable(suite, 80) +
                  ": there is no such suite");
}

int BeReferenceConnector(const std::string& folder) {
  const auto ran = reference::pki::RunConnector(folder, Profile::kUem1210);
  if (ran) return kAccepted;
  return Complain("--reference-connector: " + ran.error().what);
}

}  // namespace mdmock::cli
