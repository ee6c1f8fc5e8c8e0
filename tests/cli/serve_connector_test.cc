// The PKI connector through the program, as its users meet it.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "conformance/drivers/silent_port.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/connector/profile.h"
#include "protocol/crypto/identity.h"
#include "tests/cli/program.h"
#include "tests/support/serve_program.h"

namespace mdmock::cli {
namespace {

using nlohmann::json;
using test_support::RunCommand;
using test_support::ServeProgram;
using test_support::TemporaryFile;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> With(const std::vector<std::string>& more) {
  std::vector<std::string> options = {"connector", "--port", "connector=0"};
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

constexpr char kBody[] =
    R"({"mType":"initialCert","user":"joe.foo@example.com",)"
    R"("authToken":"56ht12d0","reqId":"12487"})";

// Connector is the program, and what its ready file has about the service.
struct Connector {
  explicit Connector(const std::vector<std::string>& more = {})
      : program(With(more)),
        part(program.Ready().at("connector")),
        ca("ca.pem", program.Ready().at("ca_pem").get<std::string>()) {}

  // What curl prints of an answer, the status in the last line.
  std::string Curl(const std::string& options,
                   const std::string& operation) const {
    const auto run = RunCommand(fmt::format(
        "curl -sS --max-time 20 --cacert {} -w '\\n%{{http_code}}' {} "
        "'{}/pki?operation={}'",
        ca.path(), options, part.at("https_url").get<std::string>(),
        operation));
    EXPECT_EQ(run.status, 0) << run.err;
    return run.out;
  }

  std::string Password() const {
    return fmt::format("-u '{}:{}'",
                       part.at("auth").at("username").get<std::string>(),
                       part.at("auth").at("password").get<std::string>());
  }

  std::string Enrol(const std::string& body = kBody) const {
    return Curl(
        Password() + " -H 'Content-Type: application/json' -d '" + body + "'",
        "getUserKeyPair");
  }

  ServeProgram program;
  json part;
  TemporaryFile ca;
};

TEST(ServeConnector, TellsInTheReadyFileWhatOpensIt) {
  const Connector connector;
  EXPECT_THAT(connector.part.at("https_url").get<std::string>(),
              ::testing::StartsWith("https://127.0.0.1:"));
  const json& joe = connector.part.at("users").at(0);
  EXPECT_EQ(joe.at("user"), "joe.foo@example.com");
  EXPECT_EQ(joe.at("otp"), "56ht12d0");
  EXPECT_EQ(joe.at("otp_reusable"), true);
  EXPECT_GE(connector.part.at("users").size(), 2u);
  EXPECT_THAT(connector.part.at("issuer_pem").get<std::string>(),
              HasSubstr("BEGIN CERTIFICATE"));
  EXPECT_EQ(connector.Curl(connector.Password(), "getInfo"),
            "{\"operations\":[\"getInfo\",\"getUserKeyPair\"]}\n200");
  const json& auth = connector.part.at("auth");
  const TemporaryFile p12("client.p12",
                          *ReadBase64(auth.at("p12_b64").get<std::string>()));
  EXPECT_THAT(connector.Curl("--cert-type P12 --cert " + p12.path() + ":" +
                                 auth.at("p12_password").get<std::string>(),
                             "getInfo"),
              EndsWith("\n200"));
  EXPECT_THAT(connector.Curl("", "getInfo"), EndsWith("\n401"));
}

TEST(ServeConnector, IssuesWhatOpensUnderTheOtp) {
  const Connector connector;
  const std::string out = connector.Enrol();
  ASSERT_THAT(out, EndsWith("\n200"));
  const json reply = json::parse(out.substr(0, out.rfind('\n')));
  const auto identity = crypto::ReadIdentity(
      *ReadBase64(reply.at("payload").get<std::string>()), "56ht12d0");
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->certificate.Subject(), "CN=joe.foo@example.com");
}

TEST(ServeConnector, GivesAOneTimePasswordToWhoeverHasTheControlPort) {
  const Connector connector;
  const auto fetch = RunCommand(
      "curl -sS '" +
      connector.program.ControlUrl("/connector/otp?user=sam@example.com") +
      "'");
  const std::string body = json{
      {"mType", "initialCert"},
      {"user", "sam@example.com"},
      {"authToken", fetch.out},
      {"reqId", "1"}}.dump();
  EXPECT_THAT(connector.Enrol(body), HasSubstr("\"success\""));
  EXPECT_THAT(connector.Enrol(body), HasSubstr("\"authFailure\""));
  const std::string journal = connector.program.Journal(2).dump();
  EXPECT_EQ(journal.find(fetch.out), std::string::npos);
}

TEST(ServeConnector, RefusesPlainHttpUnlessItIsTold) {
  const auto ask = [](const Connector& connector) {
    return RunCommand("curl -sS -o /dev/null -w '%{http_code}' " +
                      connector.Password() + " '" +
                      connector.part.at("url").get<std::string>() +
                      "/pki?operation=getInfo'")
        .out;
  };
  EXPECT_EQ(ask(Connector()), "403");
  EXPECT_EQ(ask(Connector({"--plaintext-connector"})), "200");
}

TEST(ServeConnector, PrintsCommandsThatWork) {
  Connector connector;
  const std::string banner = connector.program.Output("Ctrl-C");
  const std::string head = "Get a certificate";
  size_t begin = banner.find(head);
  ASSERT_NE(begin, std::string::npos) << banner;
  begin = banner.find('\n', begin);
  const TemporaryFile script(
      "commands.sh",
      banner.substr(begin, banner.find("What was asked", begin) - begin));
  const auto run = RunCommand("sh " + script.path());
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr(R"("operations":["getInfo")"));
  EXPECT_THAT(run.out, HasSubstr(R"("payloadType":"pkcs12")"));
}

TEST(ServeConnector, ReadsAConfigurationAndPlaysScenarios) {
  const TemporaryFile config(
      "config.json",
      R"({"connector":{"prefix":"/foo","payload_password":"generated",)"
      R"("auth":{"username":"me","password":"p:w"}}})");
  const Connector connector(
      {"--config", config.path(), "--scenario", "connector.badMessageCheck"});
  EXPECT_THAT(connector.part.at("https_url").get<std::string>(),
              EndsWith("/foo"));
  EXPECT_EQ(connector.part.at("auth").at("password"), "p:w");
  EXPECT_THAT(connector.Enrol(), HasSubstr("\"badMessageCheck\""));
  connector.program.PutControl("/scenario", R"({"scenario":null})");
  EXPECT_THAT(connector.Enrol(), HasSubstr("decryptionPassword"));
}

// A port that nobody has, for a program that cannot say which one it got.
int FreePort() {
  const auto port = drivers::SilentPort::Open();
  EXPECT_TRUE(port) << port.error().what;
  return port ? port->number() : 0;
}

TEST(ServeConnector, HasTheCaOfItsConfigurationAsked) {
  const TemporaryFile config(
      "config.json",
      fmt::format(R"({{"connector":{{"ca":{{"cmp":"http://127.0.0.1:{}/",)"
                  R"("ref":"1234","secret":"between us"}}}}}})",
                  FreePort()));
  const Connector connector({"--config", config.path()});
  EXPECT_THAT(connector.Enrol(), HasSubstr("\"unknown\""));  // Nobody is there.
  const auto journal = RunCommand("curl -s " + connector.program.ControlUrl() +
                                  "/journal?service=connector");
  EXPECT_THAT(journal.out, HasSubstr("connector.ca.refused"));
  EXPECT_THAT(journal.out, Not(HasSubstr("between us")));
  connector.program.PutControl("/connector/state", R"({"ca":null})");
  EXPECT_THAT(connector.Enrol(), HasSubstr("\"success\""));
}

TEST(ServeConnector, ComplainsOfWhatCannotBe) {
  const TemporaryFile unknown("config.json", R"({"connector":{"user":[]}})");
  const Outcome field = Mdmock("serve connector --config " + unknown.path());
  EXPECT_EQ(field.status, 2);
  EXPECT_THAT(field.err, HasSubstr("connector: expected no fields but"));
  const TemporaryFile form("config.json",
                           R"({"connector":{"script":[{"form":"x"}]}})");
  const Outcome value = Mdmock("serve connector --config " + form.path());
  EXPECT_EQ(value.status, 2);
  EXPECT_THAT(value.err, HasSubstr("connector.script[0].form"));
  EXPECT_EQ(Mdmock("serve connector --port connector=x").status, 2);
}

TEST(ServeConnector, HasAScenarioForEachReason) {
  const json list = Document(Mdmock("scenarios --json"));
  for (const connector::FailureReason& reason : connector::kFailureReasons) {
    const std::string id = fmt::format("connector.{}", reason.name);
    EXPECT_TRUE(std::any_of(list.begin(), list.end(), [&](const json& one) {
      return one.at("id") == id;
    })) << id;
  }
}

// A block of shell commands in docs/reproduce.md, and the heading above it.
struct Block {
  std::string heading;
  std::string commands;
};
std::vector<Block> BlocksOfThePage() {
  std::vector<Block> blocks;
  std::string heading;
  bool inside = false;
  const std::string page =
      test_support::Contents(MDMOCK_SOURCE_DIR "/docs/reproduce.md");
  for (const std::string_view line : Split(page, '\n')) {
    if (line == "```") inside = false;
    if (inside) blocks.back().commands.append(line).append("\n");
    if (!inside && line.starts_with('#')) {
      heading = line.substr(line.find_first_not_of("# "));
    }
    if (line != "```sh") continue;
    inside = true;
    blocks.push_back({heading, ""});
  }
  return blocks;
}

TEST(ServeConnector, DoesWhatTheManualSaysForEachReason) {
  const Connector connector;
  // Files go into a folder of its own, and later blocks build on earlier ones.
  const std::string folder = connector.ca.path() + ".d";
  std::string before = "mkdir -p " + folder + "\ncd " + folder + "\n";
  const std::string ca_port = std::to_string(FreePort());
  const auto here = [&](std::string text) {
    ReplaceAll(text, "http://127.0.0.1:8800", connector.program.ControlUrl());
    ReplaceAll(text, "https://127.0.0.1:8803",
               connector.part.at("https_url").get<std::string>());
    ReplaceAll(text, "8829", ca_port);
    return text;
  };
  size_t num_reasons = 0;
  for (const Block& block : BlocksOfThePage()) {
    const std::string commands = here(block.commands);
    if (connector::FindFailureReason(block.heading) == nullptr) {
      before += commands;  // What the blocks after it need.
      continue;
    }
    ++num_reasons;
    const TemporaryFile script("block.sh", before + "\n" + commands);
    const auto run = RunCommand("bash " + script.path());
    EXPECT_THAT(run.out, HasSubstr("\"failureInfo\":\"" + block.heading + "\""))
        << block.commands << run.err;
  }
  EXPECT_EQ(num_reasons, 14u);
  RunCommand("rm -r " + folder);
}

}  // namespace
}  // namespace mdmock::cli
