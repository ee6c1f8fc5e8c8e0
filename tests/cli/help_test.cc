// What a newcomer reads who has only the program.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/support/serve_program.h"

namespace mdmock::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Help : public ::testing::TestWithParam<std::string> {};

TEST_P(Help, IsGivenOnStdoutWithExitCodesOrAnExample) {
  const Outcome run = Mdmock(GetParam() + " --help");
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, HasSubstr("Usage: mdmock"));
  EXPECT_TRUE(run.out.find("Exit code") != std::string::npos ||
              run.out.find("Example") != std::string::npos)
      << run.out;
  // A file that only the sources have is no help.
  EXPECT_THAT(run.out, Not(HasSubstr("docs/")));
}

INSTANTIATE_TEST_SUITE_P(
    Commands, Help,
    ::testing::Values("", "serve", "explain", "explain oauth1", "explain token",
                      "sign", "sign oauth1", "token", "token make",
                      "token read", "scenarios", "demo"),
    [](const auto& of) {
      std::string name = of.param.empty() ? "mdmock" : of.param;
      for (char& c : name) c = c == ' ' ? 'X' : c;
      return name;
    });

TEST(Help, IsWhatComesWithoutAnything) {
  const Outcome run = Mdmock("");
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.out, Mdmock("--help").out);
  EXPECT_THAT(Mdmock("--version").out, ::testing::StartsWith("mdmock "));
}

TEST(Scenarios, AreListedWithWhatACorrectClientDoes) {
  const Outcome text = Mdmock("scenarios");
  EXPECT_EQ(text.status, 0);
  const auto list = Document(Mdmock("scenarios --json"));
  EXPECT_GE(list.size(), 8U);
  for (const auto& one : list) {
    EXPECT_THAT(text.out, HasSubstr(one.at("id").get<std::string>()));
    EXPECT_FALSE(one.at("sentence").get<std::string>().empty());
    EXPECT_FALSE(one.at("correct_client").get<std::string>().empty());
  }
}

TEST(Scenarios, AreAllTakenByServe) {
  std::vector<std::string> options = {"ws1",   "connector", "--port",
                                      "ws1=0", "--port",    "connector=0"};
  std::vector<std::string> ids;
  for (const auto& one : Document(Mdmock("scenarios --json"))) {
    ids.push_back(one.at("id"));
    options.insert(options.end(), {"--scenario", ids.back()});
  }
  const test_support::ServeProgram mdmock(options);
  EXPECT_EQ(mdmock.Control("/scenario").at("scenario"), nlohmann::json(ids));
}

}  // namespace
}  // namespace mdmock::cli
