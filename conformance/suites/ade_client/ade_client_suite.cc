#include "conformance/suites/ade_client/ade_client_suite.h"

#include "conformance/suites/ade_client/control.h"
#include "conformance/suites/ade_client/lab.h"
#include "conformance/suites/ade_client/subjects.h"

namespace mdmock::conformance {

ClientSuite AdeClientSuite() {
  ClientSuite suite{.name = "ade-client",
                    .checks = AllAdeChecks(),
                    .control = AdeControl(),
                    .lab = LabWith({})};
  suite.control.suite = suite.name;
  for (ClientCheck& check : suite.checks) check.suite = suite.name;
  return suite;
}

}  // namespace mdmock::conformance
