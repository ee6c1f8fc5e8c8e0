#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <regex>
#include <string>

#include "tests/cli/program.h"

namespace mdmock::cli {
namespace {

using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Demo, NamesEveryMistakeAndWritesAPageThatStandsAlone) {
  const TemporaryFile html("demo.html", "");
  const auto start = std::chrono::steady_clock::now();
  const Outcome run = Mdmock("demo --seed 1 --html " + html.path());
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, HasSubstr(html.path()));
  EXPECT_THAT(run.out, HasSubstr("mdmock serve ade"));
  EXPECT_THAT(run.out, Not(HasSubstr("\x1b")));

  const std::string page = html.Contents();
  EXPECT_THAT(page, HasSubstr("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("oauth1.realm-included"));
  EXPECT_THAT(page, HasSubstr("ade-client/C07-expired-401"));
  // Nothing that a browser would fetch, or run.
  const std::regex fetches(
      R"((<(script|link|img|iframe|object|embed|video|audio|base)\b))"
      R"(|(\b(src|srcset|action|formaction)\s*=)|(@import)|(url\())",
      std::regex::icase);
  std::smatch found;
  EXPECT_FALSE(std::regex_search(page, found, fetches)) << found.str();
  const std::regex link(R"(href\s*=\s*(["'][^#"']|[^#"'\s]))",
                        std::regex::icase);
  EXPECT_FALSE(std::regex_search(page, found, link)) << found.str();
}

TEST(Demo, NamesThePageThatItCannotWriteBeforeItBegins) {
  const Outcome run = Mdmock("demo --html /nonexistent/demo.html");
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("--html /nonexistent/demo.html"));
}

}  // namespace
}  // namespace mdmock::cli
