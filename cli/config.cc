#include "cli/config.h"

#include <nlohmann/json.hpp>

#include "mocks/ade/ade_json.h"
#include "mocks/connector/connector_json.h"
#include "mocks/control/json/fields.h"
#include "mocks/workspace_one/workspace_one_json.h"

namespace mdmock::cli {

Result<void> ReadConfig(std::string_view text, RigOptions& rig) {
  control::Problems problems;
  const nlohmann::json json = control::ReadJson(text, problems);
  if (problems.empty()) {
    control::Fields fields(json, "", problems);
    if (const nlohmann::json* ade = fields.Take("ade")) {
      const control::Problems more = ade::ReadOptions(*ade, "ade", rig.ade);
      problems.insert(problems.end(), more.begin(), more.end());
    }
    if (const nlohmann::json* ws1 = fields.Take("ws1")) {
      const control::Problems more =
          workspace_one::ReadOptions(*ws1, "ws1", rig.ws1);
      problems.insert(problems.end(), more.begin(), more.end());
    }
    if (const nlohmann::json* connector = fields.Take("connector")) {
      const control::Problems more =
          connector::ReadOptions(*connector, "connector", rig.connector);
      problems.insert(problems.end(), more.begin(), more.end());
    }
    fields.Finish();
  }
  if (problems.empty()) return {};
  // The reader of JSON speaks of a request's body; here it is a file.
  control::Problem problem = problems.front();
  if (problem.where == "body") problem.where = "the document";
  constexpr std::string_view kPlace = "body, ";
  if (problem.where.starts_with(kPlace)) problem.where.erase(0, kPlace.size());
  return Failure{control::Sentence(problem)};
}

}  // namespace mdmock::cli
