#include "tests/cli/check_client.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace mdmock::cli {
namespace {

constexpr char kClients[] = MDMOCK_SOURCE_DIR "/tests/cli/clients";

std::string CodeOf(const std::string& id) {
  const std::string name = id.substr(id.find('/') + 1);
  if (name.starts_with("A00-control-")) return name.substr(12);
  return name.substr(0, name.find('-'));
}

}  // namespace

Outcome CheckClient(const std::string& arguments) {
  return Mdmock("check ade-client " + arguments);
}

std::string GoodClient() { return " --each " ADE_REFERENCE_CLIENT " "; }

std::string AstrayEach(const std::string& how, const std::string& mark) {
  return " --each " +
         Quoted(fmt::format("sh '{}/astray.sh' '{}' {} '{}'", kClients,
                            ADE_REFERENCE_CLIENT, how, mark)) +
         " ";
}

std::string AstrayShim(const std::string& how) {
  return " --shim " +
         Quoted(fmt::format("exec '{}' '{}/astray_shim.py' '{}' {}",
                            MDMOCK_PYTHON, kClients, ADE_REFERENCE_CLIENT,
                            how)) +
         " ";
}

std::map<std::string, std::string> OutcomesIn(const nlohmann::json& results) {
  EXPECT_EQ(results.value("schema", ""), "mdmock.results/1");
  EXPECT_EQ(results.value("suite", ""), "ade-client");
  EXPECT_TRUE(results.at("implementation").is_string());
  EXPECT_TRUE(results.at("seed").is_number_unsigned());
  std::map<std::string, std::string> outcomes;
  std::map<std::string, int> counts;
  for (const auto& check : results.at("checks")) {
    for (const char* text : {"id", "level", "requirement", "source",
                             "provenance", "outcome", "class", "message"}) {
      EXPECT_TRUE(check.at(text).is_string()) << check.dump();
    }
    EXPECT_TRUE(check.at("ms").is_number_unsigned());
    for (const auto& seq : check.at("evidence")) {
      EXPECT_TRUE(seq.is_number_unsigned());
    }
    const std::string outcome = check.at("outcome");
    ++counts[outcome];
    const std::string code = CodeOf(check.at("id"));
    EXPECT_FALSE(outcomes.contains(code)) << "twice: " << code;
    outcomes[code] = outcome;
  }
  for (const auto& [outcome, count] : results.at("summary").items()) {
    EXPECT_EQ(count, counts[outcome]) << outcome;
  }
  return outcomes;
}

nlohmann::json CheckIn(const nlohmann::json& results, const std::string& code) {
  for (const auto& check : results.at("checks")) {
    if (CodeOf(check.at("id")) == code) return check;
  }
  return nullptr;
}

}  // namespace mdmock::cli
