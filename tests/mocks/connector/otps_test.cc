#include "mocks/connector/otps.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/mocks/connector/connector_lab.h"

namespace mdmock::connector {
namespace {

TEST(Otps, AreGoodForOneCertificate) {
  ConnectorLab lab;
  const std::string otp = lab.OtpOf(kSam);
  EXPECT_EQ(OutcomeOf(lab.Enrol(kSam, otp)), "success");
  const server::Answer again = lab.Enrol(kSam, otp);
  EXPECT_EQ(OutcomeOf(again), "authFailure");
  EXPECT_TRUE(again.verdict.Has("connector.otp.used"));
  lab.service.Reset();
  EXPECT_EQ(OutcomeOf(lab.Enrol(kSam, otp)), "success");
}

TEST(Otps, StayGoodWhereTheUserIsConfiguredSo) {
  ConnectorLab lab;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "success");
  }
}

TEST(Otps, AreToldApartInTheVerdictOnly) {
  ConnectorLab lab;
  const std::string spent = lab.OtpOf(kSam);
  lab.Enrol(kSam, spent);
  const struct {
    std::string user;
    std::string otp;
    std::string rule;
  } cases[] = {{kJoe, "", "connector.otp.missing"},
               {kJoe, "56HT12D0", "connector.otp.wrong"},
               {kJoe, "56ht12d", "connector.otp.wrong"},
               {kJoe, "56ht12d0 ", "connector.otp.wrong"},
               {kJoe, "90kp34x1", "connector.otp.expired"},
               {kJoe, lab.OtpOf(kAnn), "connector.otp.of-another"},
               {kAnn, "56ht12d0", "connector.otp.of-another"},
               {kSam, spent, "connector.otp.used"}};
  for (const auto& one : cases) {
    const server::Answer answer = lab.Enrol(one.user, one.otp);
    EXPECT_EQ(OutcomeOf(answer), "authFailure") << one.rule;
    EXPECT_TRUE(answer.verdict.Has(one.rule)) << one.user << one.otp;
    EXPECT_EQ(answer.response.body,
              R"({"status":"failure","failureInfo":"authFailure",)"
              R"("reqId":"12487"})");
  }
  const server::Answer none = lab.Post(
      kGetUserKeyPair,
      R"({"mType":"initialCert","user":"joe.foo@example.com","reqId":"1"})");
  EXPECT_EQ(OutcomeOf(none), "authFailure");
  const server::Answer null = lab.Post(
      kGetUserKeyPair,
      R"({"mType":"initialCert","user":"joe.foo@example.com","reqId":"1",)"
      R"("authToken":null})");
  EXPECT_EQ(OutcomeOf(null), "authFailure");
  EXPECT_TRUE(null.verdict.Has("connector.request.null-field"));
}

TEST(Otps, AreMadeOnTheControlPort) {
  ConnectorLab lab;
  const std::string otp =
      lab.Control("GET", "/connector/otp?user=sam@example.com").response.body;
  EXPECT_EQ(otp.size(), 12u);
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, otp)), "authFailure");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kSam, otp)), "success");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kSam, otp)), "authFailure");
  // The one from the beginning is another matter.
  EXPECT_EQ(OutcomeOf(lab.Enrol(kSam, lab.OtpOf(kSam))), "success");

  const std::string late =
      lab.Control("GET", "/connector/otp?user=sam@example.com&lifetime_s=10")
          .response.body;
  lab.clock.Advance(std::chrono::seconds(10));
  const server::Answer answer = lab.Enrol(kSam, late);
  EXPECT_TRUE(answer.verdict.Has("connector.otp.expired"));
  EXPECT_EQ(lab.Control("GET", "/connector/otp?user=nobody").response.status,
            404);
  EXPECT_EQ(lab.Control("GET", "/connector/otp").response.status, 400);
}

TEST(Otps, AreNotUsedUpByWhatIsRefusedForSomethingElse) {
  ConnectorLab lab;
  const std::string otp = lab.OtpOf(kSam);
  const std::string start =
      R"({"mType":"initialCert","user":"sam@example.com",)"
      R"("authToken":")" +
      otp + "\"";
  EXPECT_EQ(OutcomeOf(lab.Post(kGetUserKeyPair, start + "}")), "badRequest");
  EXPECT_EQ(OutcomeOf(lab.Post("getInfo", start + "}")), "");
  lab.service.Play("connector.badTime");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kSam, otp)), "badTime");
  lab.service.Play("");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kSam, otp)), "success");
}

TEST(Otps, AreWonByOneOfMany) {
  ConnectorLab lab;
  for (int round = 0; round < 4; ++round) {
    const std::string otp = *lab.service.NewOtp(kSam);
    std::atomic<int> won = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        const std::string outcome = OutcomeOf(lab.Enrol(kSam, otp));
        won += outcome == "success" ? 1 : 0;
        EXPECT_TRUE(outcome == "success" || outcome == "authFailure");
      });
    }
    threads.clear();
    EXPECT_EQ(won, 1);
  }
}

TEST(Otps, ComeBackWhereNothingWasIssued) {
  Otps otps;
  const User user{.name = kSam, .otp = "one-time"};
  const auto first = otps.Take({user}, user, "one-time", SystemTime());
  EXPECT_EQ(first.standing, Otps::Standing::kGood);
  EXPECT_EQ(otps.Take({user}, user, "one-time", SystemTime()).standing,
            Otps::Standing::kUsed);
  otps.GiveBack(user, first);
  EXPECT_EQ(otps.Take({user}, user, "one-time", SystemTime()).standing,
            Otps::Standing::kGood);
}

TEST(Otps, AreForgottenOldestFirst) {
  Otps otps;
  world::Entropy random(1);
  const User user{.name = kSam, .otp = "one-time"};
  const SystemTime later = FromEpochSeconds(10);
  const std::string oldest = otps.New(random, kSam, later);
  for (size_t i = 0; i < Otps::kMaxMade; ++i) otps.New(random, kSam, later);
  EXPECT_EQ(otps.Take({user}, user, oldest, SystemTime()).standing,
            Otps::Standing::kWrong);
}

}  // namespace
}  // namespace mdmock::connector
