#include "conformance/suites/ws1_client/ws1_client_suite.h"

#include <fmt/format.h>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"

namespace mdmock::conformance {
namespace {

Step ExpectGiven() {
  return Expect("the device was given", [](Lab& lab) -> Said {
    const auto calls = lab.Calls();
    if (calls.empty()) return Wrong("no request came to the mock");
    const int status = calls.back()->response.status;
    if (status == 200) return {};
    return Wrong(fmt::format("the mock answered {}", status));
  });
}

// The positive control: what any client can do.
ClientCheck Control() {
  ClientCheck control = ws1::Must(
      "00", "", "The client gets a device, where nothing is made difficult.",
      "It signs the path with the administrator's key and sends the tenant "
      "code.",
      {ws1::Get(), ExpectGiven()});
  control.file = "conformance/suites/ws1_client/ws1_client_suite.cc";
  return control;
}

}  // namespace

ClientSuite Ws1ClientSuite() {
  ClientSuite suite{.name = "ws1-client",
                    .checks = ws1::AllWs1Checks(),
                    .control = Control(),
                    .lab = ws1::LabWith({})};
  suite.control.suite = suite.name;
  for (ClientCheck& check : suite.checks) check.suite = suite.name;
  return suite;
}

}  // namespace mdmock::conformance
