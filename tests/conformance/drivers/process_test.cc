#include "conformance/drivers/process.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill
#include <sys/wait.h>

#include <array>
#include <thread>

#include "conformance/drivers/run_to_end.h"
#include "tests/conformance/drivers/processes.h"

namespace mdmock::drivers {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr milliseconds kLong{30'000};
constexpr milliseconds kShort{150};

Finished Finish(const ProcessOptions& options, milliseconds limit = kLong) {
  const auto finished = RunToEnd(options, limit);
  EXPECT_TRUE(finished) << finished.error().what;
  EXPECT_FALSE(HasChildren());
  return *finished;
}

TEST(ProcessTest, GivesOutputErrorsAndExitCode) {
  const auto finished = Finish({.command = "echo out; echo err >&2; exit 3"});
  EXPECT_EQ(finished.output, "out\n");
  EXPECT_EQ(finished.errors, "err\n");
  EXPECT_EQ(Describe(finished.exit), "exit code 3");
  EXPECT_FALSE(finished.timed_out);
  EXPECT_EQ(finished.leftovers.num_processes, 0);
}

TEST(ProcessTest, NamesTheSignalThatEndedIt) {
  EXPECT_EQ(Describe(Finish({.command = "kill -SEGV $$"}).exit),
            "SIGSEGV (signal 11)");
}

TEST(ProcessTest, KnowsWhatAShellMakesOfADeath) {
  const auto finished = Finish({.command = "sh -c 'kill -BUS $$'; exit $?"});
  EXPECT_EQ(Describe(finished.exit), "exit code 135");
  EXPECT_EQ(Describe(ThroughShell(finished.exit)), "SIGBUS (signal 7)");
  EXPECT_EQ(Describe(ThroughShell({.number = 143})), "exit code 143");
}

TEST(ProcessTest, AddsToTheEnvironmentAndTakesOutOfIt) {
  ::setenv("MDMOCK_TEST_KEPT", "kept", 1);
  ::setenv("MDMOCK_TEST_GONE", "gone", 1);
  const auto finished =
      Finish({.command = "echo $MDMOCK_TEST_KEPT $MDMOCK_TEST_NEW; "
                         "echo ${MDMOCK_TEST_GONE-unset}",
              .environment = {{"MDMOCK_TEST_NEW", "a 'new' one"},
                              {"MDMOCK_TEST_GONE", std::nullopt}}});
  EXPECT_EQ(finished.output, "kept a 'new' one\nunset\n");
}

TEST(ProcessTest, RunsInTheFolder) {
  EXPECT_EQ(Finish({.command = "pwd", .folder = "/proc"}).output, "/proc\n");
}

TEST(ProcessTest, FailsWhereThereIsNoSuchFolder) {
  const auto finished =
      RunToEnd({.command = "pwd", .folder = "/there/is/none"}, kLong);
  ASSERT_FALSE(finished);
  EXPECT_THAT(finished.error().what, HasSubstr("No such file"));
  EXPECT_FALSE(HasChildren());
}

TEST(ProcessTest, HasNothingToRead) {
  EXPECT_EQ(Finish({.command = "wc -c"}).output, "0\n");
}

TEST(ProcessTest, FeedsInputWithoutWaitingForIt) {
  auto process = Process::Start({.command = "wc -c", .feeds_input = true});
  ASSERT_TRUE(process);
  (*process)->Feed(std::string(5'000'000, 'x'));
  (*process)->CloseInput();
  std::string output;
  while (!(*process)->over()) {
    ASSERT_TRUE((*process)->Pump(steady_clock::now() + kLong));
    output += (*process)->TakeOutput();
  }
  EXPECT_EQ(output, "5000000\n");
}

TEST(ProcessTest, SurvivesAProgramThatDoesNotTakeItsInput) {
  auto process = Process::Start(
      {.command = "exec <&-; echo closed; sleep 0.05", .feeds_input = true});
  ASSERT_TRUE(process);
  (*process)->Feed(std::string(5'000'000, 'x'));
  while (!(*process)->over()) {
    ASSERT_TRUE((*process)->Pump(steady_clock::now() + kLong));
  }
  EXPECT_EQ(Describe(*(*process)->exit()), "exit code 0");
}

TEST(ProcessTest, StartsWithDefaultSignalsAndAnEmptyMask) {
  ::signal(SIGPIPE, SIG_IGN);
  const auto finished = Finish(
      {.command = "awk '/^Sig(Blk|Ign)/ { print $2 }' /proc/self/status"});
  ::signal(SIGPIPE, SIG_DFL);
  // The C library keeps 32 and 33 for itself, and has them ignored.
  EXPECT_THAT(finished.output,
              ::testing::MatchesRegex("0{16}\n0{7}[01][08]0{7}\n"));
}

TEST(ProcessTest, InheritsNoDescriptors) {
  const Descriptor careless(::open("/dev/null", O_RDONLY));
  const Descriptor socket(::fcntl(careless.get(), F_DUPFD, 200));
  // 0, 1, 2 and the listing's own.
  EXPECT_EQ(Finish({.command = "ls /proc/self/fd | wc -l"}).output, "4\n");
}

TEST(ProcessTest, LeavesNoDescriptorsOpen) {
  const size_t before = NumDescriptors();
  for (int i = 0; i < 3; ++i) Finish({.command = "echo"});
  EXPECT_EQ(NumDescriptors(), before);
}

TEST(ProcessTest, WorksWithoutStandardDescriptors) {
  const Descriptor kept(::dup(0));
  ::close(0);
  const auto finished = RunToEnd({.command = "wc -c; echo err >&2"}, kLong);
  ::dup2(kept.get(), 0);
  ASSERT_TRUE(finished) << finished.error().what;
  EXPECT_EQ(finished->output, "0\n");
  EXPECT_EQ(finished->errors, "err\n");
}

TEST(ProcessTest, EndsWhatHangs) {
  const std::string mark = NewMark();
  const auto finished = Finish({.command = "sleep 1000; : " + mark}, kShort);
  EXPECT_TRUE(finished.timed_out);
  EXPECT_EQ(Describe(finished.exit), "SIGTERM (signal 15)");
  EXPECT_GE(finished.took, kShort);
  EXPECT_THAT(ProcessesWith(mark), IsEmpty());
}

TEST(ProcessTest, KillsWhatIgnoresSigterm) {
  const std::string mark = NewMark();
  const auto finished =
      Finish({.command = "trap '' TERM; while :; do sleep 1000; done; " + mark,
              .grace = kShort},
             kShort);
  EXPECT_TRUE(finished.timed_out);
  EXPECT_EQ(Describe(finished.exit), "SIGKILL (signal 9)");
  EXPECT_THAT(ProcessesWith(mark), IsEmpty());
}

TEST(ProcessTest, KillsWhatHasStoppedItself) {
  const auto finished =
      Finish({.command = "kill -STOP $$", .grace = kShort}, kShort);
  EXPECT_TRUE(finished.timed_out);
}

TEST(ProcessTest, EndsWhatItsCommandLeftBehindAndNamesIt) {
  const std::string mark = NewMark();
  const auto finished =
      Finish({.command = "env -i setsid -f sleep 1000 & env -i setsid -f "
                         "setsid -f sh -c 'sleep 1000; :' " +
                         mark + "; wait",
              .settle = kShort});
  EXPECT_EQ(Describe(finished.exit), "exit code 0");
  EXPECT_EQ(finished.leftovers.num_processes, 3);
  EXPECT_THAT(finished.leftovers.names,
              ::testing::UnorderedElementsAre("sleep", "sleep", "sh"));
  EXPECT_THAT(ProcessesWith(mark), IsEmpty());
}

TEST(ProcessTest, WaitsForWhatIsAboutToEnd) {
  const auto finished = Finish(
      {.command = "(sleep 0.05; echo late) &", .settle = milliseconds(10'000)});
  EXPECT_EQ(finished.output, "late\n");
  EXPECT_EQ(finished.leftovers.num_processes, 0);
}

TEST(ProcessTest, KeepsTheEndsOfAFloodAndCountsTheRest) {
  const auto finished =
      Finish({.command = "echo first; yes | head -c 50000000; echo last; "
                         "yes | head -c 50000000 >&2"});
  EXPECT_FALSE(finished.output_whole);
  EXPECT_LT(finished.output.size(), size_t{100} << 10);
  EXPECT_LT(finished.errors.size(), size_t{140} << 10);
  EXPECT_THAT(finished.output, ::testing::StartsWith("first\n"));
  EXPECT_THAT(finished.output, ::testing::EndsWith("last\n"));
  EXPECT_THAT(finished.output, HasSubstr(" bytes left out]"));
}

TEST(ProcessTest, EndsAFloodThatDoesNotEnd) {
  EXPECT_TRUE(Finish({.command = "yes"}, kShort).timed_out);
}

TEST(ProcessTest, KillsEverythingWhenItIsDestroyed) {
  const std::string mark = NewMark();
  {
    auto process =
        Process::Start({.command = "setsid -f sh -c 'sleep 1000; :' " + mark +
                                   "; echo ready; sleep 1000"});
    ASSERT_TRUE(process);
    std::string output;
    while (output != "ready\n") {
      ASSERT_TRUE((*process)->Pump(steady_clock::now() + kLong));
      output += (*process)->TakeOutput();
    }
    EXPECT_THAT(ProcessesWith(mark), ::testing::Not(IsEmpty()));
  }
  EXPECT_THAT(ProcessesWith(mark), IsEmpty());
  EXPECT_FALSE(HasChildren());
}

TEST(ProcessTest, FindsWhatAClientLeftThatKilledItsWarden) {
  const std::string mark = NewMark();
  const auto finished =
      Finish({.command = "setsid -f sh -c 'sleep 1000; :' " + mark +
                         "; kill -KILL $PPID; sleep 1000; : " + mark});
  EXPECT_TRUE(finished.warden_lost);
  EXPECT_GE(finished.leftovers.num_processes, 2);
  EXPECT_THAT(ProcessesWith(mark), IsEmpty());
}

TEST(ProcessTest, KillsTheClientWhenWeAreKilled) {
  const std::string mark = NewMark();
  std::array<int, 2> ready{};
  ASSERT_EQ(::pipe2(ready.data(), O_CLOEXEC), 0);
  const pid_t us = ::fork();
  if (us == 0) {
    const auto process = Process::Start({.command = "sleep 1000; : " + mark});
    if (process && ::write(ready[1], "r", 1) == 1) ::raise(SIGKILL);
    ::_exit(1);
  }
  ::close(ready[1]);
  char byte = 0;
  EXPECT_EQ(::read(ready[0], &byte, 1), 1);
  ::close(ready[0]);
  int status = 0;
  ::waitpid(us, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  const auto limit = steady_clock::now() + kLong;
  while (!ProcessesWith(mark).empty() && steady_clock::now() < limit) {
    ::poll(nullptr, 0, 5);
  }
  EXPECT_THAT(ProcessesWith(mark), IsEmpty());
}

TEST(ProcessTest, ManyRunAtOnce) {
  const std::string mark = NewMark();
  std::vector<std::thread> threads;
  std::array<int, 8> codes{};
  for (size_t i = 0; i < codes.size(); ++i) {
    threads.emplace_back([i, &codes, &mark] {
      for (size_t round = 0; round < 4; ++round) {
        const auto finished =
            RunToEnd({.command = "setsid -f sh -c 'sleep 1000; :' " + mark +
                                 "; exit " + std::to_string(i + 1),
                      .settle = milliseconds(0)},
                     kLong);
        if (finished && finished->leftovers.num_processes > 0) {
          codes[i] = finished->exit.number;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(codes, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
  EXPECT_THAT(ProcessesWith(mark), IsEmpty());
  EXPECT_FALSE(HasChildren());
}

}  // namespace
}  // namespace mdmock::drivers
