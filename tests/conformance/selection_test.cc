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
