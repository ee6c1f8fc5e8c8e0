#include <fmt/format.h>

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "conformance/suites/ade_client/assigning.h"
#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/insider.h"
#include "conformance/suites/ade_client/look.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"

// F01 to F05 and F08: giving devices a profile, and taking it away.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Device Assignment Services, profiles";
constexpr char kSeen[] = "field: what clients send to the profile endpoints";
constexpr std::chrono::seconds kRetryAfter(2);

Step ExpectAssignMethod() {
  return Expect("a profile is assigned by PUT or POST", [](Lab& lab) {
    const auto calls = AssignCalls(lab);
    if (calls.empty()) return Wrong("no request of /profile/devices came");
    for (const auto& call : calls) {
      if (call->request.method == "PUT" || call->request.method == "POST") {
        continue;
      }
      return Wrong("expected PUT or POST, got " +
                   Printable(call->request.method, 40));
    }
    return Noted("by " + calls.front()->request.method);
  });
}

Step ExpectBatches(size_t num_devices) {
  return Expect(
      "batches of at most 1000, which lose nothing", [=](Lab& lab) -> Said {
        std::map<std::string, int> seen;
        for (const auto& call : AssignCalls(lab)) {
          const auto serials = Texts(call->request.body, "devices");
          if (serials.size() > 1000) {
            return Wrong(
                fmt::format("request {}: expected at most 1000 devices, got {}",
                            call->seq, serials.size()));
          }
          for (const std::string& one : serials) ++seen[one];
        }
        if (seen.size() != num_devices) {
          return Wrong(fmt::format("expected {} devices in all, got {}",
                                   num_devices, seen.size()));
        }
        for (const auto& [serial, count] : seen) {
          if (count == 1) continue;
          return Wrong(fmt::format(
              "expected {} to be assigned once, got {} times", serial, count));
        }
        return {};
      });
}

// From the second call on, nothing but what the calls before left with one of
// `statuses`.
Step ExpectOnlyAgain(const std::string& status) {
  return Expect(
      fmt::format("only what was {} is tried again", status), [=](Lab& lab) {
        const auto calls = AssignCalls(lab);
        std::map<std::string, std::string> before;
        for (const auto& call : calls) {
          for (const std::string& serial :
               Texts(call->request.body, "devices")) {
            const auto known = before.find(serial);
            if (known != before.end() && known->second != status) {
              return Wrong(
                  fmt::format("request {} tries {} again, which was {}",
                              call->seq, Printable(serial, 40), known->second));
            }
            before[serial] = StatusOf(call->response.body, serial);
          }
        }
        return Said{};
      });
}

Step NeedsThrottling() {
  return Expect("the client's protocol version knows THROTTLED", [](Lab& lab) {
    for (const auto& call : AssignCalls(lab)) {
      if (call->response.body.find("THROTTLED") != std::string::npos) {
        return Said{};
      }
    }
    return AssignCalls(lab).empty()
               ? Wrong("no request of /profile/devices came")
               : Skipped(
                     "the client speaks a protocol version before 9, which "
                     "has no THROTTLED");
  });
}

// A client of version 9 is told no seconds: any pause will do.
Step ExpectPauseBeforeAgain() {
  return Expect("not before retry_after_seconds", [](Lab& lab) {
    const auto calls = AssignCalls(lab);
    for (size_t i = 1; i < calls.size(); ++i) {
      const auto seconds =
          Number(calls[i - 1]->response.body, "retry_after_seconds");
      if (!seconds) continue;
      const std::chrono::milliseconds pause =
          calls[i]->time - calls[i - 1]->time;
      const std::chrono::milliseconds least(*seconds * 1000 - 50);
      if (pause >= least) continue;
      return Wrong(
          fmt::format("request {}: expected a pause of {} s or more, got {} ms",
                      calls[i]->seq, *seconds, pause.count()));
    }
    return Said{};
  });
}

Step ExpectUuid() {
  return Expect("the profile's id goes back as it came", [](Lab& lab) {
    const std::string wanted =
        TextField(lab.last().front().arguments, "profile_uuid").value_or("");
    const auto calls = AssignCalls(lab);
    if (calls.empty()) return Wrong("no request of /profile/devices came");
    for (const auto& call : calls) {
      const auto uuid = TextField(call->request.body, "profile_uuid");
      if (uuid == wanted) continue;
      return Wrong(fmt::format("request {}: expected {}, got {}", call->seq,
                               wanted, Printable(uuid.value_or("none"), 80)));
    }
    return Said{};
  });
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string correct,
               std::vector<Step> steps,
               Provenance provenance = Provenance::kDocumented) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = provenance == Provenance::kDocumented ? kApple : kSeen,
          .provenance = provenance,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

ClientCheck Batches() {
  constexpr size_t kMany = 2300;
  ClientCheck check =
      Of("F02", "assign-batch", Level::kShould,
         "Devices are assigned at most 1000 at once, and none is lost.",
         "It cuts a long list into batches.",
         {SucceedsWith("assign-profile", AssignDevices(kMany)),
          ExpectBatches(kMany)});
  ade::AdeOptions options;
  options.fleet.fleet.size = kMany;
  check.lab = LabWith(options);
  return check;
}

// The second of three devices is somebody else's, the third fails for ever.
ClientCheck PartialResult() {
  const Arguments arguments = [](Lab& lab) -> Result<std::string> {
    const auto serials = SomeSerials(lab, 2);
    if (!serials) return serials.error();
    const auto failing = PutState(
        lab, fmt::format(
                 R"({{"statuses":[{{"serials":["{}"],"status":"FAILED"}}]}})",
                 (*serials)[1]));
    if (!failing) return failing.error();
    return AssignArguments(lab, {(*serials)[0], "F0REIGN00001", (*serials)[1]});
  };
  return Of("F03", "partial-result", Level::kShould,
            "Each device has its own result: one that failed is tried again a "
            "few times, the others are not.",
            "It tries FAILED devices up to three times, and shows what became "
            "of each.",
            {AskWith("assign-profile", arguments), ExpectAssignments(1, 4),
             ExpectOnlyAgain("FAILED"), ExpectSaid({"FAILED"})});
}

ClientCheck Throttled() {
  ClientCheck check =
      Of("F04", "throttled", Level::kShould,
         "Devices that are throttled, and only they, are tried again after "
         "retry_after_seconds.",
         "It waits, and then assigns those devices alone.",
         {Scene("every other device is throttled at first", "ade.throttled"),
          AskWith("assign-profile", AssignDevices(4)), NeedsThrottling(),
          ExpectAssignments(2, 3), ExpectOnlyAgain("THROTTLED"),
          ExpectPauseBeforeAgain()});
  ade::AdeOptions options;
  options.fleet.retry_after = kRetryAfter;
  check.lab = LabWith(options);
  return check;
}

}  // namespace

std::vector<ClientCheck> AssignmentChecks() {
  return {
      Of("F01", "assign-method", Level::kMay,
         "A profile is assigned by PUT or by POST.",
         "It sends POST, as documented, or PUT, as many do.",
         {AskWith("assign-profile", AssignDevices(2)), ExpectAssignMethod()},
         Provenance::kObserved),
      Batches(),
      PartialResult(),
      Throttled(),
      Of("F05", "remove-body", Level::kMust,
         "A profile is removed by DELETE, with the devices in a JSON body.",
         "It sends {\"devices\":[…]} with DELETE /profile/devices.",
         {AskWith("remove-profile", SomeDevices(2)),
          ExpectDevicesInBody("DELETE /profile/devices")}),
      Of("F08", "uuid-form", Level::kMust,
         "A profile's id is sent in the form in which it came.",
         "It takes 32 upper-case hexadecimal digits for opaque text.",
         {SucceedsWith("assign-profile", AssignDevices(2)), ExpectUuid(),
          AskIfItCan("define-profile", DefineArguments("")),
          Expect("a profile that was defined is no error", [](Lab& lab) {
            const Performed& done = lab.last().front();
            const bool defined = !lab.Calls("POST /profile").empty();
            return defined && !done.succeeded()
                       ? Wrong(
                             "the profile was made, and the "
                             "client reports an error")
                       : Said{};
          })})};
}

}  // namespace mdmock::conformance
