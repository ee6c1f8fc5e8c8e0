// A CA behind the connector: what it answers, and what UEM hears of that.

#include "mocks/connector/back_end.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "tests/mocks/connector/connector_lab.h"
#include "tests/protocol/cmp/responder.h"

namespace mdmock::connector {
namespace {

using cmp::Outcome;

constexpr char kOtp[] = "56ht12d0";

TEST(BackEndReasons, AreThoseOfCmpThatTheGuideHasToo) {
  const std::pair<unsigned, std::string_view> cases[] = {
      {1U << 0, "badAlg"},   {1U << 1, "badMessageCheck"},
      {1U << 2, "unknown"},  // badRequest means something else here.
      {1U << 3, "badTime"},  {1U << 4, "unknownCert"},
      {1U << 23, "unknown"}, {1U << 25, "unknown"},
      {0, "unknown"},        {1U << 25 | 1U << 3, "badTime"}};
  for (const auto& [bits, reason] : cases) {
    EXPECT_EQ(ReasonOf({.outcome = Outcome::kRejected, .failure_bits = bits}),
              reason)
        << bits;
  }
}

TEST(BackEndReasons, SayWhatCannotBeTrustedOrHad) {
  EXPECT_EQ(ReasonOf({.outcome = Outcome::kNotProtected}), "badMessageCheck");
  EXPECT_EQ(ReasonOf({.outcome = Outcome::kOtherKey}), "badMessageCheck");
  EXPECT_EQ(ReasonOf({.outcome = Outcome::kWaiting}), "unknown");
  EXPECT_EQ(ReasonOf({.outcome = Outcome::kUnreadable}), "unknown");
  EXPECT_EQ(ReasonOf({.outcome = Outcome::kNoAnswer}), "unknown");
}

// Has a responder asked that answers by `plan`.
BackEnd Over(cmp::Plan plan) {
  return [plan = std::move(plan)](
             const crypto::PrivateKey& key,
             const std::string& user) -> Result<std::optional<Certified>> {
    cmp::Responder responder(plan);
    auto certified =
        CertifyOverCmp(key, user, plan.secret, responder.AsTransport());
    if (!certified) return certified.error();
    return std::optional(*std::move(certified));
  };
}

TEST(BackEnd, RefusesByItsReasonAndLeavesThePasswordGood) {
  ConnectorLab lab;
  std::string otp = lab.OtpOf(kSam);
  bool fails = true;
  lab.service.AskBehind(
      [&](const crypto::PrivateKey& key,
          const std::string& user) -> Result<std::optional<Certified>> {
        if (!fails) return std::optional<Certified>();
        return Over({.status = 2, .failure_bits = 1 << 3, .text = "late"})(
            key, user);
      });
  const server::Answer answer = lab.Enrol(kSam, otp, "77");
  EXPECT_EQ(OutcomeOf(answer), "badTime");
  EXPECT_EQ(BodyOf(answer).at("reqId"), "77");
  // It was not the client's fault, and the journal says whose.
  EXPECT_TRUE(answer.verdict.accepted());
  ASSERT_TRUE(answer.verdict.Has("connector.ca.refused"));
  EXPECT_THAT(answer.verdict.findings().front().actual,
              ::testing::HasSubstr("late"));
  EXPECT_THAT(answer.response.body,
              ::testing::Not(::testing::HasSubstr("late")));
  fails = false;
  EXPECT_EQ(OutcomeOf(lab.Enrol(kSam, otp)), "success");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kSam, otp)), "authFailure");
}

TEST(BackEnd, IsNotAskedForThoseWhoAreRefused) {
  ConnectorLab lab;
  int num_asked = 0;
  lab.service.AskBehind(
      [&](const crypto::PrivateKey&,
          const std::string&) -> Result<std::optional<Certified>> {
        ++num_asked;
        return std::optional<Certified>();
      });
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "wrong")), "authFailure");
  EXPECT_EQ(OutcomeOf(lab.Enrol("nobody@example.com", kOtp)), "unknownUser");
  EXPECT_EQ(num_asked, 0);
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, kOtp)), "success");
  EXPECT_EQ(num_asked, 1);
}

TEST(BackEnd, HasItsCertificateAndChainPassedOn) {
  ConnectorLab lab;
  const auto authority = Authority::Make("behind", lab.clock.Now());
  ASSERT_TRUE(authority);
  lab.service.AskBehind(
      [&](const crypto::PrivateKey& key,
          const std::string& user) -> Result<std::optional<Certified>> {
        auto certificate = authority->Issue(
            *key.get(), {.user = user,
                         .serial = "\x05",
                         .not_before = lab.clock.Now(),
                         .not_after = lab.clock.Now() + std::chrono::hours(1)});
        if (!certificate) return certificate.error();
        return Over({.certificate = *std::move(certificate),
                     .issuers = authority->chain()})(key, user);
      });
  const auto identity = Open(lab.Enrol(kJoe, kOtp), kOtp);
  ASSERT_TRUE(identity);
  EXPECT_TRUE(identity->certificate.Matches(identity->key));
  EXPECT_EQ(identity->certificate.Issuer(), "CN=behind Issuing CA");
  ASSERT_EQ(identity->others.size(), 2u);
  EXPECT_NE(lab.service.desk().ledger().Find(identity->certificate.Der()),
            nullptr);
}

TEST(BackEnd, HasNoCertificateForAnotherKeyPassedOn) {
  ConnectorLab lab;
  const auto other = crypto::PrivateKey::GenerateEc();
  const auto certificate = crypto::Certificate::MakeSelfSigned(
      *other, {.common_name = "other",
               .not_before = lab.clock.Now(),
               .not_after = lab.clock.Now() + std::chrono::hours(1)});
  ASSERT_TRUE(certificate);
  lab.service.AskBehind(Over({.certificate = *certificate}));
  const server::Answer answer = lab.Enrol(kJoe, kOtp);
  EXPECT_EQ(OutcomeOf(answer), "badMessageCheck");
  EXPECT_FALSE(BodyOf(answer).contains("payload"));
}

}  // namespace
}  // namespace mdmock::connector
