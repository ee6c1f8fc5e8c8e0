#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "conformance/drivers/raw_client.h"
#include "protocol/token/server_token.h"
#include "tests/cli/program.h"
#include "tests/support/serve_program.h"
#include "tests/support/slowness.h"

namespace mdmock::cli {
namespace {

using test_support::RunCommand;
using test_support::ServeProgram;
using test_support::Stopped;
using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Serve, WritesWhereItIsAndWhatOpensIt) {
  const ServeProgram mdmock;
  const auto ready = mdmock.Ready();
  EXPECT_THAT(ready.at("ca_pem").get<std::string>(),
              ::testing::StartsWith("-----BEGIN CERTIFICATE-----"));
  EXPECT_EQ(mdmock.HttpsUrl(), "https" + mdmock.Url().substr(4));
  const auto token = token::ReadTokenJson(ready.at("ade").at("token").dump());
  ASSERT_TRUE(token) << token.error().what;
  EXPECT_EQ(ready.at("ade").at("token").size(), 5U);
  EXPECT_EQ(mdmock.AskForSession(), 200);
  EXPECT_EQ(mdmock.Control("/health").at("status"), "ok");
}

TEST(Serve, KeepsTheReadyFileFromOthersSinceItHoldsSecrets) {
  const ServeProgram mdmock;
  struct stat found {};
  ASSERT_EQ(::stat(mdmock.ready_path().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST(Serve, GivesTheSameCredentialsForTheSameSeed) {
  const ServeProgram first({"--seed", "7"});
  const ServeProgram second({"--seed", "7"});
  const ServeProgram third({"--seed", "8"});
  const auto secret = [](const ServeProgram& mdmock) {
    return mdmock.Ready().at("ade").at("token").at("consumer_secret");
  };
  EXPECT_EQ(secret(first), secret(second));
  EXPECT_NE(secret(first), secret(third));
  EXPECT_EQ(third.Control("/health").at("seed"), 8);
}

TEST(Serve, FreezesTheClock) {
  ServeProgram mdmock({"--time", "2030-06-01T12:00:00Z"});
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(mdmock.Control("/health").at("time"), "2030-06-01T12:00:00Z");
  }
  EXPECT_THAT(mdmock.Output("Ctrl-C"), HasSubstr("2030-06-01T12:00:00Z"));
  // A client of today is off by years, and is told so.
  EXPECT_EQ(mdmock.AskForSession(), 401);
  const auto entry = mdmock.Journal(1).at(0);
  EXPECT_THAT(entry.at("verdict").dump(), HasSubstr("oauth1.timestamp.stale"));
}

TEST(Serve, IsTrustedByCurlUnderItsCa) {
  const TemporaryFile ca("ca.pem", "");
  const ServeProgram mdmock({"--ca-out", ca.path()});
  for (const std::string& url :
       {mdmock.HttpsUrl("/session"), mdmock.Url("/session")}) {
    const auto run = RunCommand(fmt::format(
        "curl -sS --max-time 20 --cacert {} -o /dev/null -w '%{{http_code}}' "
        "-H \"Authorization: $({} sign oauth1 --token {} --url {})\" {}",
        ca.path(), MDMOCK_PROGRAM, mdmock.token_path(), url, url));
    EXPECT_EQ(run.out, "200") << run.err;
  }
  EXPECT_EQ(ca.Contents(), mdmock.Ready().at("ca_pem").get<std::string>());
}

TEST(Serve, PrintsCommandsThatWork) {
  ServeProgram mdmock;
  const std::string banner = mdmock.Output("Ctrl-C");
  const TemporaryFile token("t.json", "");
  // The two lines that begin with curl, in a shell that finds mdmock.
  std::string commands;
  for (size_t at = banner.find("  curl"); at != std::string::npos;
       at = banner.find("  curl", at + 1)) {
    commands += banner.substr(at, banner.find('\n', at) - at) + " || exit 9\n";
  }
  for (size_t at = commands.find("t.json"); at != std::string::npos;
       at = commands.find("t.json", at + token.path().size())) {
    commands.replace(at, 6, token.path());
  }
  const TemporaryFile script(
      "commands.sh", "mdmock() { " MDMOCK_PROGRAM " \"$@\"; }\n" + commands);
  const auto run = RunCommand("sh " + script.path());
  EXPECT_EQ(run.status, 0) << run.err << commands;
  EXPECT_THAT(run.out, HasSubstr("auth_session_token")) << commands;
}

TEST(Serve, TellsTheCauseOnTheConsoleAsItHappens) {
  ServeProgram mdmock;
  const auto run = RunCommand(
      fmt::format("curl -sS --max-time 20 -o /dev/null -H \"Authorization: "
                  "$({} sign oauth1 "
                  "--token {} --url https://127.0.0.1:{}/session)\" {}",
                  MDMOCK_PROGRAM, mdmock.token_path(), mdmock.port(),
                  mdmock.Url("/session")));
  EXPECT_EQ(run.status, 0) << run.err;
  const std::string output = mdmock.Output("fix:");
  EXPECT_THAT(output, HasSubstr("#1 ade  GET /session -> 401"));
  EXPECT_THAT(output, HasSubstr("cause (proved): oauth1.scheme-other"));
  EXPECT_THAT(output, Not(HasSubstr("\x1b")));
}

TEST(Serve, PrintsNothingWhenItIsToBeQuiet) {
  ServeProgram mdmock({"--quiet"});
  EXPECT_EQ(mdmock.AskForSession(), 200);
  EXPECT_EQ(mdmock.Stop(SIGTERM).status, 0);
  EXPECT_EQ(mdmock.Output(), "");
  EXPECT_EQ(mdmock.errors(), "");
}

TEST(Serve, VerifiesAsIfAnotherHostHadBeenAddressed) {
  const ServeProgram mdmock({"--as", "https://mdmenrollment.apple.com"});
  const auto run = RunCommand(fmt::format(
      "curl -sS --max-time 20 -o /dev/null -w '%{{http_code}}' -H "
      "\"Authorization: $({} sign oauth1 --token {} --url {})\" {}",
      MDMOCK_PROGRAM, mdmock.token_path(), kUrl, mdmock.Url("/session")));
  EXPECT_EQ(run.out, "200") << run.err;
  EXPECT_EQ(mdmock.AskForSession(), 401);
}

TEST(Serve, TakesSecretsThatNeedEncoding) {
  const ServeProgram mdmock({"--awkward"});
  const auto token = mdmock.Ready().at("ade").at("token");
  EXPECT_THAT(token.at("consumer_secret").get<std::string>(), HasSubstr("&"));
  EXPECT_EQ(mdmock.AskForSession(), 200);
}

TEST(Serve, TellsTheClientTheCauseOnlyWhenAsked) {
  const auto ask = [](const ServeProgram& mdmock) {
    return RunCommand(fmt::format(
        "curl -sS --max-time 20 -i -H \"Authorization: $({} sign oauth1 "
        "--token {} --url https://127.0.0.1:{}/session)\" {}",
        MDMOCK_PROGRAM, mdmock.token_path(), mdmock.port(),
        mdmock.Url("/session")));
  };
  const ServeProgram usual;
  EXPECT_THAT(ask(usual).out, Not(HasSubstr("Mdmock")));
  const ServeProgram telling({"--explain-header"});
  EXPECT_THAT(ask(telling).out, HasSubstr("oauth1.scheme-other"));
}

TEST(Serve, ReadsAConfigurationAndLetsOptionsWin) {
  const TemporaryFile config(
      "config.json",
      R"({"ade":{"dialect":"depsim","tenants":[{"name":"acme",)"
      R"("token":{"consumer_key":"CK_1","consumer_secret":"CS_1",)"
      R"("access_token":"AT_1","access_secret":"AS_1"}}]}})");
  const ServeProgram mdmock(
      {"--config", config.path(), "--dialect", "apple-field"});
  EXPECT_EQ(mdmock.Ready().at("ade").at("token").at("consumer_key"), "CK_1");
  EXPECT_EQ(mdmock.Control("/ade/state").at("dialect"), "apple-field");
  EXPECT_EQ(mdmock.AskForSession(), 200);
}

TEST(Serve, ShowsSecretsInTheJournalOnlyWhenAsked) {
  for (const bool redacted : {true, false}) {
    const ServeProgram mdmock(redacted
                                  ? std::vector<std::string>{}
                                  : std::vector<std::string>{"--no-redact"});
    const std::string secret =
        mdmock.Ready().at("ade").at("token").at("access_secret");
    const auto client = drivers::RawClient::Plain(mdmock.port());
    ASSERT_TRUE(client);
    client->Ask(drivers::Get("/session?access_secret=" + secret));
    const std::string target =
        mdmock.Journal(1).at(0).at("request").at("target");
    EXPECT_EQ(target.find(secret) == std::string::npos, redacted) << target;
  }
}

// Clients that are connected in every state that a client can be in.
TEST(Serve, IsGoneWithinASecondWhoeverIsConnected) {
  for (const int signal : {SIGTERM, SIGINT}) {
    ServeProgram mdmock({"--quiet"});
    ASSERT_EQ(mdmock.AskForSession(), 200);
    std::vector<std::unique_ptr<drivers::RawClient>> clients;
    for (int i = 0; i < 50; ++i) {
      clients.push_back(drivers::RawClient::Plain(mdmock.port()));
      ASSERT_TRUE(clients.back());
      if (i % 3 == 1) clients.back()->Send("GET /session HTTP/1.1\r\nHo");
      if (i % 3 == 2) clients.back()->Ask(drivers::Get("/session"));
    }
    clients.push_back(drivers::RawClient::Tls(
        mdmock.port(), {.ca_pem = mdmock.Ready().at("ca_pem")}));
    ASSERT_TRUE(clients.back());
    // One that waits for entries which never come.
    clients.push_back(drivers::RawClient::Plain(mdmock.control_port()));
    clients.back()->Send(drivers::Get("/journal?wait=1000&timeout_ms=60000"));
    ASSERT_EQ(mdmock.Control("/health").at("status"), "ok");
    const Stopped stopped = mdmock.Stop(signal);
    EXPECT_EQ(stopped.status, 0);
    EXPECT_LT(stopped.took, std::chrono::seconds(test_support::kSlowness));
  }
}

TEST(Serve, IsNotHeldUpByAPipeThatNobodyReads) {
  ServeProgram mdmock;
  mdmock.Output("Ctrl-C");
  const auto client = drivers::RawClient::Plain(mdmock.port());
  ASSERT_TRUE(client);
  // More lines than a pipe holds (64 KiB), each answered all the same.
  constexpr int kNumRequests = 1500;
  for (int i = 0; i < kNumRequests; ++i) {
    ASSERT_TRUE(client->Ask(drivers::Get("/" + std::string(100, 'x'))));
  }
  EXPECT_EQ(mdmock.Journal(kNumRequests).size(), kNumRequests);
  const Stopped stopped = mdmock.Stop(SIGTERM);
  EXPECT_EQ(stopped.status, 0);
  EXPECT_LT(stopped.took, std::chrono::seconds(test_support::kSlowness));
}

TEST(Serve, RemovesTheReadyFileOfAnEarlierRunBeforeItListens) {
  const TemporaryFile stale("stale.json", "{\"old\":true}");
  const auto run = Mdmock(
      "serve ade --port ade=0 --port control=0 "
      "--ca-out /nonexistent/ca.pem --ready-file " +
      stale.path());
  EXPECT_EQ(run.status, 2);
  struct stat found {};
  EXPECT_NE(::stat(stale.path().c_str(), &found), 0);
}

}  // namespace
}  // namespace mdmock::cli
