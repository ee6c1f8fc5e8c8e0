#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex.h>

#include <chrono>
#include <string>

#include "tests/cli/program.h"
#include "tests/support/slowness.h"

namespace mdmock::cli {
namespace {

using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;

// FirstMatch gives the first match of an extended regular expression, in any
// case; "" where there is none. (std::regex goes as deep as the page is long.)
std::string FirstMatch(const std::string& text, const std::string& pattern) {
  regex_t compiled;
  EXPECT_EQ(::regcomp(&compiled, pattern.c_str(), REG_EXTENDED | REG_ICASE), 0)
      << pattern;
  regmatch_t match{};
  const int found = ::regexec(&compiled, text.c_str(), 1, &match, 0);
  ::regfree(&compiled);
  if (found != 0) return "";
  return text.substr(static_cast<size_t>(match.rm_so),
                     static_cast<size_t>(match.rm_eo - match.rm_so));
}

TEST(Demo, TheExpressionsFindWhatABrowserWouldFetch) {
  EXPECT_EQ(FirstMatch("<p><IMG src=x>", R"(<(img|base)\b)"), "<IMG");
  EXPECT_EQ(FirstMatch("<a href=\"#x\">", R"(<[^>]*href\s*=\s*["'][^#"'])"),
            "");
}

TEST(Demo, NamesEveryMistakeAndWritesAPageThatStandsAlone) {
  const TemporaryFile html("demo.html", "");
  const auto start = std::chrono::steady_clock::now();
  const Outcome run = Mdmock("demo --seed 1 --html " + html.path());
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  EXPECT_LT(std::chrono::steady_clock::now() - start,
            std::chrono::seconds(30) * test_support::kSlowness);
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, HasSubstr(html.path()));
  EXPECT_THAT(run.out, HasSubstr("mdmock serve ade"));
  EXPECT_THAT(run.out, Not(HasSubstr("\x1b")));

  const std::string page = html.Contents();
  EXPECT_THAT(page, HasSubstr("<!DOCTYPE html>"));
  EXPECT_THAT(page, HasSubstr("oauth1.realm-included"));
  EXPECT_THAT(page, HasSubstr("ade-client/C07-expired-401"));
  EXPECT_THAT(page, HasSubstr("ws1-client/28-path-not-query"));
  EXPECT_THAT(page, HasSubstr("connector/K-05-reqid-echo"));
  EXPECT_THAT(page, HasSubstr("connector/D-05-renew-tampered-signature"));
  // Nothing that a browser would fetch, or run.
  EXPECT_EQ(
      FirstMatch(
          page,
          R"((<(script|link|img|iframe|object|embed|video|audio|base)\b))"
          R"(|(<[^>]*\b(src|srcset|action|formaction)\s*=)|(@import)|(url\())"),
      "");
  EXPECT_EQ(
      FirstMatch(page, R"(<[^>]*href\s*=\s*(["'][^#"']|[^#"'[:space:]]))"), "");
}

TEST(Demo, NamesThePageThatItCannotWriteBeforeItBegins) {
  const Outcome run = Mdmock("demo --html /nonexistent/demo.html");
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("--html /nonexistent/demo.html"));
}

}  // namespace
}  // namespace mdmock::cli
