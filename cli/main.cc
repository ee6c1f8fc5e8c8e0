#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "cli/command.h"

namespace mdmock::cli {

int Complain(const std::string& what) {
  fmt::print(stderr, "mdmock: {}\n", what);
  return kUsage;
}

namespace {

int Run(int argc, char** argv) {
  CLI::App program(
      "mdmock plays the servers of device management, and says why they refuse "
      "a client.\n\n"
      "  mdmock serve ade        Apple's ADE service on 127.0.0.1\n"
      "  mdmock explain oauth1   why was this /session request refused?\n"
      "  mdmock sign oauth1      an Authorization header that is right\n"
      "  mdmock token make|read  ADE server tokens (.p7m)\n"
      "  mdmock check ade-client is a client right? it is judged at a mock\n"
      "  mdmock demo             all of it at once, in one page\n",
      "mdmock");
  program.set_version_flag("--version", "mdmock " MDMOCK_VERSION);
  program.require_subcommand(0, 1);
  program.get_formatter()->column_width(34);
  program.footer(
      "Exit codes: 0 accepted, 1 refused, 2 usage or configuration, 3 mdmock "
      "itself failed.\n'mdmock COMMAND --help' says more about each.");

  Action action;
  AddServe(program, action);
  AddExplain(program, action);
  AddSign(program, action);
  AddToken(program, action);
  AddScenarios(program, action);
  AddDemo(program, action);
  AddCheck(program, action);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error);  // --help
    return Complain(std::string(error.what()) + " (see --help)");
  }
  if (action) return action();
  fmt::print("{}", program.help());
  return kAccepted;
}

}  // namespace
}  // namespace mdmock::cli

int main(int argc, char** argv) {
  try {
    return mdmock::cli::Run(argc, argv);
  } catch (const std::exception& error) {
    // Memory, a full disk under stdout: nothing that a caller can mend.
    fmt::print(stderr, "mdmock: internal failure: {}\n", error.what());
    return mdmock::cli::kHarness;
  }
}
