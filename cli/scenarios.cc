#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "cli/command.h"
#include "mocks/ade/scenes.h"
#include "mocks/connector/scenes.h"
#include "mocks/workspace_one/scenes.h"

namespace mdmock::cli {
namespace {

int PrintScenarios(bool json) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  std::vector<server::Scenario> all = ade::AllScenes();
  for (const auto more : {&workspace_one::AllScenes, &connector::AllScenes}) {
    const std::vector<server::Scenario> its = more();
    all.insert(all.end(), its.begin(), its.end());
  }
  for (const server::Scenario& one : all) {
    list.push_back({{"id", one.id},
                    {"sentence", one.sentence},
                    {"correct_client", one.correct_client}});
    if (json) continue;
    fmt::print("{}\n  {}\n  A correct client: {}\n\n", one.id, one.sentence,
               one.correct_client);
  }
  if (json) {
    fmt::print("{}\n", list.dump(2));
  } else {
    fmt::print(
        "Play one with 'mdmock serve --scenario ID', or while it runs with "
        "PUT /scenario\non the control port.\n");
  }
  return kAccepted;
}

}  // namespace

void AddScenarios(CLI::App& program, Action& action) {
  const auto json = std::make_shared<bool>(false);
  CLI::App* command = program.add_subcommand(
      "scenarios",
      "the named errors that 'serve --scenario' reproduces, and what a correct "
      "client does");
  command->add_flag("--json", *json, "print the list as JSON");
  command->callback(
      [json, &action] { action = [json] { return PrintScenarios(*json); }; });
}

}  // namespace mdmock::cli
