#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/drivers/each_driver.h"
#include "conformance/drivers/shim_driver.h"
#include "conformance/results.h"
#include "conformance/suites/ws1_client/ws1_client_suite.h"
#include "mocks/workspace_one/workspace_one_mock.h"
#include "protocol/base/text.h"
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

Results JudgeMutant(const std::string& mutant,
                    const std::vector<std::string>& run) {
  return Judge(fmt::format("{} --mutant {}", WS1_REFERENCE_CLIENT, mutant),
               run);
}

const CheckResult& Find(const Results& results, std::string_view code) {
  static const CheckResult kNone;
  for (const CheckResult& one : results.checks) {
    if (one.check.id.find(fmt::format("/{}-", code)) != std::string::npos) {
      return one;
    }
  }
  ADD_FAILURE() << "there is no result of " << code;
  return kNone;
}

// A request that is no HTTP has come nevertheless: that is not the set-up's
// fault.
TEST(Ws1WrongClient, WhatCannotBeReadIsItsFault) {
  const Results results = JudgeMutant("header-folded", {"ws1-client/06-*"});
  EXPECT_EQ(results.checks.size(), 3u);
  for (const CheckResult& one : results.checks) {
    EXPECT_EQ(one.outcome, Outcome::kFail) << one.check.id;
    EXPECT_EQ(one.speaks_of, Class::kImplementation);
    EXPECT_THAT(one.message, HasSubstr("http.request.malformed"));
  }
  EXPECT_EQ(ExitCode(results), 1);
}

// What the first control has failed on is said once, and by the check that is
// there for it.
TEST(Ws1WrongClient, IsNotBlamedForOneFaultByUnrelatedChecks) {
  const Results results =
      JudgeMutant("url-signed", {"ws1-client/29-*", "ws1-client/38-*",
                                 "ws1-client/55-*", "ws1-client/57-*"});
  const CheckResult& control = results.checks.front();
  EXPECT_EQ(control.outcome, Outcome::kFail);
  EXPECT_THAT(control.message, HasSubstr("the mock refused request"));
  EXPECT_THAT(control.message, HasSubstr("cmsurl.signed-"));
  EXPECT_EQ(Find(results, "29").outcome, Outcome::kFail);
  for (const char* code : {"38", "55", "57"}) {
    EXPECT_EQ(Find(results, code).outcome, Outcome::kSkip) << code;
    EXPECT_THAT(Find(results, code).message, HasSubstr("00-control-first"));
  }
  EXPECT_EQ(results.checks.back().outcome, Outcome::kFail);
  EXPECT_EQ(ExitCode(results), 1);
}

TEST(Ws1WrongClient, EmptySignaturesAreCalledByTheirName) {
  EXPECT_THAT(
      Find(JudgeMutant("empty-signed", {"ws1-client/37-*"}), "37").message,
      HasSubstr("cmsurl.signed-empty"));
}

size_t Count(std::string_view text, std::string_view piece) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(piece, at)) != std::string_view::npos;
       at += piece.size()) {
    ++count;
  }
  return count;
}

// Whatever the client sends or prints, no secret of it stands in the results.
TEST(Ws1WrongClient, ItsSecretsStandInNoResult) {
  for (const char* mutant : {"key-printed", "key-sent", "password-sent"}) {
    const Results results = JudgeMutant(mutant, {"ws1-client/49-*"});
    EXPECT_EQ(Find(results, "49").outcome, Outcome::kWarn) << mutant;
    std::string all;
    for (const Evidence& one : results.evidence) {
      for (const Evidence::Part& part : one.parts) all += part.bytes + "\n";
    }
    for (const CheckResult& one : results.checks) {
      all += one.message + "\n" + one.detail + "\n";
    }
    EXPECT_THAT(all, HasSubstr("[secret]")) << mutant;
    // Of a key of 26 lines the modulus takes less than 7, and is no secret.
    size_t num_lines = 0;
    for (const std::string_view line : Split(all, '\n')) {
      num_lines += line.size() == 64 &&
                   line.find_first_of(" :.,[]") == std::string_view::npos;
    }
    EXPECT_LE(num_lines, 7 * Count(all, "-----BEGIN PRIVATE KEY")) << mutant;
  }
}

TEST(Ws1Shim, IsToldOfWhatItLeavesBehind) {
  auto client = drivers::ShimDriver::Start(
      {.command =
           fmt::format("{} --shim; sleep 777 & exit 0", WS1_REFERENCE_CLIENT)});
  ASSERT_TRUE(client) << client.error().what;
  ClientSettings settings;
  settings.selection.run = {"ws1-client/27-*"};
  settings.is_shim = true;
  const Results results = RunClientSuite(Ws1ClientSuite(), **client, settings);
  EXPECT_EQ(results.checks.back().outcome, Outcome::kPass);
  EXPECT_THAT(results.checks.back().message, HasSubstr("sleep"));
  EXPECT_EQ(ExitCode(results), 0);
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
