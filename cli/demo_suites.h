#ifndef MDMOCK_CLI_DEMO_SUITES_H_
#define MDMOCK_CLI_DEMO_SUITES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/results.h"
#include "protocol/base/result.h"

// The suites that the demo puts to implementations of our own.
namespace mdmock::cli {

// DemoSuite is one of them. `run` gives its results; a Failure is ours.
struct DemoSuite {
  std::string_view command;  // That does it to yours: "mdmock check connector".
  std::string introduction;  // What is judged, in a sentence or two.
  Result<conformance::Results> (*run)(std::uint64_t seed);
};

const std::vector<DemoSuite>& DemoSuites();

// These play what is judged, and give an exit code: the client of a suite, for
// one operation; and the connector, with its configuration in `folder`, until
// standard input ends.
int BeReferenceClient(const std::string& suite);
int BeReferenceConnector(const std::string& folder);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_DEMO_SUITES_H_
