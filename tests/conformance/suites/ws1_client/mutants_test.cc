#include "conformance/reference/ws1_client/mutants.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "conformance/suites/ws1_client/ws1_client_suite.h"
#include "tests/conformance/suites/client/mutant_checks.h"

namespace mdmock::conformance {
namespace {

using reference::Mutant;
using reference::ws1::kMutants;

constexpr char kShim[] = WS1_REFERENCE_CLIENT " --shim";

// Only a shim is asked to sign alone.
constexpr char kForShims[] = "66";

bool IsForShims(const Mutant& mutant) {
  return mutant.name.starts_with("alone-");
}

TEST(Ws1ReferenceClient, PassesEveryCheck) {
  const ClientSuite suite = Ws1ClientSuite();
  const Results results = Judge(suite, WS1_REFERENCE_CLIENT, "", 8);
  EXPECT_EQ(results.checks.size(), suite.checks.size() + 2);
  for (const CheckResult& one : results.checks) {
    EXPECT_EQ(one.outcome,
              CodeOf(one.check) == kForShims ? Outcome::kSkip : Outcome::kPass)
        << one.check.id << ": " << one.message << "\n"
        << one.detail;
  }
}

TEST(Ws1ReferenceClient, PassesEveryCheckAsAShim) {
  const ClientSuite suite = Ws1ClientSuite();
  const Results results = JudgeShim(suite, kShim, "", 8);
  EXPECT_EQ(results.checks.size(), suite.checks.size() + 2);
  for (const CheckResult& one : results.checks) {
    EXPECT_EQ(one.outcome, Outcome::kPass)
        << one.check.id << ": " << one.message << "\n"
        << one.detail;
  }
}

TEST(Ws1ClientSuite, HasEveryRowOfItsTable) {
  const ClientSuite suite = Ws1ClientSuite();
  ExpectFilesToHaveTheirChecks(suite);
  ASSERT_EQ(suite.checks.size(), 66u);
  for (size_t i = 0; i < suite.checks.size(); ++i) {
    EXPECT_EQ(suite.checks[i].code, fmt::format("{:02}", i + 1));
  }
}

class Ws1ClientMutant : public ::testing::TestWithParam<Mutant> {};

TEST_P(Ws1ClientMutant, IsKilledByItsCheck) {
  const Mutant& mutant = GetParam();
  const std::string run = fmt::format("ws1-client/{}-*", mutant.code);
  const std::string option = fmt::format(" --mutant {}", mutant.name);
  ExpectKilled(
      IsForShims(mutant)
          ? JudgeShim(Ws1ClientSuite(), kShim + option, run)
          : Judge(Ws1ClientSuite(), WS1_REFERENCE_CLIENT + option, run),
      mutant);
}

INSTANTIATE_TEST_SUITE_P(Each, Ws1ClientMutant, ::testing::ValuesIn(kMutants),
                         [](const ::testing::TestParamInfo<Mutant>& one) {
                           return NameOf(one.param);
                         });

TEST(Ws1ClientMutants, ThereIsOneForEachCheck) {
  ExpectOneForEachCheck(Ws1ClientSuite(), kMutants, {});
}

// tools/client_mutants.py writes the page, with the collateral kills that only
// a full run can tell.
TEST(Ws1ClientMutants, StandInTheirPage) {
  ExpectPage("docs/ws1-client-mutants.md", kMutants);
}

}  // namespace
}  // namespace mdmock::conformance
