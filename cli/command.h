#ifndef MDMOCK_CLI_COMMAND_H_
#define MDMOCK_CLI_COMMAND_H_

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace mdmock::cli {

// Exit codes of every command; other programs rely on them.
inline constexpr int kAccepted = 0;
inline constexpr int kRefused = 1;
inline constexpr int kUsage = 2;    // Usage or configuration.
inline constexpr int kHarness = 3;  // We failed, not the peer.

// Action is what the chosen subcommand does; it gives the exit code.
using Action = std::function<int()>;

// Each of these adds one command to the program. The command sets `action` when
// it is the one that was chosen.
void AddServe(CLI::App& program, Action& action);
void AddExplain(CLI::App& program, Action& action);
void AddSign(CLI::App& program, Action& action);
void AddToken(CLI::App& program, Action& action);
void AddScenarios(CLI::App& program, Action& action);
void AddDemo(CLI::App& program, Action& action);
void AddCheck(CLI::App& program, Action& action);

// Complain writes "mdmock: <what>" to stderr and gives kUsage; `what` begins
// with the option or field that it is about.
int Complain(const std::string& what);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_COMMAND_H_
