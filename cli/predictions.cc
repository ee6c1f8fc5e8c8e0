#include "cli/predictions.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/output.h"
#include "protocol/verdict/verdict_json.h"

namespace mdmock::cli {
namespace {

using Predictions = std::vector<pkcs12::Prediction>;

void PrintJson(const Verdict& verdict, const Predictions& all) {
  nlohmann::ordered_json document = ToJson(verdict);
  auto& predictions = document["predictions"] = nlohmann::ordered_json::array();
  for (const pkcs12::Prediction& one : all) {
    predictions.push_back({{"consumer", Name(one.consumer)},
                           {"outcome", Name(one.outcome)},
                           {"basis", Name(one.basis)},
                           {"why", one.why}});
  }
  fmt::print("{}\n", document.dump(2));
}

void PrintTable(const Predictions& all) {
  if (all.empty()) return;
  fmt::print("\nwho opens it\n");
  for (const pkcs12::Prediction& one : all) {
    fmt::print("  {:<22}{:<9}{:<12}{}\n", Name(one.consumer), Name(one.outcome),
               Name(one.basis), one.why);
  }
}

}  // namespace

int PrintWithPredictions(const Verdict& verdict, const Predictions& predictions,
                         bool as_json) {
  if (as_json) {
    PrintJson(verdict, predictions);
    return verdict.accepted() ? kAccepted : kRefused;
  }
  const int code = PrintVerdict(verdict, Format::kText);
  PrintTable(predictions);
  return code;
}

}  // namespace mdmock::cli
