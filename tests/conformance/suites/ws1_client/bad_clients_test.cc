#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "conformance/drivers/each_driver.h"
#include "conformance/results.h"
#include "conformance/suites/ws1_client/ws1_client_suite.h"
#include "mocks/workspace_one/workspace_one_mock.h"
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
  return RunClientSuite(Ws1ClientSuite(), client, settings);
}

class Ws1BadClientTest : public ::testing::Test {
 protected:
  // 38 asks for the list; 27 does not.
  Results JudgeBad(const std::string& how, const std::string& elsewhere = "") {
    return Judge(
        fmt::format("sh {}/tests/conformance/suites/ws1_client/clients/bad.sh "
                    "{} {} {} {}",
                    MDMOCK_SOURCE_DIR, mark_, WS1_REFERENCE_CLIENT, how,
                    elsewhere),
        {"ws1-client/27-*", "ws1-client/38-*"});
  }

  // The result of 38, where all others have passed.
  CheckResult Only38(const Results& results) {
    EXPECT_EQ(results.checks.size(), 4u);
    CheckResult named;
    for (const CheckResult& one : results.checks) {
      if (one.check.id == "ws1-client/38-path-paging-reuse") {
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

TEST_F(Ws1BadClientTest, AHangIsATimeout) {
  const Results results = JudgeBad("hang");
  EXPECT_EQ(Only38(results).outcome, Outcome::kTimeout);
  EXPECT_EQ(ExitCode(results), 1);
}

TEST_F(Ws1BadClientTest, ACrashIsACrash) {
  const Results results = JudgeBad("crash");
  EXPECT_EQ(Only38(results).outcome, Outcome::kCrash);
  EXPECT_EQ(ExitCode(results), 1);
}

TEST_F(Ws1BadClientTest, ASuccessWithoutARequestIsAFailure) {
  const Results results = JudgeBad("silent");
  EXPECT_EQ(Only38(results).outcome, Outcome::kFail);
  EXPECT_EQ(ExitCode(results), 1);
}

TEST_F(Ws1BadClientTest, AnOperationThatIsNotThereIsASkip) {
  const Results results = JudgeBad("unsupported");
  EXPECT_EQ(Only38(results).outcome, Outcome::kSkip);
  EXPECT_EQ(ExitCode(results), 0);
}

TEST_F(Ws1BadClientTest, AskingSomebodyElseIsNotAskingTheMock) {
  workspace_one::WorkspaceOneMock somebody;
  EXPECT_EQ(Only38(JudgeBad("elsewhere", somebody.Url())).outcome,
            Outcome::kFail);
  EXPECT_THAT(somebody.journal().After(0), Not(IsEmpty()));
}

// No check is passed by doing nothing, whatever exit code goes with it. What
// cannot be observed at all is skipped. The controls, whose folders are named
// after them, get the real client, or nothing else would run.
TEST(Ws1IdleClient, PassesNoCheck) {
  for (const char* command : {"true", "echo no >&2; exit 1"}) {
    drivers::EachDriver client(
        fmt::format("case $MDMOCK_STATE in */00-*) exec {} ;; esac; {}",
                    WS1_REFERENCE_CLIENT, command));
    ClientSettings settings;
    settings.jobs = 4;
    const Results results = RunClientSuite(Ws1ClientSuite(), client, settings);
    EXPECT_EQ(results.checks.size(), results.planned);
    EXPECT_GT(results.planned, 66u);
    for (const CheckResult& one : results.checks) {
      const bool is_control = one.check.id.find("/00-") != std::string::npos;
      EXPECT_EQ(one.outcome == Outcome::kPass, is_control)
          << one.check.id << " with " << command << ": " << one.message;
      EXPECT_NE(one.outcome, Outcome::kBroken) << one.message;
    }
  }
}

// A client that asks without ever signing passes nothing that is about
// signatures.
TEST(Ws1UnsignedClient, PassesNoCheckOfSignatures) {
  drivers::EachDriver client(fmt::format(
      "case $MDMOCK_STATE in */00-*) exec {} ;; esac; exec {} "
      "-c \"import os, json, urllib.request as r; "
      "r.urlopen(os.environ['MDMOCK_URL'] + '/API/mdm/devices/1')\"",
      WS1_REFERENCE_CLIENT, MDMOCK_PYTHON));
  ClientSettings settings;
  settings.jobs = 4;
  settings.selection.run = {"ws1-client/0*", "ws1-client/1*", "ws1-client/2*",
                            "ws1-client/3*", "ws1-client/4*"};
  const Results results = RunClientSuite(Ws1ClientSuite(), client, settings);
  for (const CheckResult& one : results.checks) {
    // 02 and 49 are about what it does not do.
    const bool may_pass = one.check.id.find("/00-") != std::string::npos ||
                          one.check.id.find("/49-") != std::string::npos;
    if (may_pass) continue;
    EXPECT_NE(one.outcome, Outcome::kPass) << one.check.id;
  }
}

struct SetUp {
  std::string command;
  std::string says;
};

class Ws1BrokenSetUpTest : public ::testing::TestWithParam<SetUp> {};

TEST_P(Ws1BrokenSetUpTest, IsAMatterOfConfigurationAndEndsTheRun) {
  const Results results = Judge(GetParam().command, {});
  ASSERT_EQ(results.checks.size(), 1u);
  EXPECT_EQ(results.checks.front().check.id, results.control);
  EXPECT_EQ(results.checks.front().speaks_of, Class::kConfiguration);
  EXPECT_THAT(results.checks.front().message, HasSubstr(GetParam().says));
  EXPECT_EQ(ExitCode(results), 2);
}

INSTANTIATE_TEST_SUITE_P(
    Each, Ws1BrokenSetUpTest,
    ::testing::Values(
        SetUp{"/there/is/none", "cannot run the command"},
        SetUp{"exit 89", "does not support"},
        SetUp{std::string("MDMOCK_P12_PASSWORD=other ") + WS1_REFERENCE_CLIENT,
              "credentials"},
        SetUp{std::string("MDMOCK_CA=/etc/hostname ") + WS1_REFERENCE_CLIENT,
              "trust: the client does not shake hands"}));

}  // namespace
}  // namespace mdmock::conformance
