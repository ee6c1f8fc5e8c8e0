#include "cli/config.h"

#include <nlohmann/json.hpp>

#include "mocks/ade/ade_json.h"
#include "mocks/control/json/fields.h"

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
    fields.Finish();
  }
  if (problems.empty()) return {};
  return Failure{control::Sentence(problems.front())};
}

}  // namespace mdmock::cli
