#include "tests/conformance/suites/connector/judged.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/drivers/scratch.h"
#include "conformance/reference/connector/configuration_files.h"

namespace mdmock::conformance {
namespace {

namespace ref = reference::pki;

template <typename T>
T OrEnd(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.error().what.c_str());
  std::abort();
}

}  // namespace

Results JudgeMutant(const ref::Mutant* mutant, const std::string& run,
                    ConnectorSettings settings, connector::Profile profile) {
  const auto scratch = OrEnd(drivers::Scratch::Make());
  if (mutant != nullptr) profile = mutant->profile;
  const auto connector = OrEnd(ref::ReferenceConnector::Start(
      mutant, {.profile = profile,
               .back_end_file = scratch.path() / ref::kBackEndFile}));
  const auto configuration = OrEnd(pki::ReadConfiguration(
      OrEnd(ref::WriteConfiguration(*connector, scratch.path()))));
  if (!run.empty()) settings.selection.run = {run};
  settings.command_line = "mdmock check connector";
  return RunConnectorSuite(configuration,
                           OrEnd(pki::ReadOrigin(connector->Url())), settings);
}

Results JudgeConfigured(const std::function<void(nlohmann::json&)>& edit,
                        const std::string& run) {
  const auto scratch = OrEnd(drivers::Scratch::Make());
  const auto connector = OrEnd(ref::ReferenceConnector::Start(nullptr, {}));
  const auto file = OrEnd(ref::WriteConfiguration(*connector, scratch.path()));
  nlohmann::json configuration;
  std::ifstream(file) >> configuration;
  edit(configuration);
  std::ofstream(file) << configuration;
  ConnectorSettings settings;
  settings.selection.run = {run};
  settings.command_line = "mdmock check connector";
  return RunConnectorSuite(OrEnd(pki::ReadConfiguration(file)),
                           OrEnd(pki::ReadOrigin(connector->Url())), settings);
}

const CheckResult& CheckOf(const Results& results, std::string_view code) {
  for (const CheckResult& result : results.checks) {
    if (result.check.id.starts_with(fmt::format("connector/{}-", code))) {
      return result;
    }
  }
  std::fprintf(stderr, "no result for %s\n", std::string(code).c_str());
  std::abort();
}

std::string Lines(const Results& results) {
  std::string lines;
  for (const CheckResult& result : results.checks) {
    if (result.outcome == Outcome::kPass) continue;
    lines +=
        fmt::format("{} {} ({}): {}\n", result.check.id, Name(result.outcome),
                    Name(result.speaks_of), result.message);
  }
  return lines;
}

}  // namespace mdmock::conformance
