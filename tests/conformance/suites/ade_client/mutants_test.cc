#include "conformance/reference/ade_client/mutants.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "conformance/suites/ade_client/ade_client_suite.h"
#include "tests/conformance/suites/client/mutant_checks.h"

namespace mdmock::conformance {
namespace {

using reference::kMutants;
using reference::Mutant;

// The row that nobody can be judged by: it is listed, with the reason.
constexpr char kUnobservable[] = "F11";

TEST(AdeReferenceClient, PassesEveryCheck) {
  const ClientSuite suite = AdeClientSuite();
  const Results results = Judge(suite, ADE_REFERENCE_CLIENT, "", 8);
  EXPECT_EQ(results.checks.size(), suite.checks.size() + 2);
  for (const CheckResult& one : results.checks) {
    EXPECT_EQ(one.outcome, CodeOf(one.check) == kUnobservable ? Outcome::kSkip
                                                              : Outcome::kPass)
        << one.check.id << ": " << one.message << "\n"
        << one.detail;
  }
}

TEST(AdeClientSuite, HasEveryRowOfItsTable) {
  const ClientSuite suite = AdeClientSuite();
  ExpectFilesToHaveTheirChecks(suite);
  std::map<char, int> rows;
  for (const ClientCheck& check : suite.checks) ++rows[check.code.front()];
  const std::map<char, int> wanted{{'A', 25}, {'B', 9},  {'C', 15}, {'D', 13},
                                   {'E', 16}, {'F', 12}, {'G', 12}};
  EXPECT_EQ(rows, wanted);
}

class AdeClientMutant : public ::testing::TestWithParam<Mutant> {};

TEST_P(AdeClientMutant, IsKilledByItsCheck) {
  const Mutant& mutant = GetParam();
  ExpectKilled(
      Judge(AdeClientSuite(),
            fmt::format("{} --mutant {}", ADE_REFERENCE_CLIENT, mutant.name),
            fmt::format("ade-client/{}-*", mutant.code)),
      mutant);
}

INSTANTIATE_TEST_SUITE_P(Each, AdeClientMutant, ::testing::ValuesIn(kMutants),
                         [](const ::testing::TestParamInfo<Mutant>& one) {
                           return NameOf(one.param);
                         });

TEST(AdeClientMutants, ThereIsOneForEachCheck) {
  ExpectOneForEachCheck(AdeClientSuite(), kMutants, {kUnobservable});
}

// tools/client_mutants.py writes the page, with the collateral kills that only
// a full run can tell.
TEST(AdeClientMutants, StandInTheirPage) {
  ExpectPage("docs/ade-client-mutants.md", kMutants);
}

}  // namespace
}  // namespace mdmock::conformance
