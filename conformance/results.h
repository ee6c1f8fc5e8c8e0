#ifndef MDMOCK_CONFORMANCE_RESULTS_H_
#define MDMOCK_CONFORMANCE_RESULTS_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/check.h"
#include "protocol/base/time.h"
#include "protocol/verdict/redact.h"

namespace mdmock::conformance {

// Outcome is what came of one check.
enum class Outcome {
  kPass,
  kFail,          // What is asked for is not met.
  kWarn,          // The same, where it is a SHOULD; fails under --strict only.
  kInfo,          // Worth knowing; nothing was asked for.
  kSkip,          // Not put, and the message says why.
  kBroken,        // We could not tell; never the implementation's fault.
  kCrash,         // The implementation died.
  kTimeout,       // The implementation did not answer in time.
  kXfail,         // The baseline expects this very outcome.
  kXpass,         // The baseline expects a failure, and it passes.
  kXfailChanged,  // The baseline expects another kind of failure.
};
inline constexpr size_t kNumOutcomes = 11;

std::string_view Name(Outcome outcome);  // "xfail-changed"
std::optional<Outcome> ReadOutcome(std::string_view name);

// Expected is the line of the baseline that an outcome was held against.
struct Expected {
  Outcome outcome = Outcome::kFail;
  Outcome observed = Outcome::kFail;  // Before the baseline was applied.
  std::string reason;
  std::string link;
};

// CheckResult is what came of one check, with all that a report says about it.
// `message` and `detail` may hold bytes of the peer; reports escape them.
struct CheckResult {
  Check check;
  Outcome outcome = Outcome::kPass;
  Class speaks_of = Class::kImplementation;
  bool critical = false;  // The failure that it is lets the wrong ones in.
  std::string message;    // What happened, in a sentence; the reason of a skip.
  std::string detail;  // Lines: expected and actual, a verdict, steps; or "".
  std::vector<std::uint64_t>
      evidence;  // Numbers of Evidence, or of the journal.
  std::chrono::milliseconds took{};
  std::string rerun;  // The command that runs just this check.
  std::optional<Expected> expected;
};

// Evidence is one exchange, process or line that a check looked at: named
// pieces of bytes, as they went over the wire.
struct Evidence {
  struct Part {
    std::string name;   // "request", "response", "verdict", "stderr"
    std::string bytes;  // Raw.
  };

  std::uint64_t seq = 0;
  std::string what;  // "POST /pki?operation=getUserKeyPair -> 200"
  std::vector<Part> parts;
};

// Results are all that is known of one run of one suite at one implementation.
struct Results {
  std::string suite;           // "connector"
  std::string implementation;  // "https://pki.example.com/foo"
  std::uint64_t seed = 0;
  SystemTime started;
  std::chrono::milliseconds took{};
  std::string clock = "real";  // "frozen at 2026-01-01T00:00:00Z"
  std::string command_line;
  bool strict = false;  // A warning fails.

  size_t planned = 0;   // Checks that were to run; another number fails.
  std::string control;  // The id of the positive control, or "".

  std::vector<CheckResult> checks;
  std::vector<Evidence> evidence;
};

// Counts holds how many checks had each outcome: all, or those of one kind.
class Counts {
 public:
  explicit Counts(const Results& results,
                  std::optional<Kind> kind = std::nullopt);
  size_t all() const;
  size_t of(Outcome outcome) const {
    return counts_[static_cast<size_t>(outcome)];
  }

 private:
  std::array<size_t, kNumOutcomes> counts_{};
};

// Fails says whether this result alone makes the implementation not conforming.
bool Fails(const CheckResult& result, bool strict);

// ExitCode is what the run ends with, worst first:
//   2  the positive control failed for a reason of configuration, so that the
//      rest says nothing
//   1  not conforming: some result Fails
//   3  the harness failed: a broken check, or not all that was planned ran
//   2  another check could not be put for a reason of configuration
//   0  conforming
int ExitCode(const Results& results);

// Redact takes the secrets out of everything that a report would show.
void Redact(const Redactor& redactor, Results& results);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_RESULTS_H_
