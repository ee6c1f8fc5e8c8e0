#include "protocol/verdict/verdict_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace mdmock {
namespace {

constexpr Mistake kMistake{"test.mistake", "It went wrong.", "do it right"};

Verdict Explained(std::string should_sign, std::string is) {
  Cause cause;
  cause.status = Cause::Status::kProved;
  cause.mistakes = {&kMistake};
  cause.should_sign = std::move(should_sign);
  cause.signed_bytes = std::move(is);
  Verdict verdict("test");
  verdict.Explain(std::move(cause));
  return verdict;
}

TEST(VerdictJsonTest, SaysThatNothingWasSigned) {
  const auto cause = ToJson(Explained("/api/x", ""))["cause"];
  EXPECT_EQ(cause["signed"], "");
  EXPECT_EQ(cause["first_difference"]["offset"], 0);
  EXPECT_EQ(cause["first_difference"]["expected"], "/");
  EXPECT_EQ(cause["first_difference"]["actual"], "");
  EXPECT_FALSE(cause.contains("signed_b64"));
}

TEST(VerdictJsonTest, LeavesOutWhatNobodySigned) {
  // A password is no signature.
  auto cause = ToJson(Explained("", ""))["cause"];
  EXPECT_TRUE(cause["signed"].is_null());
  EXPECT_TRUE(cause["first_difference"].is_null());
  Cause unknown;
  unknown.status = Cause::Status::kUnknown;
  unknown.should_sign = "/api/x";
  Verdict verdict("test");
  verdict.Explain(unknown);
  cause = ToJson(verdict)["cause"];
  EXPECT_TRUE(cause["signed"].is_null());
  EXPECT_EQ(cause["should_sign"], "/api/x");
  EXPECT_TRUE(cause["first_difference"].is_null());
}

TEST(VerdictJsonTest, HoldsTheWholeOfWhatIsNoText) {
  const auto cause = ToJson(Explained("/api/x", "/api/x\n"))["cause"];
  EXPECT_EQ(cause["signed"], "/api/x\\x0A");
  EXPECT_EQ(cause["signed_b64"], "L2FwaS94Cg==");
}

}  // namespace
}  // namespace mdmock
