#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/explain_cmsurl.h"
#include "cli/explain_oauth1.h"
#include "cli/explain_pkcs12.h"
#include "cli/explain_reply.h"
#include "cli/explain_token.h"

namespace mdmock::cli {

void AddExplain(CLI::App& program, Action& action) {
  CLI::App* explain = program.add_subcommand(
      "explain", "say what is wrong with a message, and prove it");
  explain->require_subcommand(1);
  AddExplainOauth1(*explain, action);
  AddExplainCmsUrl(*explain, action);
  AddExplainToken(*explain, action);
  AddExplainPkcs12(*explain, action);
  AddExplainReply(*explain, action);
}

}  // namespace mdmock::cli
