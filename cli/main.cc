#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include "cli/command.h"
#include "protocol/base/text.h"

namespace mdmock::cli {

int Complain(const std::string& what) {
  fmt::print(stderr, "mdmock: {}\n", what);
  return kUsage;
}

namespace {

// What is wrong with the command line, in a sentence, and where to read on.
std::string Advice(CLI::App& program, const CLI::ParseError& error) {
  CLI::App* command = &program;
  std::string name;
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    name += (name.empty() ? "" : " ") + command->get_name();
  }
  std::string choices;
  for (const CLI::App* one : command->get_subcommands({})) {
    choices += (choices.empty() ? "" : ", ") + one->get_name();
  }
  const std::string help =
      name.empty() ? "mdmock --help" : "mdmock " + name + " --help";
  const std::vector<std::string> rest = command->remaining();
  if (choices.empty() || (!rest.empty() && rest.front().starts_with('-'))) {
    return fmt::format("{} (see {})", error.what(), help);
  }
  if (rest.empty()) {
    return fmt::format("{}: one of {} has to follow (see {})", name, choices,
                       help);
  }
  return fmt::format("{}: no such command{}; expected {} (see {})",
                     Printable(rest.front(), 60),
                     name.empty() ? "" : " of " + name, choices, help);
}

// What an empty value would say is nothing: it comes of a variable that is not
// set. Only texts (passwords, codes) may be empty.
void RefuseEmptyValues(CLI::App& command) {
  for (CLI::Option* option : command.get_options()) {
    const std::string type = option->get_type_name();
    if (type.empty() || type == "TEXT" || option->get_items_expected() == 0) {
      continue;
    }
    option->check([](const std::string& value) {
      return value.empty() ? std::string("the value is empty") : "";
    });
  }
  for (CLI::App* one : command.get_subcommands({})) RefuseEmptyValues(*one);
}

int Run(int argc, char** argv) {
  CLI::App program(
      "mdmock plays the servers of device management, and says why they refuse "
      "a client.\n\n"
      "  mdmock demo             start here: every mistake once, in one page\n"
      "  mdmock serve            Apple's ADE service, Workspace ONE's REST "
      "API, "
      "a PKI connector\n"
      "  mdmock explain oauth1   why was this /session request refused?\n"
      "  mdmock explain cmsurl   why does Workspace ONE refuse this header?\n"
      "  mdmock explain pkcs12   why does this PKCS#12 file not open?\n"
      "  mdmock explain reply    what is wrong with this connector's reply?\n"
      "  mdmock explain token    why does this .p7m not open?\n"
      "  mdmock sign             an Authorization header that is right\n"
      "  mdmock token make|read  ADE server tokens (.p7m)\n"
      "  mdmock check            is a client, or a connector, right?\n",
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
  RefuseEmptyValues(program);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error);  // --help
    return Complain(Advice(program, error));
  }
  if (!action) {
    fmt::print("{}", program.help());
    return kAccepted;
  }
  const int code = action();
  if (std::fflush(stdout) == 0) return code;
  fmt::print(stderr, "mdmock: standard output: {}\n", std::strerror(errno));
  return kHarness;
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
