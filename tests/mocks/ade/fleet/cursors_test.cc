#include "mocks/ade/fleet/cursors.h"

#include <gtest/gtest.h>

#include <set>

#include "protocol/base/encoding.h"

namespace mdmock::ade {
namespace {

using State = Cursors::State;
using Stage = Cursor::Stage;

constexpr SystemTime kNow{std::chrono::seconds(1'800'000'000)};

TEST(Cursors, AreReadAsTheyWereIssued) {
  Cursors cursors("key");
  for (const Stage stage :
       {Stage::kFetching, Stage::kFetched, Stage::kSyncing}) {
    Cursor given{.stage = stage, .slot = 4'000'000'000, .event = 7};
    given.began = kNow - std::chrono::hours(1);
    const auto found = cursors.Find(cursors.Issue(given, kNow), kNow);
    ASSERT_EQ(found.state, State::kGood);
    EXPECT_EQ(found.cursor.stage, stage);
    EXPECT_EQ(found.cursor.slot, given.slot);
    EXPECT_EQ(found.cursor.event, given.event);
    EXPECT_EQ(found.cursor.began, given.began);
  }
}

TEST(Cursors, AreAllDifferentOnAFrozenClock) {
  Cursors cursors("key");
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(seen.insert(cursors.Issue({}, kNow)).second);
  }
}

TEST(Cursors, OfAnotherKeyAreUnknown) {
  Cursors one("one");
  Cursors two("two");
  const auto found = two.Find(one.Issue({}, kNow), kNow);
  EXPECT_EQ(found.state, State::kUnknown);
  EXPECT_NE(found.hint.find("another server"), std::string::npos);
}

TEST(Cursors, MayNotBeAlteredInAnyByte) {
  Cursors cursors("key");
  const std::string good = cursors.Issue({.slot = 1000}, kNow);
  for (size_t i = 0; i < good.size(); ++i) {
    std::string altered = good;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(cursors.Find(altered, kNow).state, State::kUnknown);
    EXPECT_EQ(cursors.Find(good.substr(0, i), kNow).state, State::kUnknown);
  }
}

TEST(Cursors, AreKnownWhenTheyWereEncodedAgain) {
  Cursors cursors("key");
  const std::string good = cursors.Issue({}, kNow);
  const auto padded =
      cursors.Find(Base64(*ReadBase64Loosely(good)) + "=", kNow);
  EXPECT_EQ(padded.state, State::kUnknown);
  EXPECT_NE(padded.hint.find("re-encoded"), std::string::npos);
}

TEST(Cursors, ExpireAfterSevenDays) {
  Cursors cursors("key");
  const std::string cursor = cursors.Issue({}, kNow);
  EXPECT_EQ(cursors.Find(cursor, kNow + Cursors::kLifetime).state,
            State::kGood);
  EXPECT_EQ(cursors
                .Find(cursor,
                      kNow + Cursors::kLifetime + std::chrono::milliseconds(1))
                .state,
            State::kExpired);
}

TEST(Cursors, SurviveAClockThatIsSetBack) {
  Cursors cursors("key");
  cursors.Issue({}, kNow + std::chrono::hours(24 * 365));
  const std::string cursor = cursors.Issue({}, kNow);
  EXPECT_EQ(cursors.Find(cursor, kNow).state, State::kGood);
  EXPECT_EQ(cursors.Find(cursor, kNow + std::chrono::hours(24 * 8)).state,
            State::kExpired);
}

TEST(Cursors, ExpireAtOnceOnRequestAndLaterOnesLive) {
  Cursors cursors("key");
  const std::string before = cursors.Issue({}, kNow);
  cursors.ExpireAll();
  EXPECT_EQ(cursors.Find(before, kNow).state, State::kExpired);
  EXPECT_EQ(cursors.Find(cursors.Issue({}, kNow), kNow).state, State::kGood);
}

}  // namespace
}  // namespace mdmock::ade
