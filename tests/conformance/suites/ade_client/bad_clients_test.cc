#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "conformance/drivers/each_driver.h"
#include "conformance/results.h"
#include "conformance/suites/ade_client/ade_client_suite.h"
#include "mocks/ade/ade_mock.h"
#include "tests/conformance/drivers/processes.h"

// What a client does to its one operation costs it one check, and the run goes
// on: nothing of it is left, and nobody else is blamed.
namespace mdmock::conformance {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Results Judge(const std::string& command, const std::vector<std::string>& run) {
  drivers::EachDriver client(command);
  ClientSettings settings;
  settings.selection.run = run;
  settings.deadline = std::chrono::milliseconds(2000);
  return RunClientSuite(AdeClientSuite(), client, settings);
}

class BadClientTest : public ::testing::Test {
 protected:
  // F09 asks for details; C01 does not.
  Results JudgeBad(const std::string& how, const std::string& elsewhere = "") {
    return Judge(
        fmt::format("sh {}/tests/conformance/suites/ade_client/clients/bad.sh "
                    "{} {} {} {}",
                    MDMOCK_SOURCE_DIR, mark_, ADE_REFERENCE_CLIENT, how,
                    elsewhere),
        {"ade-client/C01-*", "ade-client/F09-*"});
  }

  // The result of F09, where all others have passed.
  CheckResult OnlyF09(const Results& results) {
    EXPECT_EQ(results.checks.size(), 4u);
    EXPECT_EQ(results.planned, 4u);
    CheckResult named;
    for (const CheckResult& one : results.checks) {
      if (one.check.id == "ade-client/F09-details-path") {
        named = one;
      } else {
        EXPECT_EQ(one.outcome, Outcome::kPass)
            << one.check.id << ": " << one.message;
      }
    }
    EXPECT_EQ(named.speaks_of, Class::kImplementation);
    return named;
  }

  void TearDown() override {
    EXPECT_THAT(drivers::ProcessesWith(mark_), IsEmpty());
    EXPECT_FALSE(drivers::HasChildren());
  }

  const std::string mark_ = drivers::NewMark();
};

TEST_F(BadClientTest, AHangIsATimeout) {
  for (const char* how : {"hang", "stubborn"}) {
    const Results results = JudgeBad(how);
    const CheckResult result = OnlyF09(results);
    EXPECT_EQ(result.outcome, Outcome::kTimeout) << how;
    EXPECT_THAT(result.message, HasSubstr("2000 ms"));
    EXPECT_THAT(result.message, HasSubstr("0 request(s)"));
    EXPECT_EQ(ExitCode(results), 1);
  }
}

TEST_F(BadClientTest, ACrashIsACrash) {
  const Results results = JudgeBad("crash");
  const CheckResult result = OnlyF09(results);
  EXPECT_EQ(result.outcome, Outcome::kCrash);
  EXPECT_THAT(result.message, HasSubstr("SIGSEGV"));
  EXPECT_EQ(ExitCode(results), 1);
}

TEST_F(BadClientTest, ASuccessWithoutARequestIsAFailure) {
  const Results results = JudgeBad("silent");
  const CheckResult result = OnlyF09(results);
  EXPECT_EQ(result.outcome, Outcome::kFail);
  EXPECT_THAT(result.message, HasSubstr("no request of it came to the mock"));
  EXPECT_EQ(ExitCode(results), 1);
}

TEST_F(BadClientTest, AFloodOfOutputIsNoRequest) {
  const Results results = JudgeBad("flood");
  EXPECT_EQ(OnlyF09(results).outcome, Outcome::kFail);
  for (const Evidence& one : results.evidence) {
    for (const Evidence::Part& part : one.parts) {
      EXPECT_LT(part.bytes.size(), size_t{16} << 20) << one.what;
    }
  }
}

TEST_F(BadClientTest, AFloodOfErrorsCostsNothing) {
  EXPECT_EQ(OnlyF09(JudgeBad("flood-and-work")).outcome, Outcome::kPass);
}

TEST_F(BadClientTest, ChildrenThatAreLeftAreGone) {
  EXPECT_EQ(OnlyF09(JudgeBad("children")).outcome, Outcome::kFail);
  EXPECT_EQ(OnlyF09(JudgeBad("children-and-work")).outcome, Outcome::kPass);
}

TEST_F(BadClientTest, AnOperationThatIsNotThereIsASkip) {
  const Results results = JudgeBad("unsupported");
  EXPECT_EQ(OnlyF09(results).outcome, Outcome::kSkip);
  EXPECT_EQ(ExitCode(results), 0);
}

TEST_F(BadClientTest, AskingSomebodyElseIsNotAskingTheMock) {
  ade::AdeMock somebody;
  const CheckResult result = OnlyF09(JudgeBad("elsewhere", somebody.Url()));
  EXPECT_EQ(result.outcome, Outcome::kFail);
  EXPECT_THAT(result.message, HasSubstr("no request of it came to the mock"));
  EXPECT_THAT(somebody.journal().After(0), Not(IsEmpty()));
}

// A client that never does anything fails what is asked of it, and every check
// is put to it all the same.
TEST(IdleClient, IsJudgedToTheEnd) {
  const Results results =
      Judge("true", {"ade-client/A*", "ade-client/C0*", "ade-client/E*"});
  EXPECT_EQ(results.checks.size(), results.planned);
  EXPECT_GT(results.planned, 45u);
  for (const CheckResult& one : results.checks) {
    EXPECT_EQ(one.speaks_of, Class::kImplementation) << one.check.id;
    EXPECT_TRUE(one.outcome == Outcome::kFail || one.outcome == Outcome::kWarn)
        << one.check.id << ": " << Name(one.outcome) << ": " << one.message;
  }
  EXPECT_EQ(ExitCode(results), 1);
}

// No check is passed by doing nothing, whatever exit code goes with it. What
// cannot be observed at all is skipped.
TEST(IdleClient, PassesNoCheck) {
  for (const char* command : {"true", "echo no >&2; exit 1"}) {
    drivers::EachDriver client(
        fmt::format("[ $MDMOCK_OP = session ] && exec {}; {}",
                    ADE_REFERENCE_CLIENT, command));
    ClientSettings settings;
    settings.jobs = 4;
    // Asking for a session is all that these take.
    settings.selection.skip = {"ade-client/A*",    "ade-client/B06-*",
                               "ade-client/C12-*", "ade-client/D04-*",
                               "ade-client/D05-*", "ade-client/D10-*",
                               "ade-client/D12-*"};
    const Results results = RunClientSuite(AdeClientSuite(), client, settings);
    EXPECT_EQ(results.checks.size(), results.planned);
    for (const CheckResult& one : results.checks) {
      EXPECT_NE(one.outcome, Outcome::kPass)
          << one.check.id << " with " << command;
    }
  }
}

struct SetUp {
  std::string command;
  std::string says;
};

class BrokenSetUpTest : public ::testing::TestWithParam<SetUp> {};

TEST_P(BrokenSetUpTest, IsAMatterOfConfigurationAndEndsTheRun) {
  const Results results = Judge(GetParam().command, {});
  ASSERT_EQ(results.checks.size(), 1u);
  EXPECT_EQ(results.checks.front().check.id, results.control);
  EXPECT_EQ(results.checks.front().speaks_of, Class::kConfiguration);
  EXPECT_THAT(results.checks.front().message, HasSubstr(GetParam().says));
  EXPECT_EQ(ExitCode(results), 2);
}

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenSetUpTest,
    ::testing::Values(SetUp{"/there/is/none", "cannot run the command"},
                      SetUp{"exit 89", "does not support"},
                      SetUp{"echo no module named requests >&2; exit 1",
                            "no module named requests"},
                      SetUp{std::string("MDMOCK_CA=/etc/hostname ") +
                                ADE_REFERENCE_CLIENT,
                            "trust: the client does not shake hands"}));

}  // namespace
}  // namespace mdmock::conformance
