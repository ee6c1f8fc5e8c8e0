// The reports of `mdmock check ade-client` are written whatever the run ends
// with.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "tests/cli/check_client.h"

namespace mdmock::cli {
namespace {

using test_support::RunCommand;
using test_support::TemporaryFile;
using ::testing::HasSubstr;

struct Ending {
  std::string name;
  int status;
  std::string before;  // Variables of the environment.
  std::string client;
  std::string outcome;    // Of the first control.
  std::string its_class;  // Ditto.
  std::string headline;

  friend void PrintTo(const Ending& ending, std::ostream* out) {
    *out << ending.name;
  }
};

// Whether a file is well-formed XML.
void ExpectXml(const TemporaryFile& file) {
  const Outcome read = RunCommand(
      MDMOCK_PYTHON
      " -c 'import sys, xml.etree.ElementTree as e; e.parse(sys.argv[1])' " +
      file.path());
  EXPECT_EQ(read.status, 0) << read.err << file.Contents();
}

class CheckReports : public ::testing::TestWithParam<Ending> {};

TEST_P(CheckReports, AreWritten) {
  const Ending& ending = GetParam();
  const TemporaryFile junit("junit.xml", "");
  const TemporaryFile json("results.json", "");
  const TemporaryFile html("page.html", "");
  const TemporaryFile markdown("summary.md", "");
  const Outcome run = RunCommand(
      ending.before + " timeout 50 " MDMOCK_PROGRAM " check ade-client" +
      ending.client + "--run '*/A01-*' --junit " + junit.path() +
      " --json-out " + json.path() + " --html " + html.path() + " --markdown " +
      markdown.path());
  EXPECT_EQ(run.status, ending.status) << run.out;
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, HasSubstr(ending.headline));

  const auto results = nlohmann::json::parse(json.Contents(), nullptr, false);
  ASSERT_FALSE(results.is_discarded());
  EXPECT_EQ(OutcomesIn(results).at("first"), ending.outcome);
  EXPECT_EQ(CheckIn(results, "first").at("class"), ending.its_class);
  EXPECT_EQ(results.at("exit"), ending.status);
  ExpectXml(junit);
  ExpectXml(html);
  EXPECT_THAT(junit.Contents(), HasSubstr("ade-client/A00-control-first"));
  EXPECT_THAT(html.Contents(), HasSubstr(ending.headline));
  EXPECT_THAT(markdown.Contents(), HasSubstr(ending.headline));
}

INSTANTIATE_TEST_SUITE_P(
    All, CheckReports,
    ::testing::Values(
        Ending{"OfAClientThatConforms", 0, "", GoodClient(), "pass",
               "implementation", "Conforming"},
        Ending{"OfAClientThatDoesNot", 1, "", " --each true ", "fail",
               "implementation", "Not conforming"},
        Ending{"OfACommandThatIsNotThere", 2, "", " --each /there/is/none ",
               "fail", "configuration", ""},
        Ending{"OfAShimThatIsNotThere", 2, "", " --shim /there/is/none ",
               "fail", "configuration", ""},
        Ending{"OfAClientThatTrustsNobody", 2, "",
               " --each 'curl -sS \"$MDMOCK_HTTPS_URL/session\" || exit 1' ",
               "fail", "configuration", ""},
        Ending{"OfAHarnessThatFails", 3, "TMPDIR=/there/is/none",
               " --each true ", "broken", "harness", ""}),
    [](const auto& one) { return one.param.name; });

TEST(CheckReportsOnStdout, JsonIsAllThatIsThere) {
  const Outcome run = CheckClient("--each true --run '*/A01-*' --json");
  EXPECT_EQ(run.status, 1);
  EXPECT_EQ(OutcomesIn(Document(run)).size(), 3);
}

}  // namespace
}  // namespace mdmock::cli
