// Colour for people at a terminal, and for nobody else.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/cli/program.h"

namespace mdmock::cli {
namespace {

using test_support::RunCommand;
using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kEscape[] = "\x1b";

class Terminal : public ::testing::Test {
 protected:
  std::string Command() const {
    return MDMOCK_PROGRAM " explain oauth1 --token " + token_.path() +
           " --request " + request_.path();
  }

  // What the command prints at a terminal: script(1) gives it one.
  static std::string AtATerminal(const std::string& command) {
    const Outcome run =
        RunCommand("TERM=xterm script --quiet --return --command " +
                   Quoted(command) + " /dev/null </dev/null");
    EXPECT_EQ(run.status, 1) << run.out << run.err;
    return run.out;
  }

  const TemporaryFile token_{"token.json", kToken};
  const TemporaryFile request_{
      "request.http", "GET /session HTTP/1.1\r\nHost: a.example\r\n\r\n"};
};

TEST_F(Terminal, GetsColour) {
  EXPECT_THAT(AtATerminal("env -u NO_COLOR " + Command()), HasSubstr(kEscape));
}

TEST_F(Terminal, GetsNoneUnderNoColor) {
  const std::string text = AtATerminal("NO_COLOR=1 " + Command());
  EXPECT_THAT(text, HasSubstr("REFUSED"));
  EXPECT_THAT(text, Not(HasSubstr(kEscape)));
}

TEST_F(Terminal, GetsColourWhereNoColorIsEmpty) {
  EXPECT_THAT(AtATerminal("NO_COLOR= " + Command()), HasSubstr(kEscape));
}

TEST_F(Terminal, GetsNoneInJson) {
  EXPECT_THAT(AtATerminal("env -u NO_COLOR " + Command() + " --json"),
              Not(HasSubstr(kEscape)));
}

TEST_F(Terminal, IsNotAPipe) {
  const Outcome run = RunCommand("env -u NO_COLOR " + Command() + " | cat");
  EXPECT_THAT(run.out, HasSubstr("REFUSED"));
  EXPECT_THAT(run.out, Not(HasSubstr(kEscape)));
}

// A terminal obeys what a message says to it.
TEST_F(Terminal, NeverGetsAnEscapeOfTheMessage) {
  const TemporaryFile evil(
      "evil.http",
      "GET /\x1b[2J HTTP/1.1\r\nHost: a.example\r\n"
      "Authorization: OA\x1b]0;title\x07 x=\"\x1b[31m\"\r\n\r\n");
  const Outcome run = RunCommand(MDMOCK_PROGRAM " explain oauth1 --token " +
                                 token_.path() + " --request " + evil.path());
  EXPECT_EQ(run.status, 1) << run.out << run.err;
  EXPECT_THAT(run.out, Not(HasSubstr(kEscape)));
}

}  // namespace
}  // namespace mdmock::cli
