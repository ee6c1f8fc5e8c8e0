#include "conformance/selection.h"

#include <gtest/gtest.h>

namespace mdmock::conformance {
namespace {

TEST(MatchesGlob, HoldsTheWholeText) {
  EXPECT_TRUE(
      MatchesGlob("ade-client/C07-expired-401", "ade-client/C07-expired-401"));
  EXPECT_FALSE(MatchesGlob("C07", "ade-client/C07-expired-401"));
  EXPECT_FALSE(MatchesGlob("ade-client/C07", "ade-client/C07-expired-401"));
}

TEST(MatchesGlob, KnowsStarAndQuestionMark) {
  EXPECT_TRUE(MatchesGlob("*", ""));
  EXPECT_TRUE(MatchesGlob("*/C*-401", "ade-client/C07-expired-401"));
  EXPECT_TRUE(MatchesGlob("a*b*c", "aXbYbZc"));
  EXPECT_TRUE(MatchesGlob("*/C0?-*", "ade-client/C07-expired-401"));
  EXPECT_FALSE(MatchesGlob("?", ""));
  EXPECT_FALSE(MatchesGlob("a*b", "aXbY"));
}

TEST(MatchesGlob, KnowsSets) {
  EXPECT_TRUE(MatchesGlob("ws1-client/0[1-3]*", "ws1-client/02-auth-single"));
  EXPECT_FALSE(MatchesGlob("ws1-client/0[1-3]*", "ws1-client/04-x"));
  EXPECT_TRUE(MatchesGlob("*/[!0-3]?-*", "ws1-client/49-x"));
  EXPECT_FALSE(MatchesGlob("*/[!0-3]?-*", "ws1-client/39-x"));
  EXPECT_TRUE(MatchesGlob("[]a-]", "]"));
  EXPECT_TRUE(MatchesGlob("[]a-]", "-"));
  EXPECT_TRUE(MatchesGlob("*[ab]c", "xaxbc"));
  EXPECT_FALSE(MatchesGlob("[ab]", ""));
  EXPECT_TRUE(MatchesGlob("a[b", "a[b"));  // No set: it stands for itself.
}

TEST(Selects, LeavesOutWhatIsSkippedOrTooLow) {
  Check check;
  check.id = "s/A01-x";
  check.level = Level::kShould;
  EXPECT_TRUE(Selects({}, check));
  EXPECT_TRUE(Selects({.run = {"s/B*", "s/A*"}, .skip = {}}, check));
  EXPECT_FALSE(Selects({.run = {"s/B*"}, .skip = {}}, check));
  EXPECT_FALSE(Selects({.run = {"s/A*"}, .skip = {"*-x"}}, check));
  EXPECT_FALSE(Selects({.run = {}, .skip = {}, .least = Level::kMust}, check));
  EXPECT_TRUE(Selects({.run = {}, .skip = {}, .least = Level::kShould}, check));
}

}  // namespace
}  // namespace mdmock::conformance
