// `mdmock check ws1-client`: the same command with another suite.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/program.h"

namespace mdmock::cli {
namespace {

using test_support::TemporaryFile;
using ::testing::HasSubstr;

constexpr char kPath[] = " --run 'ws1-client/28-*' ";

Outcome Check(const std::string& arguments) {
  return Mdmock("check ws1-client --seed 1 " + arguments);
}

std::string Each(const std::string& option = "") {
  return fmt::format(" --each {} ", Quoted(WS1_REFERENCE_CLIENT + option));
}

TEST(CheckWs1, ListsItsChecks) {
  const Outcome run = Check("--list");
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 66);
  EXPECT_THAT(run.out, HasSubstr("ws1-client/28-path-not-query "));
  const auto must = Document(Check("--list --json --level must"));
  for (const auto& check : must) EXPECT_EQ(check.at("level"), "must");
}

TEST(CheckWs1, TakesAClientThatIsRight) {
  const TemporaryFile junit("junit.xml", "");
  const Outcome run = Check(Each() + kPath + "--junit " + junit.path());
  EXPECT_EQ(run.status, 0) << run.out;
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, HasSubstr("Conforming"));
  EXPECT_THAT(junit.Contents(), HasSubstr("28-path-not-query"));
}

TEST(CheckWs1, NamesWhatWasSigned) {
  const auto results =
      Document(Check(Each(" --mutant query-signed") + kPath + "--json"));
  EXPECT_EQ(results.at("suite"), "ws1-client");
  const auto& checks = results.at("checks");
  const auto named =
      std::find_if(checks.begin(), checks.end(), [](const auto& check) {
        return check.at("id") == "ws1-client/28-path-not-query";
      });
  ASSERT_NE(named, checks.end());
  EXPECT_EQ(named->at("outcome"), "fail");
  EXPECT_THAT(named->at("message").get<std::string>(),
              HasSubstr("cmsurl.signed-path-and-query"));
}

TEST(CheckWs1, FailsForAMustAndSaysHowToHaveItAgain) {
  const Outcome run = Check(Each(" --mutant query-signed") + kPath);
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.out, HasSubstr("mdmock check ws1-client --each"));
  EXPECT_THAT(run.out, HasSubstr("--run ws1-client/28-path-not-query"));
}

TEST(CheckWs1, WarnsOfAShould) {
  const std::string client = Each(" --mutant chain-sent") + "--run '*/15-*' ";
  EXPECT_EQ(Check(client).status, 0);
  EXPECT_EQ(Check(client + "--strict").status, 1);
}

TEST(CheckWs1, KnowsAClientThatWasNotSetUp) {
  const Outcome run =
      Check(" --each 'MDMOCK_P12=/nonexistent " WS1_REFERENCE_CLIENT "'");
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.out, HasSubstr("credentials"));
}

TEST(CheckWs1, AsksShimsToSignAlone) {
  const std::string alone = " --run '*/66-*' ";
  const Outcome each = Check(Each() + alone);
  EXPECT_THAT(each.out, HasSubstr("only shims"));
  const Outcome shim =
      Check(fmt::format(" --shim {} ", Quoted(WS1_REFERENCE_CLIENT " --shim")) +
            alone);
  EXPECT_EQ(shim.status, 0) << shim.out;
  EXPECT_THAT(shim.out, ::testing::Not(HasSubstr("only shims")));
}

TEST(CheckWs1, KnowsNoCheckOfAnotherSuite) {
  const Outcome run = Check(Each() + "--run 'ade-client/*'");
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.err, HasSubstr("--run ade-client/*"));
}

}  // namespace
}  // namespace mdmock::cli
