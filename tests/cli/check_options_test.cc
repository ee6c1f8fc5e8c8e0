// `mdmock check ade-client`: what is selected, and what is wrong with a command
// line before anything is run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "tests/cli/check_client.h"

namespace mdmock::cli {
namespace {

using test_support::TemporaryFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

long NumLines(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

TEST(CheckList, ShowsEveryCheckAndRunsNothing) {
  const Outcome run = CheckClient("--list");
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_GT(NumLines(run.out), 90);
  EXPECT_THAT(run.out, HasSubstr("ade-client/C07-expired-401 "));
}

TEST(CheckList, ShowsWhatIsSelected) {
  const Outcome must = CheckClient("--list --level must --run '*/C0*'");
  EXPECT_EQ(must.status, 0);
  EXPECT_THAT(must.out, HasSubstr("ade-client/C07-expired-401 "));
  EXPECT_THAT(must.out, Not(HasSubstr("/A01-")));
  EXPECT_THAT(must.out, Not(HasSubstr(" should ")));
  const Outcome fewer =
      CheckClient("--list --level must --run '*/C0*' --skip '*-expired-*'");
  EXPECT_EQ(NumLines(fewer.out), NumLines(must.out) - 1);
  EXPECT_LT(NumLines(must.out),
            NumLines(CheckClient("--list --run '*/C0*'").out));
}

TEST(CheckList, IsOneDocumentWithJson) {
  const auto list = Document(CheckClient("--list --json --run '*/C07-*'"));
  ASSERT_EQ(list.size(), 1);
  EXPECT_EQ(list[0].at("id"), "ade-client/C07-expired-401");
  EXPECT_EQ(list[0].at("level"), "must");
  EXPECT_FALSE(list[0].at("requirement").empty());
}

struct Wrong {
  std::string name;
  std::string arguments;
  std::string names;  // What the sentence has to name.

  friend void PrintTo(const Wrong& wrong, std::ostream* out) {
    *out << wrong.arguments;
  }
};

class CheckWrongOption : public ::testing::TestWithParam<Wrong> {};

TEST_P(CheckWrongOption, IsNamedBeforeAnythingRuns) {
  const Outcome run = CheckClient(GetParam().arguments);
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, ::testing::StartsWith("mdmock: "));
  EXPECT_THAT(run.err, HasSubstr(GetParam().names));
  EXPECT_EQ(NumLines(run.err), 1) << run.err;
}

INSTANTIATE_TEST_SUITE_P(
    All, CheckWrongOption,
    ::testing::Values(
        Wrong{"NoClient", "", "--each CMD or --shim CMD"},
        Wrong{"EmptyClient", "--each ''", "--each"},
        Wrong{"TwoClients", "--each true --shim true", "--each and --shim"},
        Wrong{"RunOfNone", "--each true --run 'ade-client/Z*'",
              "--run ade-client/Z*"},
        Wrong{"RunOfNoneBesideAnother", "--each true --run '*/A01-*' --run A01",
              "--run A01"},
        Wrong{"SkipOfNone", "--each true --skip 'A02-*'", "--skip A02-*"},
        Wrong{"ListOfNone", "--list --run nonsense", "--run nonsense"},
        Wrong{"NothingLeft", "--each true --run '*/A01-*' --skip '*/A0*'",
              "leave no check"},
        Wrong{"NothingAtThatLevel", "--each true --level must --run '*/A09-*'",
              "leave no check"},
        Wrong{"Level", "--each true --level most", "--level"},
        Wrong{"TimeoutOfNothing", "--each true --timeout 0", "--timeout"},
        Wrong{"TimeoutThatIsNoNumber", "--each true --timeout soon",
              "--timeout"},
        Wrong{"TimeoutThatIsNan", "--each true --timeout nan", "--timeout"},
        Wrong{"BaselineIsAFolder", "--each true --baseline /tmp",
              "--baseline /tmp"},
        Wrong{"NoJobs", "--each true --jobs 0", "--jobs"},
        Wrong{"NegativeSeed", "--each true --seed -1", "--seed"},
        Wrong{"NoBaseline", "--each true --baseline /there/is/none",
              "--baseline /there/is/none: No such file"},
        Wrong{"UpdateWithoutBaseline", "--each true --update-baseline",
              "--update-baseline"},
        Wrong{"UpdateOfWhatCannotBeWritten",
              "--each true --update-baseline --baseline /there/is/none",
              "--baseline /there/is/none"},
        Wrong{"JunitInNoFolder", "--each true --junit /there/is/none",
              "--junit /there/is/none"},
        Wrong{"JsonInNoFolder", "--each true --json-out /there/is/none",
              "--json-out /there/is/none"},
        Wrong{"HtmlIsAFolder", "--each true --html /tmp", "--html /tmp"},
        Wrong{"MarkdownWithoutName", "--each true --markdown ''",
              "--markdown"}),
    [](const auto& one) { return one.param.name; });

TEST(CheckBaseline, ALineOfNoCheckIsNamedBeforeAnythingRuns) {
  const TemporaryFile baseline("baseline", "ade-client/Z01-none fail - why\n");
  const Outcome run = CheckClient("--each true --baseline " + baseline.path());
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr(baseline.path()));
  EXPECT_THAT(run.err, HasSubstr("ade-client/Z01-none"));
}

TEST(CheckBaseline, IsExactBothWays) {
  const TemporaryFile baseline("baseline", "");
  const std::string astray = AstrayEach("nothing", "-") + kTwoChecks;
  const std::string with = "--baseline " + baseline.path() + " --json ";
  Outcome run = CheckClient(astray + with + "--update-baseline");
  EXPECT_EQ(run.status, 0) << run.out;
  EXPECT_THAT(baseline.Contents(), HasSubstr("\nade-client/F09-"));
  EXPECT_THAT(OutcomesIn(Document(run)),
              ::testing::Contains(Pair("F09", "xfail")));
  run = CheckClient(astray + with);
  EXPECT_EQ(run.status, 0) << run.out;
  run = CheckClient(GoodClient() + kTwoChecks + with);
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(OutcomesIn(Document(run)),
              ::testing::Contains(Pair("F09", "xpass")));
  run = CheckClient(AstrayEach("crash", "-") + kTwoChecks + with);
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(OutcomesIn(Document(run)),
              ::testing::Contains(Pair("F09", "xfail-changed")));
}

TEST(CheckStrict, AWarningFails) {
  // Which has to be of a check that only warns.
  const std::string arguments = " --each '" ADE_REFERENCE_CLIENT
                                " --mutant expiry-unseen' --run '*/D12-*' ";
  const Outcome lenient = CheckClient(arguments);
  EXPECT_EQ(lenient.status, 0);
  EXPECT_THAT(lenient.out, HasSubstr("Conforming, with 1 warning"));
  const Outcome strict = CheckClient(arguments + "--strict");
  EXPECT_EQ(strict.status, 1);
  EXPECT_THAT(strict.out, HasSubstr("Not conforming"));
  EXPECT_THAT(strict.out, HasSubstr(" --strict --run ade-client/D12-"));
}

TEST(CheckControl, CanBeRunAlone) {
  const Outcome run =
      CheckClient(GoodClient() + "--json --run ade-client/A00-control-first");
  EXPECT_EQ(run.status, 0);
  EXPECT_THAT(OutcomesIn(Document(run)),
              ElementsAre(Pair("first", "pass"), Pair("last", "pass")));
}

}  // namespace
}  // namespace mdmock::cli
