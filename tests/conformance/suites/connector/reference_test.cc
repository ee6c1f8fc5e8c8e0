#include <gtest/gtest.h>

#include "tests/conformance/suites/connector/judged.h"

namespace mdmock::conformance {
namespace {

TEST(ReferenceConnector, PassesEveryMust) {
  ConnectorSettings settings;
  settings.selection.least = Level::kMust;
  settings.jobs = 8;
  const Results results = JudgeMutant(nullptr, "", settings);
  EXPECT_EQ(ExitCode(results), 0) << Lines(results);
  EXPECT_EQ(results.checks.size(), results.planned);
  // One core of a machine that does nothing else takes a tenth of that.
  EXPECT_LT(results.took, std::chrono::seconds(60));
}

TEST(ReferenceConnector, PassesAllThatIsAsked) {
  ConnectorSettings settings;
  settings.jobs = 8;
  settings.strict = true;
  settings.limit = std::chrono::seconds(60);
  const Results results = JudgeMutant(nullptr, "", settings);
  EXPECT_EQ(ExitCode(results), 0) << Lines(results);
  const Counts counts(results);
  EXPECT_EQ(counts.of(Outcome::kFail) + counts.of(Outcome::kWarn), 0u)
      << Lines(results);
}

TEST(ReferenceConnector, PassesUnderAPrefix) {
  const reference::pki::Mutant prefixed{
      .name = "prefixed",
      .code = "T-15",
      .does = "is at a prefix, as it may be",
      .options = [](connector::ConnectorOptions& options) {
        options.prefix = "/foo";
      }};
  ConnectorSettings settings;
  settings.strict = true;
  const Results results = JudgeMutant(&prefixed, "connector/T-1*", settings);
  EXPECT_EQ(ExitCode(results), 0) << Lines(results);
  EXPECT_EQ(CheckOf(results, "T-15").outcome, Outcome::kPass) << Lines(results);
}

TEST(ReferenceConnector, PassesWhatDynamicsAsks) {
  ConnectorSettings settings;
  settings.jobs = 8;
  settings.strict = true;
  const Results results = JudgeMutant(nullptr, "connector/D-*", settings,
                                      connector::Profile::kDynamics);
  EXPECT_EQ(ExitCode(results), 0) << Lines(results);
}

}  // namespace
}  // namespace mdmock::conformance
