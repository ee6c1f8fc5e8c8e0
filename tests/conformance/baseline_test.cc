#include "conformance/baseline.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace mdmock::conformance {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

CheckResult Of(std::string id, Outcome outcome, std::string message = "") {
  CheckResult result;
  result.check.id = std::move(id);
  result.outcome = outcome;
  result.message = std::move(message);
  return result;
}

Results RunOf(std::vector<CheckResult> checks) {
  Results results;
  results.planned = checks.size();
  results.checks = std::move(checks);
  return results;
}

Baseline Known(std::string id, Outcome outcome) {
  return {{.id = std::move(id), .outcome = outcome, .link = "", .reason = "r"}};
}

Outcome After(Outcome listed, Outcome observed) {
  Results results = RunOf({Of("s/a", observed)});
  const auto applied = ApplyBaseline(Known("s/a", listed), {"s/a"}, results);
  EXPECT_TRUE(applied) << applied.error().what;
  return results.checks[0].outcome;
}

std::string ErrorOf(std::string_view text) {
  const Result<Baseline> baseline = ReadBaseline(text);
  return baseline ? "no error" : baseline.error().what;
}

TEST(BaselineTest, ReadsIdOutcomeLinkAndReason) {
  const auto baseline = ReadBaseline(
      "# a comment\r\n\r\n  s/a  fail\thttps://bugs.example/7  echoes as "
      "text\r\n"
      "s/b warn - vendor disagrees");
  ASSERT_TRUE(baseline) << baseline.error().what;
  ASSERT_THAT(*baseline, SizeIs(2));
  EXPECT_EQ((*baseline)[0].id, "s/a");
  EXPECT_EQ((*baseline)[0].outcome, Outcome::kFail);
  EXPECT_EQ((*baseline)[0].link, "https://bugs.example/7");
  EXPECT_EQ((*baseline)[0].reason, "echoes as text");
  EXPECT_EQ((*baseline)[1].link, "");
  EXPECT_EQ((*baseline)[1].reason, "vendor disagrees");
}

TEST(BaselineTest, NamesTheLineThatIsWrong) {
  EXPECT_THAT(ErrorOf("\ns/a failed - x"), HasSubstr("line 2: "));
  EXPECT_THAT(ErrorOf("s/a pass - x"), HasSubstr("\"pass\""));
  EXPECT_THAT(ErrorOf("s/a broken - x"), HasSubstr("\"broken\""));
  EXPECT_THAT(ErrorOf("s/a"), HasSubstr("the outcome of s/a"));
  EXPECT_THAT(ErrorOf("s/a fail"), HasSubstr("needs a link"));
  EXPECT_THAT(ErrorOf("s/a fail -"), HasSubstr("a reason"));
  EXPECT_THAT(ErrorOf("s/a fail - x\ns/a warn - y"), HasSubstr("twice"));
}

TEST(BaselineTest, WhatIsWrittenReadsBack) {
  const Baseline written = {
      {.id = "s/b",
       .outcome = Outcome::kCrash,
       .link = "l",
       .reason = "two  words"},
      {.id = "s/a", .outcome = Outcome::kTimeout, .link = "", .reason = "x"}};
  const auto read = ReadBaseline(WriteBaseline(written));
  ASSERT_TRUE(read) << read.error().what;
  ASSERT_THAT(*read, SizeIs(2));
  EXPECT_EQ((*read)[0].id, "s/a");
  EXPECT_EQ((*read)[0].link, "");
  EXPECT_EQ((*read)[1].outcome, Outcome::kCrash);
  EXPECT_EQ((*read)[1].reason, "two  words");
}

TEST(BaselineTest, IsExactBothWays) {
  EXPECT_EQ(After(Outcome::kFail, Outcome::kFail), Outcome::kXfail);
  EXPECT_EQ(After(Outcome::kFail, Outcome::kPass), Outcome::kXpass);
  EXPECT_EQ(After(Outcome::kFail, Outcome::kCrash), Outcome::kXfailChanged);
  EXPECT_EQ(After(Outcome::kWarn, Outcome::kFail), Outcome::kXfailChanged);
  EXPECT_EQ(After(Outcome::kWarn, Outcome::kWarn), Outcome::kXfail);
}

TEST(BaselineTest, LeavesAloneWhatSaysNothingAboutTheImplementation) {
  EXPECT_EQ(After(Outcome::kFail, Outcome::kSkip), Outcome::kSkip);
  EXPECT_EQ(After(Outcome::kFail, Outcome::kBroken), Outcome::kBroken);
}

TEST(BaselineTest, KeepsWhatWasObserved) {
  Results results =
      RunOf({Of("s/a", Outcome::kCrash), Of("s/b", Outcome::kFail)});
  ASSERT_TRUE(
      ApplyBaseline(Known("s/a", Outcome::kFail), {"s/a", "s/b"}, results));
  ASSERT_TRUE(results.checks[0].expected);
  EXPECT_EQ(results.checks[0].expected->observed, Outcome::kCrash);
  EXPECT_EQ(results.checks[0].expected->reason, "r");
  EXPECT_EQ(results.checks[1].outcome, Outcome::kFail);
  EXPECT_FALSE(results.checks[1].expected);
}

TEST(BaselineTest, RefusesAnIdThatNoCheckHas) {
  Results results = RunOf({Of("s/a", Outcome::kPass)});
  const auto applied =
      ApplyBaseline(Known("s/typo", Outcome::kFail), {"s/a"}, results);
  ASSERT_FALSE(applied);
  EXPECT_THAT(applied.error().what, HasSubstr("s/typo"));
}

TEST(BaselineTest, TakesAnIdThatWasNotSelectedThisTime) {
  Results results = RunOf({Of("s/a", Outcome::kPass)});
  EXPECT_TRUE(
      ApplyBaseline(Known("s/b", Outcome::kFail), {"s/a", "s/b"}, results));
}

TEST(BaselineTest, AnUpdatedBaselineExpectsTheRunItWasMadeFrom) {
  const Baseline previous = {
      {.id = "s/kept", .outcome = Outcome::kFail, .link = "l", .reason = "why"},
      {.id = "s/mended", .outcome = Outcome::kFail, .link = "", .reason = "x"},
      {.id = "s/changed",
       .outcome = Outcome::kFail,
       .link = "l",
       .reason = "x"},
      {.id = "s/not-run",
       .outcome = Outcome::kFail,
       .link = "",
       .reason = "x"}};
  Results results = RunOf({Of("s/kept", Outcome::kFail, "other words"),
                           Of("s/mended", Outcome::kPass),
                           Of("s/changed", Outcome::kTimeout, "slow\nvery"),
                           Of("s/new", Outcome::kWarn, "")});

  const auto updated =
      ReadBaseline(WriteBaseline(UpdatedBaseline(previous, results)));
  ASSERT_TRUE(updated) << updated.error().what;
  ASSERT_THAT(*updated, SizeIs(4));
  EXPECT_EQ((*updated)[0].reason, "slow\\x0Avery");
  EXPECT_EQ((*updated)[1].reason, "why");
  EXPECT_EQ((*updated)[2].reason, "no message");
  EXPECT_EQ((*updated)[3].id, "s/not-run");

  ASSERT_TRUE(ApplyBaseline(
      *updated, {"s/kept", "s/mended", "s/changed", "s/new", "s/not-run"},
      results));
  EXPECT_EQ(ExitCode(results), 0);
  EXPECT_EQ(Counts(results).of(Outcome::kXfail), 3U);
}

TEST(BaselineTest, IsNotUpdatedByARunThatSaysNothing) {
  const Baseline previous = {{.id = "s/kept",
                              .outcome = Outcome::kFail,
                              .link = "l",
                              .reason = "why"}};
  Results results =
      RunOf({Of("s/control", Outcome::kFail), Of("s/kept", Outcome::kPass),
             Of("s/new", Outcome::kFail)});
  results.control = "s/control";
  results.checks.front().speaks_of = Class::kConfiguration;
  ASSERT_EQ(ExitCode(results), 2);
  EXPECT_EQ(WriteBaseline(UpdatedBaseline(previous, results)),
            WriteBaseline(previous));
}

}  // namespace
}  // namespace mdmock::conformance
