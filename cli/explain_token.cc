#include "cli/explain_token.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/output.h"
#include "cli/token_input.h"

namespace mdmock::cli {

void AddExplainToken(CLI::App& explain, Action& action) {
  const auto options = std::make_shared<TokenFileOptions>();
  CLI::App* command = explain.add_subcommand(
      "token", "why an ADE server token (.p7m) does not open");
  command->footer(
      "Example:\n"
      "  mdmock explain token server_Token_smime.p7m --key key.pem "
      "--certificate cert.pem\n"
      "'mdmock token read' gives the token itself; no secret is shown here. "
      "Exit code 0: it opens\nand is good; 1: refused.");
  AddTokenFileOptions(*command, *options);
  command->callback([options, &action] {
    action = [options] {
      const auto opened = OpenTokenFile(*options);
      if (!opened) return Complain(opened.error().what);
      return PrintVerdict(opened->verdict, options->judging.format());
    };
  });
}

}  // namespace mdmock::cli
