// A client that goes astray in one check costs that check, not the run, and
// leaves no process behind.

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "tests/cli/check_client.h"
#include "tests/conformance/drivers/processes.h"

namespace mdmock::cli {
namespace {

using drivers::NewMark;
using drivers::ProcessesWith;
using test_support::TemporaryFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

struct Astray {
  std::string how;
  std::string outcome;
  std::string told;  // In the message of the check.

  friend void PrintTo(const Astray& astray, std::ostream* out) {
    *out << astray.how;
  }
};

// Runs two checks of which only F09 meets the trouble.
nlohmann::json Judge(const std::string& client, const std::string& outcome) {
  const TemporaryFile json("results.json", "");
  const Outcome run = CheckClient(client + kTwoChecks +
                                  "--timeout 4 --json-out " + json.path());
  EXPECT_EQ(run.err, "");
  const auto results = nlohmann::json::parse(json.Contents(), nullptr, false);
  if (results.is_discarded()) {
    ADD_FAILURE() << run.out;
    return nullptr;
  }
  EXPECT_THAT(OutcomesIn(results),
              ElementsAre(Pair("A01", "pass"), Pair("F09", outcome),
                          Pair("first", "pass"), Pair("last", "pass")))
      << run.out;
  const bool conforms = outcome == "pass";
  EXPECT_EQ(run.status, conforms ? 0 : 1);
  // The page tells the same, and how to have it again.
  const std::string message = CheckIn(results, "F09").at("message");
  EXPECT_THAT(run.out, HasSubstr(conforms ? "Conforming" : "Not conforming"));
  if (!conforms) {
    EXPECT_THAT(run.out, HasSubstr(message.substr(0, 40)));
    EXPECT_THAT(run.out, HasSubstr("--timeout 4 --run ade-client/F09-"));
  }
  return results;
}

class AstrayEachTest : public ::testing::TestWithParam<Astray> {};

TEST_P(AstrayEachTest, CostsOneCheckAndLeavesNoProcess) {
  const auto& [how, outcome, told] = GetParam();
  const std::string mark = NewMark();
  const auto results = Judge(AstrayEach(how, mark), outcome);
  ASSERT_TRUE(results.is_object());
  const auto check = CheckIn(results, "F09");
  EXPECT_THAT(check.at("message"), HasSubstr(told));
  EXPECT_EQ(check.at("class"), "implementation");
  EXPECT_THAT(ProcessesWith(mark), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    All, AstrayEachTest,
    ::testing::Values(
        Astray{"hang", "timeout", "had not ended after 4000 ms"},
        Astray{"hang-with-child", "timeout", "had not ended after 4000 ms"},
        Astray{"crash", "crash", "SIGSEGV"},
        Astray{"flood", "fail", "no request of it came to the mock"},
        Astray{"flood-for-ever", "timeout", "had not ended after 4000 ms"},
        Astray{"nothing", "fail", "no request of it came to the mock"}));

TEST(CheckAstray, AChildThatIsLeftBehindIsEndedAndNamed) {
  const std::string mark = NewMark();
  const TemporaryFile html("page.html", "");
  const Outcome run = CheckClient(AstrayEach("child", mark) + "--html " +
                                  html.path() + " --run '*/F09-*'");
  EXPECT_EQ(run.status, 0) << run.out;
  EXPECT_THAT(html.Contents(), HasSubstr("running, which mdmock has ended: s"));
  EXPECT_THAT(ProcessesWith(mark), IsEmpty());
}

// A port of ours that answers nobody.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    // NOLINTNEXTLINE: the sockets API wants it.
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_, generic, length), 0);
    EXPECT_EQ(::listen(socket_, 8), 0);
    EXPECT_EQ(::getsockname(socket_, generic, &length), 0);
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { ::close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::string Url() const {
    return "http://127.0.0.1:" + std::to_string(port_) + "/devices";
  }

 private:
  const int socket_;
  int port_ = 0;
};

TEST(CheckAstray, WhatGoesToAThirdPartyIsMissedAtTheMock) {
  const Listener third_party;
  const auto results =
      Judge(AstrayEach("third-party", third_party.Url()), "fail");
  ASSERT_TRUE(results.is_object());
  EXPECT_THAT(CheckIn(results, "F09").at("message"),
              HasSubstr("no request of it came to the mock"));
}

class AstrayShimTest : public ::testing::TestWithParam<Astray> {};

TEST_P(AstrayShimTest, CostsOneCheck) {
  const auto& [how, outcome, told] = GetParam();
  const auto results = Judge(AstrayShim(how), outcome);
  ASSERT_TRUE(results.is_object());
  EXPECT_THAT(CheckIn(results, "F09").at("message"), HasSubstr(told));
}

INSTANTIATE_TEST_SUITE_P(
    All, AstrayShimTest,
    ::testing::Values(Astray{"not-at-all", "pass", ""},
                      Astray{"hang", "timeout", "no answer after 4000 ms"},
                      Astray{"crash", "crash", "SIGSEGV"},
                      Astray{"garbage", "fail", "details: "}));

TEST(CheckAstray, AClientThatDoesNothingFailsEachCheckAndTheRunGoesOn) {
  const Outcome run =
      CheckClient("--each true --json" + std::string(kTwoChecks));
  EXPECT_EQ(run.status, 1);
  const auto results = Document(run);
  EXPECT_THAT(OutcomesIn(results),
              ElementsAre(Pair("A01", "fail"), Pair("F09", "fail"),
                          Pair("first", "fail"), Pair("last", "fail")));
  EXPECT_THAT(CheckIn(results, "first").at("message"),
              HasSubstr("no request of it came to the mock"));
}

}  // namespace
}  // namespace mdmock::cli
