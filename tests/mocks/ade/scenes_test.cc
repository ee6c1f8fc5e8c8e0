#include "mocks/ade/scenes.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/mocks/ade/ade_lab.h"

namespace mdmock::ade {
namespace {

std::string Session(const server::Answer& answer) {
  return Header(answer, "X-ADM-Auth-Session");
}

TEST(Scenarios, SayWhatACorrectClientDoes) {
  AdeLab lab;
  std::set<std::string_view> ids;
  for (const server::Scenario& one : lab.service.Scenarios()) {
    ids.insert(one.id);
    EXPECT_FALSE(one.sentence.empty());
    EXPECT_FALSE(one.correct_client.empty());
    EXPECT_TRUE(lab.service.Play(one.id));
  }
  EXPECT_EQ(
      ids,
      (std::set<std::string_view>{
          "ade.session-expired", "ade.session-rotated", "ade.token-expired",
          "ade.token-replaced", "ade.terms-not-signed", "ade.clock-skew",
          "ade.nonce-replayed", "ade.user-agent-refused", "ade.cursor-expired",
          "ade.cursor-repeated", "ade.throttled"}));
  EXPECT_FALSE(lab.service.Play("ws1.wrong-tenant"));
  EXPECT_TRUE(lab.service.Play(""));
  EXPECT_EQ(lab.Ask(lab.Signed()).response.status, 200);
}

TEST(Scenarios, EndASessionOnce) {
  AdeLab lab;
  const std::string first = lab.NewSession();
  lab.service.Play("ade.session-expired");
  EXPECT_EQ(lab.Ask(AdeLab::Account("unknown")).response.status, 401);
  const server::Answer answer = lab.Ask(AdeLab::Account(first));
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_TRUE(answer.verdict.Has("ade.session.expired"));
  EXPECT_EQ(lab.Ask(AdeLab::Account(first)).response.status, 401);
  EXPECT_EQ(lab.Ask(AdeLab::Account(lab.NewSession())).response.status, 200);
}

TEST(Scenarios, RotateWithEachAnswer) {
  AdeLab lab;
  std::string session = lab.NewSession();
  lab.service.Play("ade.session-rotated");
  for (int i = 0; i < 5; ++i) {
    const server::Answer answer = lab.Ask(AdeLab::Account(session));
    ASSERT_EQ(answer.response.status, 200);
    EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 401);
    session = Session(answer);
  }
}

TEST(Scenarios, LetTheServerTokenExpire) {
  AdeLab lab;
  const std::string session = lab.NewSession();
  lab.service.Play("ade.token-expired");
  const server::Answer answer = lab.Ask(lab.Signed());
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_EQ(answer.response.body, "token_expired");
  EXPECT_TRUE(answer.verdict.Has("oauth1.token.expired"));
  EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 401);
  lab.service.Play("");
  EXPECT_EQ(lab.Ask(lab.Signed()).response.status, 200);
}

TEST(Scenarios, ReplaceTheServerToken) {
  AdeLab lab;
  const oauth1::Credentials old = *lab.service.Credentials();
  lab.service.Play("ade.token-replaced");
  const server::Answer answer = lab.Ask(lab.Signed(old));
  EXPECT_EQ(answer.response.body, "token_rejected");
  EXPECT_TRUE(answer.verdict.Has("oauth1.token.replaced"));
  ASSERT_EQ(answer.verdict.cause().mistakes.size(), 1u);
  EXPECT_EQ(answer.verdict.cause().mistakes[0]->id,
            "oauth1.secret-of-previous-token");
  // The newer one, which an administrator would upload now, works at once.
  EXPECT_EQ(lab.service.Credentials()->consumer_key, old.consumer_key);
  EXPECT_EQ(lab.Ask(lab.Signed()).response.status, 200);
  lab.service.Play("");
  EXPECT_EQ(lab.Ask(lab.Signed(old)).response.status, 200);
}

TEST(Scenarios, LeaveTheTermsUnsigned) {
  AdeLab lab;
  const std::string session = lab.NewSession();
  lab.service.Play("ade.terms-not-signed");
  for (const http::Request& request :
       {lab.Signed(), AdeLab::Account(session)}) {
    const server::Answer answer = lab.Ask(request);
    EXPECT_EQ(answer.response.status, 403);
    EXPECT_EQ(answer.response.body, "T_C_NOT_SIGNED");
  }
  lab.service.Play("");
  EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 200);
}

TEST(Scenarios, PutTheClockADayAhead) {
  AdeLab lab;
  lab.service.Play("ade.clock-skew");
  const server::Answer answer = lab.Ask(lab.Signed());
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_TRUE(answer.verdict.Has("oauth1.timestamp.stale"));
  // 1,800,000,000 s and a day.
  EXPECT_EQ(Header(answer, "Date"), "Sat, 16 Jan 2027 08:00:00 GMT");
  const http::Request adjusted = lab.SignedWith(
      *lab.service.Credentials(), EpochSeconds(lab.clock.Now()) + 86'400, "n");
  EXPECT_EQ(lab.Ask(adjusted).response.status, 200);
}

TEST(Scenarios, TakeEveryNonceForUsed) {
  AdeLab lab;
  lab.service.Play("ade.nonce-replayed");
  for (int i = 0; i < 2; ++i) {
    const server::Answer answer = lab.Ask(lab.Signed());
    EXPECT_EQ(answer.response.status, 401);
    EXPECT_TRUE(answer.verdict.Has("oauth1.nonce.used"));
    EXPECT_TRUE(answer.verdict.Has("ade.scenario.played"));
  }
}

TEST(Scenarios, RefuseEveryUserAgent) {
  AdeLab lab;
  const std::string session = lab.NewSession();
  lab.service.Play("ade.user-agent-refused");
  for (const http::Request& request :
       {lab.Signed(), AdeLab::Account(session)}) {
    const server::Answer answer = lab.Ask(request);
    EXPECT_EQ(answer.response.status, 400);
    EXPECT_EQ(answer.response.body, "USER_AGENT_INVALID");
  }
}

TEST(Reset, MakesEverythingAsFreshlyStarted) {
  AdeLab lab;
  const oauth1::Credentials first = *lab.service.Credentials();
  const http::Request request = lab.Signed();
  const std::string session = AdeLab::TokenIn(lab.Ask(request));
  lab.service.Play("ade.terms-not-signed");
  ASSERT_TRUE(lab.service.NewToken());
  lab.Control("PUT", "/ade/state", R"({"dialect":"depsim"})");
  lab.service.Reset();
  EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 401);
  EXPECT_EQ(lab.service.Credentials()->access_secret, first.access_secret);
  // The same nonce is good again, and the same seed gives the same session.
  EXPECT_EQ(AdeLab::TokenIn(lab.Ask(request)), session);
}

}  // namespace
}  // namespace mdmock::ade
