#include "conformance/drivers/shim_driver.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "tests/conformance/drivers/processes.h"

namespace mdmock::drivers {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr milliseconds kLong{30'000};
constexpr milliseconds kShort{200};

// Each test has a shim of its own, and fails where that leaves a process.
class ShimDriverTest : public ::testing::Test {
 protected:
  void Start(const std::string& manners = "good",
             milliseconds hello_limit = kLong) {
    auto driver = ShimDriver::Start(
        {.command = ScriptCommand("shim.py", manners + " " + mark_),
         .hello_limit = hello_limit,
         .stop_limit = kShort});
    ASSERT_TRUE(driver) << driver.error().what;
    driver_ = *std::move(driver);
  }
  Done Do(const std::string& op, milliseconds deadline = kLong) {
    const auto done = driver_->Do({.op = op, .deadline = deadline});
    EXPECT_TRUE(done) << done.error().what;
    return *done;
  }
  int Pid() { return json::parse(Do("pid").output).at("pid").get<int>(); }

  // The operation ends as it should, and the next one is none the worse.
  Done CostsOneOperation(const std::string& op, Ending ending,
                         milliseconds deadline = kLong) {
    const int before = Pid();
    Done done = Do(op, deadline);
    EXPECT_EQ(Name(done.ending), Name(ending)) << op << ": " << done.detail;
    const Done next = Do("ok");
    EXPECT_EQ(next.ending, Ending::kSucceeded) << next.detail;
    EXPECT_EQ(next.note, "");
    EXPECT_NE(Pid(), before) << op;
    return done;
  }
  void TearDown() override {
    driver_.reset();
    EXPECT_THAT(ProcessesWith(mark_), IsEmpty());
    EXPECT_FALSE(HasChildren());
  }

  const std::string mark_ = NewMark();
  std::unique_ptr<ShimDriver> driver_;
};

TEST_F(ShimDriverTest, PutsAnOperationAndGivesItsAnswer) {
  Start();
  const auto done = driver_->Do({.op = "ok",
                                 .arguments = R"({"path":"/API"})",
                                 .target = {.url = "http://127.0.0.1:1"},
                                 .deadline = kLong});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->ending, Ending::kSucceeded);
  const json asked = json::parse(done->output).at("asked");
  EXPECT_EQ(asked.at("cmd"), "run");
  EXPECT_EQ(asked.at("op"), "ok");
  EXPECT_EQ(asked.at("deadline_ms"), 30'000);
  EXPECT_EQ(asked.at("clock"), nullptr);
  EXPECT_EQ(asked.at("target").at("url"), "http://127.0.0.1:1");
  EXPECT_EQ(asked.at("input").at("path"), "/API");
}

TEST_F(ShimDriverTest, TellsTheAnswersApart) {
  Start();
  const Done rejected = Do("rejected");
  EXPECT_EQ(rejected.ending, Ending::kReportedError);
  EXPECT_EQ(rejected.error_class, "token_rejected");
  EXPECT_EQ(rejected.detail, "said the server");
  const Done error = Do("error");
  EXPECT_EQ(error.ending, Ending::kReportedError);
  EXPECT_EQ(error.error_class, "");
  EXPECT_EQ(error.detail, "no such file");
  const Done skip = Do("skip");
  EXPECT_EQ(skip.ending, Ending::kNotSupported);
  EXPECT_EQ(skip.detail, "not built in");
}

TEST_F(ShimDriverTest, KeepsOneProcess) {
  Start();
  const int pid = Pid();
  for (const char* op : {"ok", "rejected", "skip", "error", "crlf", "slow",
                         "large", "stderr", "flood-stderr", "escape"}) {
    Do(op);
    EXPECT_EQ(Pid(), pid) << op;
  }
}

TEST_F(ShimDriverTest, TakesLinesHoweverTheyCome) {
  Start();
  EXPECT_EQ(Do("crlf").ending, Ending::kSucceeded);
  EXPECT_EQ(Do("slow").ending, Ending::kSucceeded);
  EXPECT_GT(Do("large").output.size(), 7'000'000U);
}

TEST_F(ShimDriverTest, StandardErrorIsEvidenceAndNoMore) {
  Start();
  const Done done = Do("stderr");
  EXPECT_EQ(done.ending, Ending::kSucceeded);
  EXPECT_EQ(done.errors_text, "what it thinks\n");
  EXPECT_EQ(Do("ok").errors_text, "");
  const Done flood = Do("flood-stderr");
  EXPECT_EQ(flood.ending, Ending::kSucceeded);
  EXPECT_LT(flood.errors_text.size(), size_t{1} << 20);
}

TEST_F(ShimDriverTest, AHangCostsOneOperation) {
  Start();
  const Done done = CostsOneOperation("hang", Ending::kTimedOut, kShort);
  EXPECT_GE(done.took, kShort);
  CostsOneOperation("stubborn", Ending::kTimedOut, kShort);
}

TEST_F(ShimDriverTest, HalfALineAndAHangCostOneOperation) {
  Start();
  const Done done = CostsOneOperation("half", Ending::kTimedOut, kShort);
  EXPECT_EQ(done.output_text, "{\"seq\":");
}

TEST_F(ShimDriverTest, ACrashCostsOneOperation) {
  Start();
  const Done done = CostsOneOperation("crash", Ending::kCrashed);
  EXPECT_THAT(done.detail, HasSubstr("SIGSEGV"));
  EXPECT_THAT(CostsOneOperation("exit", Ending::kCrashed).detail,
              HasSubstr("exit code 0"));
}

TEST_F(ShimDriverTest, GarbageCostsOneOperation) {
  Start();
  const Done done = CostsOneOperation("garbage", Ending::kGarbage);
  EXPECT_THAT(done.detail, HasSubstr("Traceback"));
  for (const char* op : {"not-text", "wrong-seq", "no-seq", "two-kinds",
                         "no-kind", "deep", "huge", "flood-stdout"}) {
    CostsOneOperation(op, Ending::kGarbage);
  }
}

TEST_F(ShimDriverTest, AClosedOutputCostsOneOperation) {
  Start();
  CostsOneOperation("close-stdout", Ending::kGarbage);
}

TEST_F(ShimDriverTest, AChildThatEscapesIsKilledWithItsProcess) {
  Start();
  Do("escape");
  const Done done =
      CostsOneOperation("escape-and-hang", Ending::kTimedOut, kShort);
  EXPECT_GE(done.leftovers.num_processes, 0);
}

TEST_F(ShimDriverTest, WhatHappensAfterAnAnswerDoesNotChangeIt) {
  Start();
  for (const char* op : {"answer-and-exit", "chatty"}) {
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(Do(op).ending, Ending::kSucceeded);
      const Done next = Do("ok");
      EXPECT_EQ(next.ending, Ending::kSucceeded) << op << next.detail;
    }
  }
}

TEST_F(ShimDriverTest, TheNextOperationIsToldThatTheProcessHadDied) {
  Start();
  Do("answer-and-exit");
  EXPECT_THAT(Do("ok").note, HasSubstr("exit code 3"));
  EXPECT_EQ(Do("ok").note, "");
}

TEST_F(ShimDriverTest, CrashesInARowAreCrashes) {
  Start();
  for (int i = 0; i < 6; ++i) EXPECT_EQ(Do("crash").ending, Ending::kCrashed);
  EXPECT_EQ(Do("ok").ending, Ending::kSucceeded);
}

TEST_F(ShimDriverTest, AShimThatCannotBeGreetedIsAMatterOfConfiguration) {
  Start("dying");
  const Done done = Do("ok");
  EXPECT_EQ(done.ending, Ending::kUnusable);
  EXPECT_THAT(done.detail, HasSubstr("exit code 5"));
  EXPECT_THAT(done.detail, HasSubstr("no configuration"));
  EXPECT_EQ(Do("ok").ending, Ending::kUnusable);
}

TEST_F(ShimDriverTest, ARudeOrSilentOrOldShimIsAMatterOfConfiguration) {
  Start("rude");
  EXPECT_THAT(Do("ok").detail, HasSubstr("hello yourself"));
  Start("silent", milliseconds(1500));
  const Done silent = Do("ok");
  EXPECT_THAT(silent.detail, HasSubstr("in time"));
  EXPECT_LT(silent.took, milliseconds(3500));  // It was started once.
  Start("old");
  EXPECT_THAT(Do("ok").detail, HasSubstr("protocol 7"));
}

TEST_F(ShimDriverTest, AMissingShimIsAMatterOfConfiguration) {
  auto driver = ShimDriver::Start({.command = "/there/is/none"});
  ASSERT_TRUE(driver);
  const auto done = (*driver)->Do({.op = "ok"});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->ending, Ending::kUnusable);
  EXPECT_THAT(done->detail, HasSubstr("exit code 127"));
}

TEST_F(ShimDriverTest, AShimThatIgnoresStopIsKilledAndNamed) {
  Start("deaf");
  EXPECT_EQ(Do("ok").ending, Ending::kSucceeded);
  EXPECT_THAT(driver_->End(), HasSubstr("has not ended"));
}

TEST_F(ShimDriverTest, WhatAShimLeavesBehindIsNamedAtItsEnd) {
  Start();
  Do("escape");
  EXPECT_THAT(driver_->End(), HasSubstr("it left"));
}

TEST_F(ShimDriverTest, OfAShimThatEndsAsItShouldNothingIsSaid) {
  Start();
  Do("ok");
  EXPECT_EQ(driver_->End(), "");
  EXPECT_EQ(driver_->End(), "");
}

TEST_F(ShimDriverTest, ADriverThatIsNeverUsedStartsNothing) {
  Start();
  EXPECT_FALSE(HasChildren());
}

TEST_F(ShimDriverTest, PutsOneOperationAfterTheOther) {
  Start();
  std::vector<std::thread> threads;
  std::array<bool, 8> fine{};
  for (bool& one : fine) {
    threads.emplace_back([this, &one] {
      const auto done = driver_->Do({.op = "ok", .deadline = kLong});
      one = done && done->ending == Ending::kSucceeded;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(fine, ::testing::Each(true));
}

TEST_F(ShimDriverTest, PutsAsManyAtOnceAsTheShimTakes) {
  Start("two-at-once");
  Ending other = Ending::kGarbage;
  std::thread thread([this, &other] {
    const auto done = driver_->Do({.op = "meet", .deadline = kLong});
    if (done) other = done->ending;
  });
  const Done done = Do("meet");
  thread.join();
  EXPECT_EQ(done.ending, Ending::kSucceeded);
  EXPECT_EQ(other, Ending::kSucceeded);
}

TEST_F(ShimDriverTest, ATimeoutDoesNotEndTheOthers) {
  Start("two-at-once");
  Ending other = Ending::kGarbage;
  std::thread thread([this, &other] {
    const auto done = driver_->Do({.op = "hang", .deadline = kShort});
    if (done) other = done->ending;
  });
  EXPECT_EQ(Do("slow").ending, Ending::kSucceeded);
  thread.join();
  EXPECT_EQ(other, Ending::kTimedOut);
  EXPECT_EQ(Do("ok").ending, Ending::kSucceeded);
}

}  // namespace
}  // namespace mdmock::drivers
