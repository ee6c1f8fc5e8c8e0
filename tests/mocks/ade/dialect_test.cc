#include "mocks/ade/dialect.h"

#include <gtest/gtest.h>

#include <set>

namespace mdmock::ade {
namespace {

constexpr Dialect kAll[] = {Dialect::kAppleDoc, Dialect::kAppleField,
                            Dialect::kDepsim};

TEST(Dialects, AreReadByTheirNames) {
  for (const Dialect one : kAll) EXPECT_EQ(ReadDialect(Name(one)), one);
  EXPECT_FALSE(ReadDialect("apple"));
}

TEST(Dialects, KnowEveryNameOnceAndEverywhere) {
  std::set<std::string_view> names;
  for (const std::string_view name : AnswerNames()) {
    EXPECT_TRUE(names.insert(name).second) << name;
    for (const Dialect one : kAll) {
      const auto answer = FindAnswer(one, name);
      ASSERT_TRUE(answer) << name;
      EXPECT_GE(answer->status, 400) << name;
    }
  }
  EXPECT_FALSE(FindAnswer(Dialect::kAppleDoc, "no such answer"));
}

TEST(Dialects, SayTheSameThingInDifferentWords) {
  const auto doc = FindAnswer(Dialect::kAppleDoc, "T_C_NOT_SIGNED");
  EXPECT_EQ(doc->status, 403);
  EXPECT_EQ(doc->body, "T_C_NOT_SIGNED");
  const auto quoted = FindAnswer(Dialect::kDepsim, "forbidden_t_c_not_signed");
  EXPECT_EQ(quoted->status, 403);
  EXPECT_EQ(quoted->body, "\"T_C_NOT_SIGNED\"");
  const auto glued = FindAnswer(Dialect::kAppleField, "token_expired");
  EXPECT_EQ(glued->status, 403);
  EXPECT_EQ(glued->body, "token_expiredForbidden");
}

TEST(Dialects, LeaveABodyThatWasSeenAsItWas) {
  for (const Dialect one : kAll) {
    const auto answer = FindAnswer(one, "token_expiredUnauthorized");
    EXPECT_EQ(answer->status, 401);
    EXPECT_EQ(answer->body, "token_expiredUnauthorized");
  }
}

}  // namespace
}  // namespace mdmock::ade
