#include "conformance/drivers/each_driver.h"

#include <gmock/gmock.h>

#include <thread>

#include "tests/conformance/drivers/processes.h"

namespace mdmock::drivers {
namespace {

using std::chrono::milliseconds;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Each test has a client of its own, and fails where that leaves a process.
class EachDriverTest : public ::testing::Test {
 protected:
  Done Do(const std::string& op, milliseconds deadline = milliseconds(30'000)) {
    return Do(Operation{.op = op, .deadline = deadline});
  }
  Done Do(const Operation& operation) {
    const auto done = driver_.Do(operation);
    EXPECT_TRUE(done) << done.error().what;
    return *done;
  }
  void TearDown() override {
    EXPECT_THAT(ProcessesWith(mark_), IsEmpty());
    EXPECT_FALSE(HasChildren());
  }

  const std::string mark_ = NewMark();
  EachDriver driver_{ScriptCommand("each.sh", mark_)};
};

constexpr milliseconds kShort{200};

TEST_F(EachDriverTest, SuccessBringsItsJson) {
  const Done done = Do("ok");
  EXPECT_EQ(done.ending, Ending::kSucceeded);
  EXPECT_EQ(done.output, R"({"devices":[]})");
  EXPECT_EQ(done.output_text, "{\"devices\":[]}\n");
  EXPECT_EQ(Do("log-then-json").output, R"({"cursor":"c"})");
}

TEST_F(EachDriverTest, SuccessNeedsNoJson) {
  EXPECT_EQ(Do("silent").ending, Ending::kSucceeded);
  const Done done = Do("prose");
  EXPECT_EQ(done.ending, Ending::kSucceeded);
  EXPECT_EQ(done.output, "");
}

TEST_F(EachDriverTest, AnErrorIsAnErrorAndItsTextIsKept) {
  const Done done = Do("error");
  EXPECT_EQ(done.ending, Ending::kReportedError);
  EXPECT_EQ(done.detail, "exit code 4");
  EXPECT_EQ(done.errors_text, "T_C_NOT_SIGNED\n");
}

TEST_F(EachDriverTest, EightyNineIsNotSupported) {
  EXPECT_EQ(Do("unsupported").ending, Ending::kNotSupported);
}

TEST_F(EachDriverTest, ASignalIsACrash) {
  const Done done = Do("crash");
  EXPECT_EQ(done.ending, Ending::kCrashed);
  EXPECT_THAT(done.detail, HasSubstr("SIGSEGV"));
}

TEST_F(EachDriverTest, ASignalThatAShellReportsIsACrash) {
  const Done done = Do("crash-below");
  EXPECT_EQ(done.ending, Ending::kCrashed);
  EXPECT_THAT(done.detail, HasSubstr("SIGABRT"));
}

TEST_F(EachDriverTest, ACommandThatIsNotThereIsNoReportedError) {
  EachDriver driver("/there/is/none");
  const auto done = driver.Do({.op = "ok"});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->ending, Ending::kUnusable);
  EXPECT_THAT(done->errors_text, HasSubstr("not found"));
}

TEST_F(EachDriverTest, PassesTheOperationInTheEnvironment) {
  ::setenv("MDMOCK_P12_PASSWORD", "of another run", 1);
  const Done done = Do({.op = "environment",
                        .arguments = R"({"devices":["C1"]})",
                        .target = {.url = "http://127.0.0.1:1",
                                   .https_url = "https://127.0.0.1:1",
                                   .ca = "/ca.pem",
                                   .token = "/token.json",
                                   .state = "/state"},
                        .deadline = milliseconds(12'345)});
  const std::string said = "\n" + done.output_text;
  for (const char* line :
       {"MDMOCK_OP=environment", "MDMOCK_URL=http://127.0.0.1:1",
        "MDMOCK_HTTPS_URL=https://127.0.0.1:1", "MDMOCK_CA=/ca.pem",
        "MDMOCK_TOKEN=/token.json", "MDMOCK_STATE=/state",
        R"(MDMOCK_ARGS={"devices":["C1"]})", "MDMOCK_DEADLINE_MS=12345"}) {
    EXPECT_THAT(said, HasSubstr(std::string("\n") + line + "\n"));
  }
  EXPECT_THAT(said, ContainsRegex("\nPATH=/"));
  EXPECT_THAT(said, Not(HasSubstr("MDMOCK_P12")));
  EXPECT_THAT(said, Not(HasSubstr("MDMOCK_CLOCK")));
}

TEST_F(EachDriverTest, PassesWhatWorkspaceOneNeeds) {
  const Done done = Do({.op = "environment",
                        .target = {.p12 = "/a.p12",
                                   .p12_password = "p w",
                                   .tenant_code = "code"},
                        .clock = FromEpochSeconds(0)});
  EXPECT_THAT(done.output_text, HasSubstr("MDMOCK_P12=/a.p12\n"));
  EXPECT_THAT(done.output_text, HasSubstr("MDMOCK_P12_PASSWORD=p w\n"));
  EXPECT_THAT(done.output_text, HasSubstr("MDMOCK_TENANT_CODE=code\n"));
  EXPECT_THAT(done.output_text,
              HasSubstr("MDMOCK_CLOCK=1970-01-01T00:00:00Z\n"));
}

TEST_F(EachDriverTest, HasAnEmptyInput) {
  EXPECT_EQ(Do("input").ending, Ending::kSucceeded);
}

TEST_F(EachDriverTest, AHangIsATimeout) {
  const Done done = Do("hang", kShort);
  EXPECT_EQ(done.ending, Ending::kTimedOut);
  EXPECT_GE(done.took, kShort);
  EXPECT_THAT(done.detail, HasSubstr("200 ms"));
}

TEST_F(EachDriverTest, AHangThatIgnoresSigtermIsATimeout) {
  EXPECT_EQ(Do("stubborn", kShort).ending, Ending::kTimedOut);
}

TEST_F(EachDriverTest, FloodsCostNoMemory) {
  const Done out = Do("flood-stdout");
  EXPECT_EQ(out.ending, Ending::kSucceeded);
  EXPECT_EQ(out.output, "");
  EXPECT_LT(out.output_text.size(), size_t{9} << 20);
  const Done err = Do("flood-stderr");
  EXPECT_EQ(err.ending, Ending::kSucceeded);
  EXPECT_LT(err.errors_text.size(), size_t{1} << 20);
}

TEST_F(EachDriverTest, KillsChildrenThatEscape) {
  const Done done = Do("escape");
  EXPECT_EQ(done.ending, Ending::kSucceeded);
  EXPECT_GE(done.leftovers.num_processes, 1);
  EXPECT_GE(Do("escape-stubborn").leftovers.num_processes, 1);
  EXPECT_EQ(Do("escape-and-hang", kShort).ending, Ending::kTimedOut);
}

TEST_F(EachDriverTest, HearsAChildThatIsAboutToEnd) {
  EXPECT_EQ(Do("late-child").output, R"({"late":true})");
}

TEST_F(EachDriverTest, SurvivesAClientThatKillsItsWarden) {
  const auto done = driver_.Do({.op = "patricide"});
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().what, HasSubstr("was killed"));
}

TEST_F(EachDriverTest, RunsOperationsAtOnce) {
  std::vector<std::thread> threads;
  std::array<Ending, 6> endings{};
  for (size_t i = 0; i < endings.size(); ++i) {
    threads.emplace_back([this, i, &endings] {
      const auto done = driver_.Do(
          {.op = i % 2 == 0 ? "error" : "hang", .deadline = kShort + kShort});
      if (done) endings[i] = done->ending;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < endings.size(); ++i) {
    EXPECT_EQ(endings[i],
              i % 2 == 0 ? Ending::kReportedError : Ending::kTimedOut);
  }
}

}  // namespace
}  // namespace mdmock::drivers
