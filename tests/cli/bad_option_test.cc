// A wrong option, field or file is exit code 2, nothing on stdout, and one
// sentence on stderr that names it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/support/serve_program.h"
#include "tests/support/token_keys.h"

namespace mdmock::cli {
namespace {

using test_support::KeyPath;
using test_support::TemporaryFile;
using ::testing::HasSubstr;

void ExpectComplaint(const Outcome& run, const std::string& names) {
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, ::testing::StartsWith("mdmock: "));
  EXPECT_THAT(run.err, HasSubstr(names));
  EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
}

struct Wrong {
  std::string name;
  std::string arguments;  // TOKEN, KEY, CERTIFICATE and P7M are good files.
  std::string names;      // What the sentence has to name.

  friend void PrintTo(const Wrong& wrong, std::ostream* out) {
    *out << wrong.arguments;
  }
};

// Ports that are free, so that nothing else is wrong.
const std::string kServe = "serve ade --port ade=0 --port control=0 ";
const std::string kExplain =
    "explain oauth1 --token TOKEN --url https://a.example/session --header x ";
const std::string kSign = "sign oauth1 --token TOKEN --url http://a.example/ ";
const std::string kMake = "token make --certificate CERTIFICATE --out OUT ";
const std::string kRead = "token read P7M --key KEY ";

std::vector<Wrong> AllWrong() {
  return {
      {"Command", "nonsense", "nonsense"},
      {"Option", "--nonsense", "--nonsense"},
      {"OptionOfACommand", "serve --nonsense", "--nonsense"},
      {"NoCommandOfExplain", "explain", "oauth1, cmsurl, token"},
      {"CommandOfExplain", "explain nonsense", "nonsense"},
      {"CommandOfSign", "sign nonsense", "nonsense"},
      {"NoCommandOfToken", "token", "make, read"},

      {"Service", "serve nonsense", "nonsense"},
      {"PortWithoutNumber", "serve --port ade", "--port ade"},
      {"PortTooLarge", "serve --port ade=65536", "--port ade=65536"},
      {"PortNegative", "serve --port ade=-1", "--port ade=-1"},
      {"PortWithMore", "serve --port ade=1x", "--port ade=1x"},
      {"PortOfNobody", "serve --port smtp=25", "--port smtp=25"},
      {"Separator", "serve ws1 --separator comma", "--separator comma"},
      {"BindToAll", kServe + "--bind 0.0.0.0", "--bind"},
      {"BindToAllOfIpv6", kServe + "--bind ::", "--bind"},
      {"BindToNothing", kServe + "--bind 300.1.1.1", "--bind"},
      {"BindToSomebodyElse", kServe + "--bind 192.0.2.1 --allow-remote",
       "192.0.2.1"},
      {"ReadyFileNowhere", kServe + "--ready-file /nonexistent/f",
       "--ready-file /nonexistent/f"},
      {"ReadyFileEmpty", kServe + "--ready-file ''", "--ready-file"},
      {"ReadyFileIsAFolder", kServe + "--ready-file /tmp", "--ready-file /tmp"},
      {"CaOutNowhere", kServe + "--ca-out /nonexistent/f",
       "--ca-out /nonexistent/f"},
      {"ConfigNowhere", kServe + "--config /nonexistent",
       "--config /nonexistent: No such file"},
      {"ConfigIsAFolder", kServe + "--config /tmp", "--config /tmp"},
      {"ConfigIsNotJson", kServe + "--config KEY", "line 1"},
      {"Dialect", kServe + "--dialect apple", "--dialect apple"},
      {"Time", kServe + "--time yesterday", "--time"},
      {"TimeEmpty", kServe + "--time ''", "--time"},
      {"SeedWord", kServe + "--seed x", "--seed"},
      {"SeedNegative", kServe + "--seed -1", "--seed"},
      {"SeedTooLarge", kServe + "--seed 18446744073709551616", "--seed"},
      {"Scenario", kServe + "--scenario ade.nonsense", "ade.nonsense"},
      {"ServeAs", kServe + "--as mdmenrollment.apple.com", "--as"},

      {"TokenAbsent", "explain oauth1 --request /dev/null", "--token"},
      {"TokenNowhere",
       "explain oauth1 --token /nonexistent --request /dev/null",
       "--token /nonexistent"},
      {"TokenIsAFolder", "explain oauth1 --token /tmp --request /dev/null",
       "--token /tmp"},
      {"TokenIsNotJson", "explain oauth1 --token KEY --request /dev/null",
       "--token"},
      {"PreviousTokenIsNotJson", kExplain + "--previous-token KEY",
       "--previous-token"},
      {"NoMessage", "explain oauth1 --token TOKEN", "--request"},
      {"TwoMessages", kExplain + "--request /dev/null", "--header"},
      {"RequestNowhere", "explain oauth1 --token TOKEN --request /nonexistent",
       "--request /nonexistent"},
      {"RequestIsAFolder", "explain oauth1 --token TOKEN --request /tmp",
       "--request /tmp"},
      {"HeaderWithoutUrl", "explain oauth1 --token TOKEN --header x", "--url"},
      {"ExplainUrl",
       "explain oauth1 --token TOKEN --header x --url ftp://a.example/",
       "--url"},
      {"ExplainMethod", kExplain + "--method 'GE T'", "--method"},
      {"ExplainMethodEmpty", kExplain + "--method ''", "--method"},
      {"ExplainAs", kExplain + "--as a.example", "--as"},
      {"ExplainNow", kExplain + "--now 2026-02-30T00:00:00Z", "--now"},
      {"ExplainNowEmpty", kExplain + "--now ''", "--now"},
      {"WindowNegative", kExplain + "--window -1", "--window"},
      {"WindowWord", kExplain + "--window 5m", "--window"},
      {"WindowTooLarge", kExplain + "--window 99999999999999999999",
       "--window"},
      {"StandardInputTwice", "explain oauth1 --token - --request -",
       "standard input"},

      {"SignUrl", "sign oauth1 --token TOKEN --url /session", "--url"},
      {"SignUrlAbsent", "sign oauth1 --token TOKEN", "--url"},
      {"SignMethod", kSign + "--method 'GET '", "--method"},
      {"SignTimestamp", kSign + "--timestamp soon", "--timestamp"},
      {"SignNonce", kSign + "--nonce ''", "--nonce"},
      {"SignRealm", kSign + "--realm \"$(printf 'A\\r\\nX-Evil: 1')\"",
       "--realm"},

      {"SignTwoKeys",
       "sign cmsurl --url https://a.example/ --p12 KEY --key KEY "
       "--certificate KEY",
       "--p12"},
      {"SignPasswordOfNothing",
       "sign cmsurl --url https://a.example/ --key KEY --certificate KEY "
       "--password x",
       "--password"},
      {"SignKeyAlone", "sign cmsurl --url https://a.example/ --key KEY",
       "--certificate"},

      {"MakeWithoutCertificate", "token make --out OUT", "--certificate"},
      {"MakeForAKey", "token make --certificate KEY --out OUT",
       "--certificate"},
      {"MakeNowhere",
       "token make --certificate CERTIFICATE --out /nonexistent/f",
       "--out /nonexistent/f"},
      {"MakeJsonNowhere", kMake + "--json-out /nonexistent/f",
       "--json-out /nonexistent/f"},
      {"MakeTime", kMake + "--time x", "--time"},
      {"MakeSeed", kMake + "--seed -5", "--seed"},
      {"ReadNothing", "token read --key KEY", "file"},
      {"ReadNowhere", "token read /nonexistent --key KEY", "/nonexistent"},
      {"ReadAFolder", "token read /tmp --key KEY", "/tmp"},
      {"ReadWithoutKey", "token read P7M", "--key"},
      {"ReadWithACertificateForAKey", "token read P7M --key CERTIFICATE",
       "--key"},
      {"ReadWithAKeyForACertificate", kRead + "--certificate KEY",
       "--certificate"},
      {"ReadNow", kRead + "--now x", "--now"},
      {"ReadStandardInputTwice", "token read - --key -", "standard input"},
      {"ExplainTokenNow", "explain token P7M --key KEY --now x", "--now"},

      {"DemoNowhere", "demo --seed x", "--seed"},
  };
}

class BadOption : public ::testing::TestWithParam<Wrong> {
 protected:
  // The arguments, with files in place of their names.
  std::string Arguments() const {
    std::string text = GetParam().arguments;
    const auto put = [&](const std::string& name, const std::string& path) {
      for (size_t at = text.find(name); at != std::string::npos;
           at = text.find(name, at + path.size())) {
        text.replace(at, name.size(), path);
      }
    };
    put("TOKEN", token_.path());
    put("KEY", KeyPath("token_key.pem"));
    put("CERTIFICATE", KeyPath("token_certificate.pem"));
    put("P7M", p7m_.path());
    put("OUT", out_.path());
    return text;
  }

 private:
  const TemporaryFile token_{"token.json", kToken};
  const TemporaryFile p7m_{"token.p7m", "not looked at"};
  const TemporaryFile out_{"out", ""};
};

TEST_P(BadOption, IsNamed) {
  ExpectComplaint(Mdmock(Arguments()), GetParam().names);
}

INSTANTIATE_TEST_SUITE_P(Options, BadOption, ::testing::ValuesIn(AllWrong()),
                         [](const auto& of) { return of.param.name; });

TEST(BadConfig, NamesTheField) {
  const std::vector<std::pair<std::string, std::string>> kCases = {
      {R"({"nope":1})", "\"nope\""},
      {R"({"ade":{"dialekt":"depsim"}})", "\"dialekt\""},
      {R"({"ade":{"dialect":"apple"}})", "ade.dialect"},
      {R"({"ade":{"nonce_window_s":-1}})", "ade.nonce_window_s"},
      {R"({"ade":{"tenants":[{"name":"a","token":{}}]}})",
       "ade.tenants[0].token.consumer_key"},
      {R"({"ade":)", "line 1"},
      {"[]", "an object"},
      {"", "nothing"},
  };
  for (const auto& [text, names] : kCases) {
    SCOPED_TRACE(text);
    const TemporaryFile config("config.json", text);
    const Outcome run = Mdmock(kServe + "--config " + config.path());
    ExpectComplaint(run, names);
    EXPECT_THAT(run.err, HasSubstr("--config " + config.path()));
    EXPECT_THAT(run.err, ::testing::Not(HasSubstr("body")));
  }
}

TEST(BadConfig, NeverShowsASecret) {
  const TemporaryFile config(
      "config.json",
      R"({"ade":{"tenants":[{"name":"a","token":{"consumer_key":"CK",)"
      R"("consumer_secret":"CS_hush\n","access_token":"AT",)"
      R"("access_secret":"AS_hush"}}]}})");
  const Outcome run = Mdmock(kServe + "--config " + config.path());
  ExpectComplaint(run, "consumer_secret");
  EXPECT_THAT(run.err, ::testing::Not(HasSubstr("hush")));
}

TEST(BadPort, InUseIsNamed) {
  const test_support::ServeProgram first;
  const std::string port = std::to_string(first.port());
  ExpectComplaint(Mdmock("serve ade --port control=0 --port ade=" + port),
                  "--port ade=" + port);
  ExpectComplaint(Mdmock("serve ade --port ade=0 --port control=" + port),
                  "--port control=" + port);
  EXPECT_EQ(first.AskForSession(), 200);
}

TEST(BadFile, ThatMayNotBeReadIsNamed) {
  const TemporaryFile secret("secret.json", kToken);
  // Root may read everything: ask as somebody else there.
  const std::string as_nobody =
      "chmod 0 " + secret.path() +
      "; if [ $(id -u) = 0 ]; then "
      "setpriv --reuid 65534 --regid 65534 --clear-groups ";
  const std::string command =
      MDMOCK_PROGRAM " serve --config " + secret.path() + "; ";
  const Outcome run =
      test_support::RunCommand(as_nobody + command + "else " + command + "fi");
  if (run.status == 126 || run.status == 127 || run.status == 1) {
    GTEST_SKIP() << "nobody may not run the program here: " << run.err;
  }
  ExpectComplaint(run, "--config " + secret.path() + ": Permission denied");
}

// Each option takes one value: what follows is the command's.
TEST(Options, ThatRepeatLeaveTheServiceAlone) {
  ExpectComplaint(Mdmock("serve --port ade=0 --port control=0 nonsense"),
                  "serve nonsense");
  ExpectComplaint(Mdmock("serve --scenario ade.session-expired nonsense"),
                  "serve nonsense");
}

TEST(Output, ThatCannotBeWrittenIsAFailureOfTheHarness) {
  const Outcome run =
      test_support::RunCommand(MDMOCK_PROGRAM " scenarios --json >/dev/full");
  EXPECT_EQ(run.status, 3);
  EXPECT_THAT(run.err, HasSubstr("No space left"));
}

TEST(Output, ToADeviceLeavesTheDeviceInItsPlace) {
  const TemporaryFile json("t.json", "");
  const Outcome run = Mdmock(
      "token make --out /dev/null --json-out /dev/stdout "
      "--certificate " +
      KeyPath("token_certificate.pem"));
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("consumer_key"));
  EXPECT_EQ(test_support::RunCommand("test -c /dev/null").status, 0);
}

}  // namespace
}  // namespace mdmock::cli
