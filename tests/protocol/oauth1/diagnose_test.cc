#include "protocol/oauth1/diagnose.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "protocol/http/percent.h"
#include "protocol/oauth1/authorization.h"
#include "protocol/oauth1/mistakes.h"
#include "protocol/oauth1/signer.h"

namespace mdmock::oauth1 {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Sanitizers and debug builds take their time; what is drawn first is the same.
#ifdef NDEBUG
constexpr int kNumCombinations = 400;
constexpr int kNumRandom = 1000;
#else
constexpr int kNumCombinations = 60;
constexpr int kNumRandom = 60;
#endif

// A message in which most mistakes show, and what a verifier knows of it.
struct World {
  Credentials credentials{"CK key+1/=", "CS one+/=&% ",
                          "AT token+2/=", "AS two+/=&% ", std::nullopt};
  std::vector<Credentials> previous{
      {"CK_old", "CS_old-secret", "AT_old", "AS_old-secret", std::nullopt}};
  std::vector<Base> others{{"http", {"127.0.0.1", 8801}}};
  Message message{.method = "GET",
                  .base = {"https", {"MDM.Example.COM", std::nullopt}},
                  .path = "/Api/session",
                  .query = "b=2&a=x%20y&a=%2F",
                  .header = {{"realm", "ADM"},
                             {"oauth_consumer_key", "CK key+1/="},
                             {"oauth_token", "AT token+2/="},
                             {"oauth_signature_method", "HMAC-SHA1"},
                             {"oauth_timestamp", "1700000000"},
                             {"oauth_nonce", "0123456789abcdef"},
                             {"oauth_version", "1.0"}},
                  .in_query = {{"b", "2"}, {"a", "x y"}, {"a", "/"}}};

  std::string Sign(const Habits& habits) const {
    const std::string key = SigningKey(credentials, previous, habits.key);
    return SignatureText(
        Code(key, BaseString(message, others, habits), habits.mac),
        habits.output);
  }

  Cause Diagnose(std::string_view signature) const {
    return oauth1::Diagnose({.message = message,
                             .credentials = credentials,
                             .previous = previous,
                             .others = others,
                             .signature = signature})
        .cause;
  }

  std::vector<Reading> Readings() const {
    return oauth1::Readings(others.size(), previous.size());
  }

  // Whether a client that makes exactly these mistakes, in some of their
  // readings, may send this signature.
  bool Reproduces(const Explanation& mistakes,
                  std::string_view signature) const {
    const std::string wanted = CanonicalText(signature);
    const std::vector<Reading> readings = Readings();
    std::function<bool(size_t, const Habits&)> try_from =
        [&](size_t next, const Habits& habits) {
          if (CanonicalText(Sign(habits)) == wanted) return true;
          for (size_t i = next; i < readings.size(); ++i) {
            const bool named = std::find(mistakes.begin(), mistakes.end(),
                                         readings[i].mistake) != mistakes.end();
            if (!named) continue;
            Habits changed = habits;
            readings[i].apply(changed);
            if (try_from(i + 1, changed)) return true;
          }
          return false;
        };
    return try_from(0, Habits());
  }
};

// Whether neither of two readings undoes what the other changed.
bool Combine(const Reading& a, const Reading& b) {
  Habits one;
  a.apply(one);
  b.apply(one);
  Habits other;
  b.apply(other);
  a.apply(other);
  return one == other;
}

std::vector<const Reading*> Draw(const std::vector<Reading>& readings,
                                 std::mt19937& random) {
  const size_t count = 1 + random() % kMaxMistakes;
  std::vector<const Reading*> drawn;
  while (drawn.size() < count) {
    const Reading& one = readings[random() % readings.size()];
    const bool fits =
        std::all_of(drawn.begin(), drawn.end(), [&](const Reading* earlier) {
          return earlier->mistake != one.mistake && Combine(*earlier, one);
        });
    if (fits) drawn.push_back(&one);
  }
  return drawn;
}

std::string Names(const std::vector<const Reading*>& readings) {
  std::string names;
  for (const Reading* one : readings) {
    names.append(one->mistake->id).append(" (").append(one->says).append(") ");
  }
  return names;
}

TEST(Oauth1DiagnoseTest, ExplainsWhatACatalogueClientDid) {
  const World world;
  const std::vector<Reading> readings = world.Readings();
  std::mt19937 random(20260131);
  for (int i = 0; i < kNumCombinations; ++i) {
    const auto drawn = Draw(readings, random);
    Habits habits;
    for (const Reading* one : drawn) one->apply(habits);
    const std::string signature = world.Sign(habits);
    SCOPED_TRACE(Names(drawn) + signature);
    const Cause cause = world.Diagnose(signature);
    if (CanonicalText(signature) == world.Sign({})) {
      EXPECT_EQ(cause.status, Cause::Status::kNone);
      EXPECT_THAT(cause.mistakes, IsEmpty());
      continue;
    }
    ASSERT_TRUE(cause.status == Cause::Status::kProved ||
                cause.status == Cause::Status::kAmbiguous);
    std::vector<Explanation> all = cause.equivalent;
    all.push_back(cause.mistakes);
    EXPECT_THAT(all, Each(SizeIs(cause.mistakes.size())));
    EXPECT_LE(cause.mistakes.size(), drawn.size());
    for (const Explanation& explanation : all) {
      EXPECT_TRUE(world.Reproduces(explanation, signature));
      // None of them is named in vain.
      for (size_t left_out = 0; left_out < explanation.size(); ++left_out) {
        Explanation fewer = explanation;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(left_out));
        EXPECT_FALSE(world.Reproduces(fewer, signature))
            << explanation[left_out]->id << " changes nothing";
      }
    }
  }
}

TEST(Oauth1DiagnoseTest, NeverProvesARandomSignature) {
  World world;  // A plain request: the search is quicker, and as deep.
  world.credentials = {"CK", "CS-one-1", "AT", "AS-two-2", std::nullopt};
  world.message.query.reset();
  world.message.in_query.clear();
  world.others.clear();
  world.previous.clear();
  std::mt19937 random(7);
  for (int i = 0; i < kNumRandom; ++i) {
    std::string code(20, '\0');
    for (char& byte : code) byte = static_cast<char>(random() & 0xFF);
    const Cause cause = world.Diagnose(SignatureText(code, {}));
    ASSERT_EQ(cause.status, Cause::Status::kUnknown) << i;
    ASSERT_THAT(cause.mistakes, IsEmpty()) << i;
    ASSERT_EQ(cause.signed_bytes, "") << i;
  }
}

TEST(Oauth1DiagnoseTest, HasNoCauseForARightSignature) {
  const World world;
  EXPECT_EQ(world.Diagnose(world.Sign({})).status, Cause::Status::kNone);
}

TEST(Oauth1DiagnoseTest, ShowsWhatWasSignedAndWhatShouldHaveBeen) {
  const World world;
  Habits habits;
  habits.parameters.realm_included = true;
  const Cause cause = world.Diagnose(world.Sign(habits));
  EXPECT_EQ(cause.should_sign, BaseString(world.message));
  EXPECT_EQ(cause.signed_bytes,
            BaseString(world.message, world.others, habits));
  EXPECT_NE(cause.fix.find("realm"), std::string::npos);
}

TEST(Oauth1DiagnoseTest, TellsTheRequestThatTellsExplanationsApart) {
  World world;
  world.message.path = "/";
  Habits habits;
  habits.uri.path = UriHabits::Path::kEmpty;
  const Cause cause = world.Diagnose(world.Sign(habits));
  ASSERT_EQ(cause.status, Cause::Status::kAmbiguous);
  EXPECT_THAT(cause.equivalent, SizeIs(1));
  EXPECT_NE(cause.tell_apart.find("/Session/One"), std::string::npos)
      << cause.tell_apart;
}

TEST(Oauth1DiagnoseTest, GivesUpOnCharactersThatAreNoSignature) {
  const World world;
  const std::string long_text(100'000, 'A');
  for (const std::string& text :
       {std::string(), std::string("%"), std::string("====="), long_text}) {
    EXPECT_EQ(world.Diagnose(text).status, Cause::Status::kUnknown);
  }
}

TEST(Oauth1DiagnoseTest, SaysWhenALargeMessageCutTheSearchShort) {
  World world;
  const std::string value(20'000, 'a');
  world.message.in_query.push_back({"large", value});
  const Diagnosis diagnosis =
      Diagnose({.message = world.message,
                .credentials = world.credentials,
                .previous = world.previous,
                .others = world.others,
                .signature = SignatureText(std::string(20, 'x'), {})});
  EXPECT_EQ(diagnosis.cause.status, Cause::Status::kUnknown);
  EXPECT_TRUE(diagnosis.cut_short);
}

TEST(Oauth1DiagnoseTest, ExplainsASingleMistakeInALargeMessage) {
  World world;
  for (int i = 0; i < 3000; ++i) {
    world.message.in_query.push_back({"n" + std::to_string(i), "v a l"});
  }
  Habits habits;
  habits.parameters.realm_included = true;
  const Cause cause = world.Diagnose(world.Sign(habits));
  ASSERT_EQ(cause.status, Cause::Status::kProved);
  EXPECT_EQ(cause.mistakes[0]->id, "oauth1.realm-included");
}

}  // namespace
}  // namespace mdmock::oauth1
