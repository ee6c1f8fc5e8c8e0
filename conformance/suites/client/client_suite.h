#ifndef MDMOCK_CONFORMANCE_SUITES_CLIENT_CLIENT_SUITE_H_
#define MDMOCK_CONFORMANCE_SUITES_CLIENT_CLIENT_SUITE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "conformance/drivers/client.h"
#include "conformance/results.h"
#include "conformance/selection.h"
#include "conformance/suites/client/steps.h"

// How a client of some service is judged: by what it does at a mock, one mock a
// check.
namespace mdmock::conformance {

// ClientSuite is all that is asked of the clients of one service.
struct ClientSuite {
  std::string name;                 // "ade-client"
  std::vector<ClientCheck> checks;  // In the order of their codes.
  ClientCheck control;              // The positive one, put first and last.
  LabMaker lab;                     // Of the checks that have no other.
};

struct ClientSettings {
  Selection selection;
  std::uint64_t seed = 1;
  std::chrono::milliseconds deadline{30'000};  // Of one operation.
  size_t jobs = 1;                             // Checks at once.
  bool strict = false;
  bool is_shim = false;        // The client does what only shims are asked for.
  std::string implementation;  // As the report names it.
  std::string command_line;    // Ditto; " --run ID" reruns one check.

  // Told of each check when it ends, one at a time; may be empty.
  std::function<void(const CheckResult&)> told;
};

// ListChecks lists the whole suite but its controls, which ListControls does.
std::vector<Check> ListChecks(const ClientSuite& suite);
std::vector<Check> ListControls(const ClientSuite& suite);

// RunClientSuite puts the selected checks to a client. Where the first control
// fails for a reason of configuration nothing else is run.
Results RunClientSuite(const ClientSuite& suite, drivers::Client& client,
                       const ClientSettings& settings);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_CLIENT_CLIENT_SUITE_H_
