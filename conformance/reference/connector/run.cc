#include "conformance/reference/connector/run.h"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <string>
#include <utility>

#include "conformance/reference/connector/configuration_files.h"

namespace mdmock::reference::pki {

Result<Running> StartIn(const std::filesystem::path& folder,
                        connector::Profile profile, const Mutant* mutant) {
  auto connector = ReferenceConnector::Start(
      mutant, {.profile = profile, .back_end_file = folder / kBackEndFile});
  if (!connector) return connector.error();
  auto configuration = WriteConfiguration(**connector, folder);
  if (!configuration) return configuration.error();
  return Running{*std::move(connector), *std::move(configuration)};
}

Result<void> RunConnector(const std::filesystem::path& folder,
                          connector::Profile profile, const Mutant* mutant) {
  const auto running = StartIn(folder, profile, mutant);
  if (!running) return running.error();
  fmt::print("{}\n", running->connector->Url());
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
  }
  return {};
}

}  // namespace mdmock::reference::pki
