#include <fmt/format.h>

#include <chrono>
#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/insider.h"
#include "conformance/suites/ade_client/look.h"
#include "conformance/suites/ade_client/pages.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"

// E13, E14 and E16: what a sync says of devices, and when it says nothing.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Device Assignment Services, devices";

// One change of one device, so many minutes ago.
std::string Happened(Lab& lab, const char* op, const std::string& serial,
                     int minutes_ago, const char* more = "") {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(
      MockOf(lab).clock().Now());
  return fmt::format(R"({{"op":"{}","serials":["{}"],"at":"{}"{}}})", op,
                     serial,
                     FormatTime(now - std::chrono::minutes(minutes_ago)), more);
}

// A device that is modified, one that goes and comes back, one that goes for
// good, and a new one.
Step MuchHappens() {
  return Do(
      "devices are modified, deleted and added again, told out of order",
      [](Lab& lab) -> Result<void> {
        const auto serials = SomeSerials(lab, 3);
        if (!serials) return serials.error();
        return PutState(
            lab,
            fmt::format(
                R"({{"changes":[{},{},{},{},{},{{"op":"added","count":1}}]}})",
                Happened(lab, "modified", (*serials)[0], 30),
                Happened(lab, "deleted", (*serials)[1], 20),
                Happened(lab, "added", (*serials)[1], 10),
                Happened(lab, "modified", (*serials)[2], 25),
                Happened(lab, "deleted", (*serials)[2], 15)));
      });
}

Step OneIsReplaced() {
  return Do("two devices are deleted, one of them by a replacement",
            [](Lab& lab) -> Result<void> {
              const auto serials = SomeSerials(lab, 2);
              if (!serials) return serials.error();
              return PutState(
                  lab, fmt::format(R"({{"changes":[{},{}]}})",
                                   Happened(lab, "deleted", (*serials)[0], 2),
                                   Happened(lab, "deleted", (*serials)[1], 1,
                                            R"(,"by_replacement":true)")));
            });
}

// Who prints no devices cannot be judged by them.
Step NeedsDevices() {
  return Expect("the client prints its devices", [](Lab& lab) {
    if (Serials(lab.last().front())) return Said{};
    return Skipped("the client prints no JSON object with its devices");
  });
}

// The answer that changes nothing, the cursor included.
Step SameCursorAgain() {
  return Do(
      "the next sync brings no devices, and the same cursor",
      [](Lab& lab) -> Result<void> {
        (void)Play({{.endpoint = kSync,
                     .answers = {WritePage({}, LastCursor(lab), More::kNo)}}})
            .run(lab);
        return {};
      });
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string correct,
               std::vector<Step> steps) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = kApple,
          .provenance = Provenance::kDocumented,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

ClientCheck Duplicates() {
  ClientCheck check =
      Of("E13", "duplicates", Level::kMust,
         "Of several records of a device, the one with the latest op_date "
         "counts, in whatever order they come.",
         "It compares op_date, per serial number.",
         {Succeeds("fetch"), MuchHappens(), Succeeds("sync"),
          ExpectCalls(kSync, 1, 12), NeedsDevices(), ExpectDevicesKept()});
  ade::AdeOptions options;
  options.fleet.duplicates = true;
  check.lab = LabWith(options);
  return check;
}

}  // namespace

std::vector<ClientCheck> SyncChangeChecks() {
  std::vector<Step> quiet{Succeeds("fetch")};
  for (int i = 0; i < 4; ++i) {
    if (i == 2) quiet.push_back(SameCursorAgain());
    quiet =
        Joined(std::move(quiet), {Succeeds("sync"), ExpectCalls(kFetch, 0, 0),
                                  ExpectCalls(kSync, 1, 1), ExpectFollowed()});
  }
  return {
      Duplicates(),
      Of("E14", "empty-sync", Level::kShould,
         "A sync without changes is no error, and its new cursor is kept.",
         "It syncs from the newest cursor the next time.", std::move(quiet)),
      Of("E16", "op-deleted", Level::kShould,
         "A device that was deleted, by a replacement too, is taken away "
         "or marked.",
         "It marks it, whatever else the record holds.",
         {Succeeds("fetch"), OneIsReplaced(), Succeeds("sync"),
          ExpectCalls(kSync, 1, 3), ExpectFollowed(), ExpectDevicesKept()})};
}

}  // namespace mdmock::conformance
