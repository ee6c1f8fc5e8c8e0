// Workspace ONE's REST API through the program, as its users meet it.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "tests/cli/program.h"
#include "tests/support/serve_program.h"

namespace mdmock::cli {
namespace {

using nlohmann::json;
using test_support::RunCommand;
using test_support::ServeProgram;
using test_support::TemporaryFile;
using ::testing::HasSubstr;

constexpr std::string_view kDevice = "/API/mdm/devices/12772";
constexpr std::string_view kSearch =
    "/api/mdm/devices/search?page=0&pagesize=2";

std::vector<std::string> With(const std::vector<std::string>& more) {
  std::vector<std::string> options = {"ws1", "--port", "ws1=0"};
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

// Ws1 is the program, and what its ready file has about the service.
struct Ws1 {
  explicit Ws1(const std::vector<std::string>& more = {})
      : program(With(more)),
        part(program.Ready().at("ws1")),
        p12("admin.p12",
            *ReadBase64(part.at("admin").at("p12_b64").get<std::string>())),
        ca("ca.pem", program.Ready().at("ca_pem").get<std::string>()) {}

  std::string Url(std::string_view target) const {
    return part.at("url").get<std::string>().append(target);
  }

  // What curl prints of an answer, the status in the last line, to a header
  // that `sign` makes (options of `sign cmsurl`).
  std::string Curl(const std::string& url, const std::string& sign) const {
    const auto run = RunCommand(fmt::format(
        "curl -sS --max-time 20 --cacert {} -w '\\n%{{http_code}}' -H "
        "\"Authorization: $({} sign cmsurl --p12 {} --password {} {})\" -H "
        "'aw-tenant-code: {}' '{}'",
        ca.path(), MDMOCK_PROGRAM, p12.path(),
        part.at("admin").at("password").get<std::string>(), sign,
        part.at("tenant_code").get<std::string>(), url));
    EXPECT_EQ(run.status, 0) << run.err;
    return run.out;
  }

  std::string Ask(std::string_view target, const std::string& more = "") const {
    const std::string url = Url(target);
    return Curl(url, fmt::format("--url '{}' {}", url, more));
  }

  ServeProgram program;
  json part;
  TemporaryFile p12;
  TemporaryFile ca;
};

TEST(ServeWs1, TellsInTheReadyFileWhatOpensIt) {
  const Ws1 ws1;
  EXPECT_EQ(ws1.part.at("admin").at("subject"), "CN=1001:mdmock-admin");
  EXPECT_EQ(ws1.part.at("tenant_code").get<std::string>().size(), 44u);
  EXPECT_THAT(ws1.part.at("https_url").get<std::string>(),
              ::testing::StartsWith("https://"));
  // Both services run, each on a port of its own.
  EXPECT_EQ(ws1.program.AskForSession(), 200);
  EXPECT_EQ(ws1.program.Control("/health").at("services"),
            json({"ade", "ws1"}));
}

TEST(ServeWs1, AnswersWhatMdmockHasSigned) {
  const Ws1 ws1;
  for (const std::string_view target : {kDevice, kSearch}) {
    for (const std::string digest : {"sha1", "sha256", "sha512"}) {
      EXPECT_THAT(ws1.Ask(target, "--digest " + digest),
                  ::testing::EndsWith("\n200"))
          << target << digest;
    }
  }
  const std::string https =
      ws1.part.at("https_url").get<std::string>().append(kDevice);
  EXPECT_THAT(ws1.Curl(https, "--url " + https), HasSubstr("\"Value\":12772"));
}

TEST(ServeWs1, NamesTheCauseOfARefusalInTheJournal) {
  const Ws1 ws1;
  // Signed with a slash at the end, asked for without.
  const std::string out =
      ws1.Curl(ws1.Url(kDevice), "--url " + ws1.Url("/API/mdm/devices/12772/"));
  EXPECT_THAT(out, ::testing::EndsWith("\n401"));
  EXPECT_THAT(out, HasSubstr("\"errorCode\":1005"));
  const json entry = ws1.program.Journal(1).at(0);
  EXPECT_EQ(entry.at("service"), "ws1");
  const json& cause = entry.at("verdict").at("cause");
  EXPECT_EQ(cause.at("status"), "proved");
  EXPECT_EQ(cause.at("mistakes").dump(), R"(["cmsurl.signed-trailing-slash"])");
  // Neither password nor tenant code is to be read there.
  const std::string journal = ws1.program.Journal(1).dump();
  EXPECT_EQ(journal.find(ws1.part.at("tenant_code").get<std::string>()),
            std::string::npos);
}

TEST(ServeWs1, TakesTheSeparatorThatItIsTold) {
  const Ws1 either;
  EXPECT_THAT(either.Ask(kDevice, "--separator apostrophe"),
              ::testing::EndsWith("\n200"));
  const Ws1 backtick({"--separator", "backtick"});
  EXPECT_THAT(backtick.Ask(kDevice, "--separator backtick"),
              ::testing::EndsWith("\n200"));
  EXPECT_THAT(backtick.Ask(kDevice, "--separator apostrophe"),
              ::testing::EndsWith("\n401"));
}

TEST(ServeWs1, PrintsCommandsThatWork) {
  const TemporaryFile file("a.p12", "");
  Ws1 ws1;
  const std::string banner = ws1.program.Output("Ctrl-C");
  const size_t begin = banner.find("Get a device:\n");
  ASSERT_NE(begin, std::string::npos) << banner;
  const size_t end = banner.find("What was asked", begin);
  std::string commands = banner.substr(begin + 14, end - begin - 14);
  for (size_t at = commands.find("a.p12"); at != std::string::npos;
       at = commands.find("a.p12", at + 1)) {
    if (commands[at - 1] != ' ') continue;  // Part of a URL.
    commands.replace(at, 5, file.path());
    at += file.path().size();
  }
  const TemporaryFile script(
      "commands.sh", "mdmock() { " MDMOCK_PROGRAM " \"$@\"; }\n" + commands);
  const auto run = RunCommand("sh " + script.path());
  EXPECT_EQ(run.status, 0) << run.err << commands;
  EXPECT_THAT(run.out, HasSubstr("\"SerialNumber\":\"MOCK00012772\""))
      << commands;
}

TEST(ServeWs1, ReadsAConfigurationAndPlaysScenarios) {
  const TemporaryFile config(
      "config.json",
      R"({"ws1":{"tenant_refused":{"status":403,"code":1013}}})");
  const Ws1 ws1({"--config", config.path(), "--scenario", "ws1.wrong-tenant"});
  EXPECT_THAT(ws1.Ask(kDevice), ::testing::EndsWith("\n403"));
  ws1.program.PutControl("/scenario", R"({"scenario":null})");
  EXPECT_THAT(ws1.Ask(kDevice), ::testing::EndsWith("\n200"));
  ws1.program.PutControl(
      "/ws1/state",
      R"({"admins":[{"name":"mdmock-admin","state":"revoked"}]})");
  EXPECT_THAT(ws1.Ask(kDevice), ::testing::EndsWith("\n401"));
}

TEST(ServeWs1, ComplainsOfWhatCannotBe) {
  const Outcome separator = Mdmock("serve ws1 --separator comma");
  EXPECT_EQ(separator.status, 2);
  EXPECT_THAT(separator.err, HasSubstr("--separator comma"));
  const TemporaryFile config("config.json",
                             R"({"ws1":{"admins":[{"name":"a"}]}})");
  const Outcome admin = Mdmock("serve ws1 --config " + config.path());
  EXPECT_EQ(admin.status, 2);
  EXPECT_THAT(admin.err, HasSubstr("ws1.admins[0].id"));
  const TemporaryFile twice(
      "config.json",
      R"({"ws1":{"admins":[{"name":"a","id":1},{"name":"a","id":1}]}})");
  const Outcome admins = Mdmock("serve ws1 --config " + twice.path());
  EXPECT_EQ(admins.status, 2);
  EXPECT_THAT(admins.err, HasSubstr("ws1.admins[1].name"));
}

}  // namespace
}  // namespace mdmock::cli
