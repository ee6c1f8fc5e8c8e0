#include "conformance/suites/ade_client/control.h"

#include <fmt/format.h>

#include "conformance/suites/ade_client/expect.h"

namespace mdmock::conformance {
namespace {

Step ExpectGiven() {
  return Expect("a session was given", [](Lab& lab) -> Said {
    const auto calls = lab.Calls("GET /session");
    if (calls.empty()) {
      return Wrong(
          "the client reports success, and no GET /session came to the mock");
    }
    if (calls.back()->response.status == 200) return {};
    return Wrong(
        fmt::format("/session answered {}", calls.back()->response.status));
  });
}

}  // namespace

ClientCheck AdeControl() {
  return {.code = "A00",
          .slug = {},
          .level = Level::kMust,
          .requirement =
              "The client gets a session and uses it, where nothing is "
              "made difficult.",
          .source = "Apple, Authenticating with the ADE program",
          .provenance = Provenance::kDocumented,
          .correct = "It asks /session for a session and /account with it.",
          .steps = {Succeeds("session"), ExpectGiven(), Succeeds("account"),
                    ExpectCalls("GET /account", 1, 2)},
          .lab = {},
          .suite = {},
          .file = "conformance/suites/ade_client/control.cc"};
}

}  // namespace mdmock::conformance
