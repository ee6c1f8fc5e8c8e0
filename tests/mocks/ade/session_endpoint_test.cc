#include "mocks/ade/session_endpoint.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "protocol/oauth1/verify.h"
#include "tests/mocks/ade/ade_lab.h"

namespace mdmock::ade {
namespace {

Tenant Named(std::string name) { return {.name = std::move(name)}; }

TEST(Session, IsGivenToACorrectClient) {
  AdeLab lab;
  const server::Answer answer = lab.Ask(lab.Signed());
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_TRUE(answer.verdict.accepted());
  const std::string token = AdeLab::TokenIn(answer);
  EXPECT_EQ(token.size(), 168u);
  EXPECT_EQ(answer.response.body,
            "{\n    \"auth_session_token\" : \"" + token + "\"\n}\n");
  EXPECT_EQ(Header(answer, "Content-Type"), "application/json;charset=UTF8");
}

TEST(Session, IsCompactInTheOtherDialects) {
  AdeOptions options;
  options.dialect = Dialect::kDepsim;
  AdeLab lab(options);
  const server::Answer answer = lab.Ask(lab.Signed());
  const std::string token = AdeLab::TokenIn(answer);
  EXPECT_EQ(token.size(), 128u);
  EXPECT_EQ(answer.response.body, "{\"auth_session_token\":\"" + token + "\"}");
}

TEST(Session, IsRepeatedBySeed) {
  AdeLab one;
  AdeLab two;
  EXPECT_EQ(one.NewSession(), two.NewSession());
  EXPECT_NE(one.NewSession(), one.NewSession());
}

TEST(Session, IsGivenForAwkwardSecrets) {
  AdeOptions options;
  options.awkward_credentials = true;
  AdeLab lab(options);
  const oauth1::Credentials token = *lab.service.Credentials();
  for (const char c : std::string_view("+/=&% ")) {
    EXPECT_NE(token.consumer_secret.find(c), std::string::npos) << c;
    EXPECT_NE(token.access_secret.find(c), std::string::npos) << c;
  }
  EXPECT_EQ(lab.Ask(lab.Signed()).response.status, 200);
}

TEST(Session, IsGivenAtTheEdgesOfTheWindow) {
  AdeLab lab;
  const oauth1::Credentials token = *lab.service.Credentials();
  for (const int offset : {-300, 300}) {
    const http::Request request =
        lab.SignedWith(token, EpochSeconds(lab.clock.Now()) + offset, "n");
    EXPECT_EQ(lab.Ask(request).response.status, 200) << offset;
  }
}

TEST(Session, NamesTheRequestThatUsedTheNonce) {
  AdeLab lab;
  const http::Request request = lab.Signed();
  lab.Ask(request);
  const server::Answer again = lab.Ask(request);
  EXPECT_TRUE(again.verdict.Has("oauth1.nonce.used"));
  std::string entry;
  for (const auto& [name, value] : again.verdict.working()) {
    if (name == "journal entry that used the nonce") entry = value;
  }
  EXPECT_EQ(entry, "1");
}

TEST(Session, LeavesTheNonceOfARefusedRequestUnused) {
  AdeLab lab;
  http::Request request = lab.Signed();
  http::Request refused = request;
  std::erase_if(refused.headers, [](const http::Header& one) {
    return one.name == "User-Agent";
  });
  EXPECT_EQ(lab.Ask(refused).response.status, 400);
  EXPECT_EQ(lab.Ask(request).response.status, 200);
}

TEST(Session, IsJudgedForTheConfiguredBase) {
  AdeOptions options;
  options.as = oauth1::AppleBase();
  AdeLab lab(options);
  const http::Url url =
      *http::ReadUrl("https://mdmenrollment.apple.com/session");
  http::Request request = AdeLab::Get("/session");
  request.headers.push_back(
      {"Authorization",
       oauth1::Sign(*lab.service.Credentials(),
                    {.url = url,
                     .timestamp = EpochSeconds(lab.clock.Now()),
                     .nonce = "n"})});
  EXPECT_EQ(lab.Ask(request).response.status, 200);
  const server::Answer direct = lab.Ask(lab.Signed());
  EXPECT_EQ(direct.response.status, 401);
  EXPECT_NE(direct.verdict.cause().status, Cause::Status::kUnknown);
}

TEST(Session, FindsEachTenantByItsConsumerKey) {
  AdeOptions options;
  options.tenants = {Named("a"), Named("b"), Named("c")};
  AdeLab lab(options);
  for (const std::string name : {"a", "b", "c"}) {
    const std::string session = lab.NewSession(name);
    const server::Answer account = lab.Ask(AdeLab::Account(session));
    EXPECT_EQ(account.response.status, 200);
    const Tenant* tenant = FindTenant(*lab.service.options(), name);
    EXPECT_NE(account.response.body.find(tenant->account.server_uuid),
              std::string::npos);
  }
}

TEST(Session, IsRefusedToTheSecretsOfAnotherTenant) {
  AdeOptions options;
  options.tenants = {Named("a"), Named("b")};
  AdeLab lab(options);
  oauth1::Credentials mixed = *lab.service.Credentials("a");
  mixed.access_token = lab.service.Credentials("b")->access_token;
  mixed.access_secret = lab.service.Credentials("b")->access_secret;
  const server::Answer answer = lab.Ask(lab.Signed(mixed));
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_TRUE(answer.verdict.Has("oauth1.token.unknown"));
}

TEST(Session, ShowsNoSecretInAVerdict) {
  AdeLab lab;
  const oauth1::Credentials token = *lab.service.Credentials();
  http::Request request = lab.Signed();
  for (http::Header& one : request.headers) {
    if (one.name == "User-Agent") one.value = token.consumer_secret;
    if (one.name == "Host") one.value = "";
  }
  lab.service.Change([&](AdeOptions& options) {
    options.user_agents.denied = {token.consumer_secret};
  });
  const server::Answer answer = lab.Ask(request);
  ASSERT_TRUE(answer.verdict.Has("ade.user-agent.invalid"));
  for (const Finding& finding : answer.verdict.findings()) {
    EXPECT_EQ(finding.actual.find(token.consumer_secret), std::string::npos)
        << finding.rule->code;
  }
}

TEST(Session, RefusesDoubtsWhenStrict) {
  AdeOptions options;
  options.strict = true;
  AdeLab lab(options);
  http::Request request = lab.Signed();
  for (http::Header& one : request.headers) {
    if (one.name == "X-Server-Protocol-Version") one.value = "three";
  }
  const server::Answer answer = lab.Ask(request);
  EXPECT_EQ(answer.response.status, 400);
  EXPECT_TRUE(answer.verdict.Has("ade.protocol-version.form"));
  EXPECT_EQ(lab.Ask(lab.Signed()).response.status, 200);
}

TEST(Session, LetsOneOfManyWithTheSameNonceIn) {
  AdeLab lab;
  const http::Request request = lab.Signed();
  std::atomic<int> num_given = 0;
  std::atomic<int> num_refused = 0;
  std::vector<std::thread> threads;
  for (std::uint64_t i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const auto answer = lab.service.Handle({.request = request,
                                              .scheme = "http",
                                              .now = lab.clock.Now(),
                                              .seq = i,
                                              .client_certificate = ""});
      ++(answer->response.status == 200 ? num_given : num_refused);
    });
  }
  for (std::thread& one : threads) one.join();
  EXPECT_EQ(num_given, 1);
  EXPECT_EQ(num_refused, 7);
}

TEST(Session, SurvivesChangesAndCallsAtOnce) {
  AdeLab lab;
  const oauth1::Credentials token = *lab.service.Credentials();
  std::atomic<bool> done = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 50; ++n) {
        const http::Request request =
            lab.SignedWith(token, EpochSeconds(lab.clock.Now()),
                           std::to_string(i) + "-" + std::to_string(n));
        const auto answer = lab.service.Handle({.request = request,
                                                .scheme = "http",
                                                .now = lab.clock.Now(),
                                                .seq = 1,
                                                .client_certificate = ""});
        const std::string session = AdeLab::TokenIn(*answer);
        const http::Request account = AdeLab::Account(session);
        (void)lab.service.Handle({.request = account,
                                  .scheme = "http",
                                  .now = lab.clock.Now(),
                                  .seq = 2,
                                  .client_certificate = ""});
      }
    });
  }
  threads.emplace_back([&] {
    while (!done) {
      lab.service.Play("ade.token-replaced");
      lab.Control("GET", "/ade/state");
      lab.Control("PUT", "/ade/state", R"({"rotate_every":1})");
      lab.service.Play("");
      EXPECT_TRUE(lab.service.NewToken());
      lab.service.Reset();
    }
  });
  for (size_t i = 0; i < 3; ++i) threads[i].join();
  done = true;
  threads[3].join();
  lab.service.Reset();
  EXPECT_EQ(lab.Ask(lab.Signed()).response.status, 200);
}

}  // namespace
}  // namespace mdmock::ade
