#include "conformance/drivers/each_driver.h"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "conformance/drivers/json_text.h"
#include "conformance/drivers/run_to_end.h"

namespace mdmock::drivers {
namespace {

constexpr int kNotSupported = 89;
// POSIX reserves these to the shell.
constexpr int kNotExecutable = 126;
constexpr int kNotFound = 127;

// As much of standard output is kept whole as a shim may put on a line.
constexpr size_t kKeepOutput = size_t{8} << 20;

std::map<std::string, std::optional<std::string>> EnvironmentOf(
    const Operation& operation) {
  // What is not given must not come from our own environment either.
  const auto given = [](const std::string& value) {
    return value.empty() ? std::nullopt : std::optional(value);
  };
  const Target& target = operation.target;
  return {
      {"MDMOCK_OP", operation.op},
      {"MDMOCK_ARGS", operation.arguments},
      {"MDMOCK_DEADLINE_MS", fmt::to_string(operation.deadline.count())},
      {"MDMOCK_CLOCK", operation.clock
                           ? std::optional(FormatTime(*operation.clock))
                           : std::nullopt},
      {"MDMOCK_URL", given(target.url)},
      {"MDMOCK_HTTPS_URL", given(target.https_url)},
      {"MDMOCK_CA", given(target.ca)},
      {"MDMOCK_TOKEN", given(target.token)},
      {"MDMOCK_STATE", given(target.state)},
      {"MDMOCK_P12", given(target.p12)},
      {"MDMOCK_P12_PASSWORD", given(target.p12_password)},
      {"MDMOCK_TENANT_CODE", given(target.tenant_code)},
  };
}

void ReadExit(const Exit& exit, Done& done) {
  done.exit = ThroughShell(exit);
  if (done.exit->by_signal) {
    done.ending = Ending::kCrashed;
    done.detail = fmt::format("the client died: {}", Describe(*done.exit));
    return;
  }
  switch (exit.number) {
    case 0:
      done.ending = Ending::kSucceeded;
      return;
    case kNotSupported:
      done.ending = Ending::kNotSupported;
      done.detail = "exit code 89: the client does not support the operation";
      return;
    case kNotExecutable:
    case kNotFound:
      done.ending = Ending::kUnusable;
      done.detail =
          fmt::format("the shell cannot run the command ({})", Describe(exit));
      return;
    default:
      done.ending = Ending::kReportedError;
      done.detail = Describe(exit);
  }
}

}  // namespace

Result<Done> EachDriver::Do(const Operation& operation) {
  auto finished =
      RunToEnd({.command = command_, .environment = EnvironmentOf(operation)},
               operation.deadline, kKeepOutput);
  if (!finished) return finished.error();
  if (finished->warden_lost) {
    return Failure{
        "the process that watches over the client was killed meanwhile"};
  }
  Done done;
  done.took = finished->took;
  done.leftovers = finished->leftovers;
  done.errors_text = std::move(finished->errors);
  if (finished->timed_out) {
    done.ending = Ending::kTimedOut;
    done.exit = finished->exit;
    done.detail = fmt::format("the client had not ended after {} ms",
                              operation.deadline.count());
  } else {
    ReadExit(finished->exit, done);
  }
  if (done.ending == Ending::kSucceeded && finished->output_whole) {
    done.output = JsonObjectIn(finished->output);
  }
  done.output_text = std::move(finished->output);
  TellLeftovers(done);
  return done;
}

}  // namespace mdmock::drivers
