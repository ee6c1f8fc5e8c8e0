#include "mocks/ade/sessions.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "mocks/ade/issue.h"

namespace mdmock::ade {
namespace {

using State = Sessions::State;
constexpr std::chrono::seconds kSecond(1);

SystemTime At(std::int64_t seconds) { return FromEpochSeconds(seconds); }

Session Made(std::string token, std::int64_t expires = 100) {
  return {.token = std::move(token),
          .tenant = "default",
          .issued = At(0),
          .expires = At(expires)};
}

TEST(Sessions, LiveUntilTheyExpire) {
  Sessions sessions;
  sessions.Add(Made("a"));
  EXPECT_EQ(sessions.Find("a", At(99)).state, State::kLive);
  EXPECT_EQ(sessions.Find("a", At(100)).state, State::kExpired);
  EXPECT_EQ(sessions.Find("b", At(0)).state, State::kUnknown);
}

TEST(Sessions, AreReplacedOnceAndLiveOnForTheirGrace) {
  Sessions sessions;
  sessions.Add(Made("a"));
  EXPECT_TRUE(sessions.Replace("a", Made("b"), At(10), At(10) + kSecond * 5));
  EXPECT_FALSE(sessions.Replace("a", Made("c"), At(11), At(11)));
  EXPECT_EQ(sessions.Find("a", At(14)).state, State::kLive);
  EXPECT_EQ(sessions.Find("a", At(15)).state, State::kReplaced);
  EXPECT_EQ(sessions.Find("b", At(15)).state, State::kLive);
  EXPECT_EQ(sessions.Find("c", At(15)).state, State::kUnknown);
}

TEST(Sessions, AreKilledByTenant) {
  Sessions sessions;
  sessions.Add(Made("a"));
  Session other = Made("b");
  other.tenant = "other";
  sessions.Add(other);
  sessions.KillOf("other");
  EXPECT_EQ(sessions.Find("a", At(1)).state, State::kLive);
  EXPECT_EQ(sessions.Find("b", At(1)).state, State::kExpired);
  sessions.KillAll();
  EXPECT_EQ(sessions.Find("a", At(1)).state, State::kExpired);
}

TEST(Sessions, StayWithinTheirBound) {
  Sessions sessions(100);
  for (int i = 0; i < 10'000; ++i) sessions.Add(Made(std::to_string(i)));
  EXPECT_EQ(sessions.Live(At(1)).size(), 100u);
  EXPECT_EQ(sessions.Live(At(1)).front().token, "9999");
  EXPECT_EQ(sessions.Find("9899", At(1)).state, State::kUnknown);
}

TEST(Sessions, AreRecognisedByWhatIsLeftOfThem) {
  Sessions sessions;
  sessions.Add(Made("0123456789abcdef+/=="));
  EXPECT_EQ(sessions.NearMiss("0123456789abcdef", At(1)), "cut short");
  EXPECT_EQ(sessions.NearMiss("0123456789ABCDEF+/==", At(1)),
            "in other letters' case");
  EXPECT_EQ(sessions.NearMiss("0123456789abcdef%2B%2F%3D%3D", At(1)),
            "percent-encoded");
  EXPECT_EQ(sessions.NearMiss("\"0123456789abcdef+/==\"", At(1)),
            "with something around it");
  EXPECT_EQ(sessions.NearMiss("another session of that size", At(1)), "");
}

TEST(SessionTokens, HaveTheUsualShape) {
  world::Entropy entropy(1);
  EXPECT_EQ(NewSessionToken(entropy, At(1'745'786'035), Dialect::kAppleDoc,
                            SessionShape::kUsual)
                .size(),
            168u);
  EXPECT_EQ(
      NewSessionToken(entropy, At(1), Dialect::kDepsim, SessionShape::kUsual)
          .size(),
      128u);
}

TEST(SessionTokens, VaryWhenTheyAreToldTo) {
  world::Entropy entropy(1);
  std::set<size_t> lengths;
  std::string characters;
  for (int i = 0; i < 60; ++i) {
    const std::string token = NewSessionToken(
        entropy, At(1'745'786'035), Dialect::kAppleDoc, SessionShape::kVaried);
    EXPECT_LE(token.size(), 600u);
    lengths.insert(token.size());
    characters += token;
  }
  EXPECT_GE(lengths.size(), 5u);
  EXPECT_TRUE(lengths.contains(600));
  for (const char c : {'+', '/', '='}) {
    EXPECT_NE(characters.find(c), std::string::npos) << c;
  }
}

}  // namespace
}  // namespace mdmock::ade
