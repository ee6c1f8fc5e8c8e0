#include "conformance/reference/ade_client/mutants.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "conformance/drivers/each_driver.h"
#include "conformance/results.h"
#include "conformance/suites/ade_client/ade_client_suite.h"

namespace mdmock::conformance {
namespace {

using reference::kMutants;
using reference::Mutant;

Results Judge(const std::string& command, const std::string& run, size_t jobs) {
  drivers::EachDriver client(command);
  AdeClientSettings settings;
  settings.jobs = jobs;
  if (!run.empty()) settings.selection.run = {run};
  return RunAdeClientSuite(client, settings);
}

std::string CodeOf(const Check& check) {
  const std::string code = check.id.substr(check.id.find('/') + 1);
  return code.substr(0, code.find('-'));
}

// The rows that nobody can be judged by: they are listed, with the reason.
bool IsUnobservable(const Check& check) { return CodeOf(check) == "F11"; }

TEST(AdeReferenceClient, PassesEveryCheck) {
  const Results results = Judge(ADE_REFERENCE_CLIENT, "", 8);
  EXPECT_EQ(results.checks.size(), AdeClientChecks().size() + 2);
  for (const CheckResult& one : results.checks) {
    EXPECT_EQ(one.outcome,
              IsUnobservable(one.check) ? Outcome::kSkip : Outcome::kPass)
        << one.check.id << ": " << one.message << "\n"
        << one.detail;
  }
}

TEST(AdeClientSuite, HasEveryRowOfItsTable) {
  std::map<char, int> rows;
  for (const Check& check : AdeClientChecks()) {
    ++rows[CodeOf(check).front()];
    EXPECT_THAT(check.file, ::testing::EndsWith(".cc")) << check.id;
    std::ifstream file(MDMOCK_SOURCE_DIR "/" + check.file);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    EXPECT_THAT(text, ::testing::HasSubstr("\"" + CodeOf(check) + "\""))
        << check.file;
  }
  const std::map<char, int> wanted{{'A', 25}, {'B', 9},  {'C', 15}, {'D', 13},
                                   {'E', 16}, {'F', 12}, {'G', 12}};
  EXPECT_EQ(rows, wanted);
}

class AdeClientMutant : public ::testing::TestWithParam<Mutant> {};

TEST_P(AdeClientMutant, IsKilledByItsCheck) {
  const Mutant& mutant = GetParam();
  const Results results =
      Judge(fmt::format("{} --mutant {}", ADE_REFERENCE_CLIENT, mutant.name),
            fmt::format("ade-client/{}-*", mutant.code), 1);
  const auto named = std::find_if(
      results.checks.begin(), results.checks.end(),
      [&](const CheckResult& one) { return CodeOf(one.check) == mutant.code; });
  ASSERT_NE(named, results.checks.end());
  EXPECT_EQ(named->speaks_of, Class::kImplementation);
  EXPECT_THAT(named->outcome,
              ::testing::AnyOf(Outcome::kFail, Outcome::kWarn, Outcome::kCrash,
                               Outcome::kTimeout))
      << mutant.does << ", and passes";
}

INSTANTIATE_TEST_SUITE_P(Each, AdeClientMutant, ::testing::ValuesIn(kMutants),
                         [](const ::testing::TestParamInfo<Mutant>& one) {
                           std::string name;
                           for (const char c : one.param.name)
                             name += c == '-' ? '_' : c;
                           return name;
                         });

TEST(AdeClientMutants, ThereIsOneForEachCheck) {
  std::set<std::string> killed;
  for (const Mutant& mutant : kMutants) killed.emplace(mutant.code);
  for (const Check& check : AdeClientChecks()) {
    if (IsUnobservable(check)) continue;
    EXPECT_TRUE(killed.contains(CodeOf(check))) << check.id;
    killed.erase(CodeOf(check));
  }
  EXPECT_THAT(killed, ::testing::IsEmpty());
}

// tools/ade_client_mutants.py writes the page, with the collateral kills that
// only a full run can tell.
TEST(AdeClientMutants, StandInTheirPage) {
  std::ifstream file(MDMOCK_SOURCE_DIR "/docs/ade-client-mutants.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  size_t num_rows = 0;
  for (size_t at = page.find("\n| `"); at != std::string::npos;
       at = page.find("\n| `", at + 1)) {
    ++num_rows;
  }
  EXPECT_EQ(num_rows, kMutants.size());
  for (const Mutant& mutant : kMutants) {
    EXPECT_THAT(page, ::testing::HasSubstr(fmt::format("| `{}` | {} | {} |",
                                                       mutant.name, mutant.does,
                                                       mutant.code)));
  }
}

}  // namespace
}  // namespace mdmock::conformance
