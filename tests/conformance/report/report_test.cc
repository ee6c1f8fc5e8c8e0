#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "conformance/report/report_html.h"
#include "conformance/report/report_json.h"
#include "conformance/report/report_junit.h"
#include "conformance/report/report_markdown.h"
#include "conformance/report/report_text.h"
#include "conformance/report/safe_text.h"
#include "conformance/report/summary.h"
#include "protocol/base/text.h"
#include "tests/conformance/report/specimen.h"

namespace mdmock::conformance {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr std::string_view kFailed = "connector/K-05-reqid-echo";

Results AllPass() {
  Results run = Specimen();
  run.checks.resize(1);
  run.planned = 1;
  return run;
}

TEST(HeadlineTest, SaysWhatTheExitCodeMeans) {
  Results run = Specimen();
  EXPECT_EQ(Headline(run), "Not conforming: 5 of 12 checks failed");
  run = AllPass();
  EXPECT_EQ(Headline(run), "Conforming");
  run.planned = 3;
  EXPECT_EQ(Headline(run), "The harness failed: 1 of 3 checks ran");
  run.planned = 1;
  run.checks[0].outcome = Outcome::kWarn;
  EXPECT_EQ(Headline(run), "Conforming, with 1 warning");
  run.checks[0].outcome = Outcome::kBroken;
  EXPECT_EQ(Headline(run), "The harness failed in 1 check");
  run.checks[0].speaks_of = Class::kConfiguration;
  EXPECT_EQ(Headline(run), "Not judged: the configuration does not fit");
  run.checks.clear();
  run.planned = 0;
  EXPECT_EQ(Headline(run), "Nothing was checked");
}

TEST(ReportTextTest, IsQuietAboutPassesAndEndsWithTheSum) {
  const std::string text = ReportText(Specimen());
  EXPECT_THAT(text, Not(HasSubstr("K-01-positive-control  pass")));
  EXPECT_THAT(text, HasSubstr("✘ connector/K-05-reqid-echo  fail  MUST"));
  EXPECT_THAT(text, HasSubstr("the configuration names no expired"));
  EXPECT_THAT(text, EndsWith("12 run · 1 pass · 1 fail · 1 warn · 1 info · "
                             "1 skip · 2 broken · 1 crash · 1 timeout · "
                             "1 xfail · 1 xpass · 1 xfail-changed · 4.210 s "
                             "-> exit 1\n"));
}

TEST(ReportTextTest, GivesEveryFailureOneLineThatRerunsIt) {
  const Results run = Specimen();
  const std::string text = ReportText(run);
  for (const CheckResult* result : InGroup(run, Group::kFailed)) {
    EXPECT_THAT(text, HasSubstr("again     " + result->rerun + "\n"));
  }
}

TEST(ReportTextTest, LetsNoEscapeSequenceOfThePeerThrough) {
  EXPECT_THAT(ReportText(Specimen()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(ReportText(Specimen(), Colour::kAnsi),
              Not(HasSubstr("\x1b[31m")));
  EXPECT_THAT(ReportText(Specimen(), Colour::kAnsi), HasSubstr("\x1b[31;1m"));
}

TEST(ProgressLineTest, SpeaksOnlyOfWhatNeedsAnEye) {
  const Results run = Specimen();
  EXPECT_EQ(ProgressLine(run.checks[0]), "");
  EXPECT_THAT(ProgressLine(run.checks[1]), StartsWith("✘ connector/K-05"));
  EXPECT_THAT(ProgressLine(run.checks[2]), StartsWith("! connector/F-03"));
}

TEST(ReportJsonTest, HasTheShapeThatOthersRelyOn) {
  const auto json = nlohmann::json::parse(ReportJson(Specimen()));
  EXPECT_EQ(json.at("schema"), "mdmock.results/1");
  EXPECT_EQ(json.at("suite"), "connector");
  EXPECT_EQ(json.at("seed"), 7);
  EXPECT_EQ(json.at("summary").at("xfail-changed"), 1);
  EXPECT_EQ(json.at("exit"), 1);
  const auto& failed = json.at("checks").at(1);
  EXPECT_EQ(failed.at("id"), kFailed);
  EXPECT_EQ(failed.at("level"), "must");
  EXPECT_EQ(failed.at("provenance"), "documented");
  EXPECT_EQ(failed.at("outcome"), "fail");
  EXPECT_EQ(failed.at("class"), "implementation");
  EXPECT_EQ(failed.at("evidence"), nlohmann::json({17, 18}));
  EXPECT_EQ(failed.at("ms"), 42);
}

TEST(ReportJunitTest, MakesWarningsFailuresOnlyWhenStrict) {
  Results run = Specimen();
  EXPECT_THAT(ReportJunit({&run, 1}),
              HasSubstr("tests=\"12\" failures=\"3\" errors=\"4\" "
                        "skipped=\"2\""));
  EXPECT_THAT(ReportJunit({&run, 1}), HasSubstr("name=\"warning\""));
  run.strict = true;
  EXPECT_THAT(ReportJunit({&run, 1}), HasSubstr("failures=\"4\""));
}

TEST(ReportJunitTest, IsRedWhenNotAllThatWasPlannedRan) {
  Results run = AllPass();
  EXPECT_THAT(ReportJunit({&run, 1}), HasSubstr("errors=\"0\""));
  run.planned = 2;
  const std::string xml = ReportJunit({&run, 1});
  EXPECT_THAT(xml, HasSubstr("tests=\"2\" failures=\"0\" errors=\"1\""));
  EXPECT_THAT(xml, HasSubstr("connector/all-planned-checks-ran"));
}

TEST(ReportHtmlTest, EscapesWhatThePeerSent) {
  const Results run = Specimen();
  const std::string html = ReportHtml({&run, 1});
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(html, HasSubstr("GET /&lt;script&gt;alert(2)"));
  EXPECT_TRUE(IsUtf8(html));
}

TEST(ReportHtmlTest, NeedsNoNetwork) {
  const Results run = Specimen();
  const std::string html = ReportHtml({&run, 1});
  for (const std::string_view outside :
       {"<link", "<img", "<iframe", "src=", "@import", "url("}) {
    EXPECT_THAT(html, Not(HasSubstr(std::string(outside))));
  }
}

TEST(ReportHtmlTest, StaysBelowTwoMegabytesForFiveHundredChecks) {
  Results run = Specimen();
  run.evidence[0].parts[1].bytes.assign(1'000'000, 'x');
  const CheckResult pass = run.checks[0];
  run.checks.assign(500, pass);
  run.planned = run.checks.size();
  EXPECT_THAT(ReportHtml({&run, 1}), SizeIs(Le(2'000'000U)));
}

TEST(ReportMarkdownTest, FitsAStepSummaryAndSaysWhatItLeftOut) {
  Results run = Specimen();
  run.checks.assign(2000, run.checks[1]);
  for (CheckResult& result : run.checks) result.detail.assign(5000, 'x');
  run.planned = run.checks.size();
  const std::string text = ReportMarkdown({&run, 1});
  EXPECT_THAT(text, SizeIs(Le(kMaxMarkdown)));
  EXPECT_THAT(text, HasSubstr("more results did not fit here"));
}

TEST(ReportMarkdownTest, FencesAndEscapesWhatThePeerSent) {
  const Results run = Specimen();
  const std::string text = ReportMarkdown({&run, 1});
  EXPECT_THAT(text, HasSubstr("\n`````text\n"));
  EXPECT_THAT(text, Not(HasSubstr("<b>\"nope\"")));
  EXPECT_THAT(text, HasSubstr("&#60;b&#62;"));
  EXPECT_TRUE(IsUtf8(text));
}

// A run of two kinds, the last of whose failures lets the wrong ones in.
Results WithAnAlarm() {
  Results run = Specimen();
  for (CheckResult& result : run.checks) {
    result.check.kind =
        result.outcome == Outcome::kWarn ? Kind::kInterop : Kind::kProtocol;
  }
  std::swap(run.checks[1], run.checks.back());
  run.checks.back().critical = true;
  return run;
}

TEST(ReportsTest, PutFirstWhatLetsTheWrongOnesIn) {
  const Results run = WithAnAlarm();
  ASSERT_EQ(run.checks.back().check.id, kFailed);
  EXPECT_EQ(Headline(run),
            "Not conforming: 5 of 12 checks failed, 1 of them critical");
  EXPECT_EQ(InGroup(run, Group::kFailed).front()->check.id, kFailed);
  const std::string text = ReportText(run);
  EXPECT_LT(text.find("✘ connector/K-05-reqid-echo  CRITICAL fail"),
            text.find("unexpected pass"));
  EXPECT_THAT(ProgressLine(run.checks.back()), HasSubstr("CRITICAL: "));
  EXPECT_THAT(ReportMarkdown({&run, 1}),
              HasSubstr("CRITICAL <b>connector/K-05"));
  EXPECT_THAT(ReportHtml({&run, 1}), HasSubstr("CRITICAL fail"));
  EXPECT_THAT(ReportJunit({&run, 1}), HasSubstr("message=\"CRITICAL: "));
  const auto json = nlohmann::json::parse(ReportJson(run));
  EXPECT_EQ(json.at("checks").back().at("critical"), true);
  EXPECT_FALSE(json.at("checks").at(0).contains("critical"));
}

TEST(ReportsTest, TellTheKindsApartWhereTheSuiteDoes) {
  const Results run = WithAnAlarm();
  EXPECT_THAT(ReportText(run), HasSubstr("\ninterop     1 run · 1 warn\n"));
  EXPECT_THAT(ReportMarkdown({&run, 1}),
              HasSubstr("| interop | 1 run · 1 warn |"));
  EXPECT_THAT(ReportHtml({&run, 1}),
              HasSubstr("<dt>interop</dt><dd>1 run · 1 warn</dd>"));
  EXPECT_THAT(ReportJunit({&run, 1}),
              HasSubstr("name=\"kind\" value=\"interop\""));
  const auto json = nlohmann::json::parse(ReportJson(run));
  EXPECT_EQ(json.at("checks").at(0).at("kind"), "protocol");

  const Results plain = Specimen();
  EXPECT_TRUE(KindLines(plain).empty());
  EXPECT_THAT(ReportText(plain), Not(HasSubstr("kind")));
}

TEST(ReportsTest, TakeARunInWhichNothingRan) {
  const Results run;
  EXPECT_THAT(ReportText(run), HasSubstr("Nothing was checked"));
  EXPECT_THAT(ReportHtml({&run, 1}), HasSubstr("Nothing was checked"));
  EXPECT_THAT(ReportHtml({}), HasSubstr("Nothing was checked"));
  EXPECT_THAT(ReportJunit({&run, 1}), HasSubstr("tests=\"0\""));
  EXPECT_THAT(ReportMarkdown({&run, 1}), HasSubstr("Nothing was checked"));
}

}  // namespace
}  // namespace mdmock::conformance
