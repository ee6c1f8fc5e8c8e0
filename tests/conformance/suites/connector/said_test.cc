#include "conformance/suites/connector/said.h"

#include <gtest/gtest.h>

#include <string>

namespace mdmock::conformance::pki {
namespace {

TEST(Worst, PutsWhoLetsTheWrongOnesInFirst) {
  Worst worst;
  worst.Add("first", Fail("fails"));
  worst.Add("second", Alarm("lets in"));
  worst.Add("third", Fail("fails"));
  EXPECT_EQ(worst.Take().message, "second: lets in");
  EXPECT_TRUE(worst.Take().critical);
}

TEST(Worst, NamesAFewOfManyThatAreAsBad) {
  Worst worst;
  for (int i = 0; i < 32; ++i) {
    worst.Add("request " + std::to_string(i), Fail("no"));
  }
  EXPECT_EQ(worst.Take().message,
            "request 0: no; so too: request 1, request 2, request 3, request "
            "4, request 5, request 6, request 7 and 24 more");
}

TEST(Worst, PutsAHangBeforeWhatWasNotAskedBehindIt) {
  Worst worst;
  worst.Add("first", Hangs("no answer in time"));
  worst.Add("second", Skip("not asked"));
  EXPECT_EQ(worst.Take().outcome, Outcome::kTimeout);
  EXPECT_EQ(worst.Take().message, "first: no answer in time");
}

}  // namespace
}  // namespace mdmock::conformance::pki
