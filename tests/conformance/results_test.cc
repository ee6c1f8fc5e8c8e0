#include "conformance/results.h"

#include <gmock/gmock.h>

#include <string>

namespace mdmock::conformance {
namespace {

CheckResult Of(Outcome outcome, Class speaks_of = Class::kImplementation) {
  CheckResult result;
  result.check.id = "suite/check";
  result.outcome = outcome;
  result.speaks_of = speaks_of;
  return result;
}

Results RunOf(std::vector<CheckResult> checks) {
  Results results;
  results.planned = checks.size();
  results.checks = std::move(checks);
  return results;
}

TEST(ExitCodeTest, IsOneForEachFailingOutcomeOfTheImplementation) {
  for (const Outcome outcome :
       {Outcome::kFail, Outcome::kCrash, Outcome::kTimeout, Outcome::kXpass,
        Outcome::kXfailChanged}) {
    EXPECT_EQ(ExitCode(RunOf({Of(Outcome::kPass), Of(outcome)})), 1)
        << Name(outcome);
  }
}

TEST(ExitCodeTest, IsZeroForOutcomesThatRefuseNothing) {
  EXPECT_EQ(ExitCode(RunOf({Of(Outcome::kPass), Of(Outcome::kWarn),
                            Of(Outcome::kInfo), Of(Outcome::kSkip),
                            Of(Outcome::kXfail)})),
            0);
}

TEST(ExitCodeTest, CountsWarningsOnlyWhenStrict) {
  Results results = RunOf({Of(Outcome::kWarn)});
  EXPECT_EQ(ExitCode(results), 0);
  results.strict = true;
  EXPECT_EQ(ExitCode(results), 1);
}

TEST(ExitCodeTest, NeverBlamesTheImplementationForABrokenHarness) {
  EXPECT_EQ(ExitCode(RunOf({Of(Outcome::kBroken)})), 3);
  EXPECT_EQ(ExitCode(RunOf({Of(Outcome::kFail, Class::kHarness)})), 3);
}

TEST(ExitCodeTest, SaysNotConformingEvenWhenAnotherCheckIsBroken) {
  EXPECT_EQ(ExitCode(RunOf({Of(Outcome::kBroken), Of(Outcome::kFail)})), 1);
}

TEST(ExitCodeTest, IsTwoWhenThePositiveControlIsMisconfigured) {
  CheckResult control = Of(Outcome::kFail, Class::kConfiguration);
  control.check.id = "suite/control";
  Results results = RunOf({control, Of(Outcome::kFail)});
  EXPECT_EQ(ExitCode(results), 1) << "not known to be the control";
  results.control = "suite/control";
  EXPECT_EQ(ExitCode(results), 2);
}

TEST(ExitCodeTest, IsTwoWhenAnyCheckCouldNotBePutForItsConfiguration) {
  EXPECT_EQ(ExitCode(RunOf({Of(Outcome::kBroken, Class::kConfiguration)})), 2);
}

TEST(ExitCodeTest, IsThreeWhenNotAllThatWasPlannedRan) {
  Results results = RunOf({Of(Outcome::kPass)});
  results.planned = 2;
  EXPECT_EQ(ExitCode(results), 3);
}

TEST(OutcomeTest, NamesReadBack) {
  for (size_t i = 0; i < kNumOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_EQ(ReadOutcome(Name(outcome)), outcome) << Name(outcome);
  }
  EXPECT_EQ(ReadOutcome("failed"), std::nullopt);
}

TEST(RedactTest, ReachesEveryTextOfAReport) {
  CheckResult result = Of(Outcome::kFail);
  result.message = result.detail = result.rerun = "s3cret-otp";
  Results results = RunOf({result});
  results.command_line = results.implementation = "s3cret-otp";
  results.evidence = {
      {.seq = 1, .what = "s3cret-otp", .parts = {{"request", "s3cret-otp"}}}};

  Redactor redactor;
  redactor.Hide("s3cret-otp");
  Redact(redactor, results);

  for (const std::string& text :
       {results.command_line, results.implementation, results.checks[0].message,
        results.checks[0].detail, results.checks[0].rerun,
        results.evidence[0].what, results.evidence[0].parts[0].bytes}) {
    EXPECT_EQ(text, "[secret]");
  }
}

}  // namespace
}  // namespace mdmock::conformance
