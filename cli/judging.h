#ifndef MDMOCK_CLI_JUDGING_H_
#define MDMOCK_CLI_JUDGING_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/verdict/verdict.h"

namespace CLI {
class App;
}

namespace mdmock::cli {

// Judging is how every command judges that explains something: as of when, how
// strictly, and in which form it says so.
struct Judging {
  std::string now;  // RFC 3339 or epoch seconds; "" is the machine's time.
  bool strict = false;
  bool json = false;

  Verdict::Strictness strictness() const {
    return strict ? Verdict::Strictness::kStrict
                  : Verdict::Strictness::kLenient;
  }
  Format format() const { return json ? Format::kJson : Format::kText; }

  // Fails, naming --now, where that is no time.
  Result<SystemTime> Now() const;
};

// AddJudging adds --now, --strict and --json; `printed` is what --json prints.
void AddJudging(CLI::App& command, Judging& judging,
                std::string_view printed = "the verdict");

// CheckOneStandardInput fails where more than one of `files` is "-": standard
// input can be read once. `options` are their names, as a sentence has them.
Result<void> CheckOneStandardInput(std::string_view options,
                                   const std::vector<std::string>& files);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_JUDGING_H_
