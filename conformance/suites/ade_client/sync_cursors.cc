#include <fmt/format.h>

#include <chrono>
#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/insider.h"
#include "conformance/suites/ade_client/pages.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"

// E06 to E09 and E12: cursors that are refused, used up, or left behind.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Device Assignment Services, devices";
constexpr char kSeen[] = "field: clients that lost devices, or looped";

Step ExpectMost(size_t most) {
  return Expect(
      fmt::format("at most {} requests of devices", most), [most](Lab& lab) {
        const size_t count = lab.Calls(kFetch).size() + lab.Calls(kSync).size();
        if (count == 0) return Wrong("no request of devices came");
        if (count <= most) return Said{};
        return Wrong(
            fmt::format("expected at most {} requests, got {}", most, count));
      });
}

// One sync, which was refused with `code`, and one fetch of everything.
Step ExpectRefetched(const std::string& code) {
  return Expect(
      "the refusal leads to one whole fetch", [code](Lab& lab) -> Said {
        const auto syncs = lab.Calls(kSync);
        if (syncs.size() != 1) {
          return Wrong(fmt::format("expected 1 request of {}, got {}", kSync,
                                   syncs.size()));
        }
        if (syncs.front()->response.body.find(code) == std::string::npos) {
          return Wrong(fmt::format(
              "expected a cursor that is refused as {}, got one that is "
              "answered {}: not the one that the fetch ended with",
              code, syncs.front()->response.status));
        }
        size_t num_begun = 0;
        for (const auto& call : lab.Calls(kFetch)) {
          num_begun += CursorSent(*call).empty();
        }
        if (num_begun == 1) return {};
        return Wrong(fmt::format("expected 1 fetch from the beginning, got {}",
                                 num_begun));
      });
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string correct,
               std::vector<Step> steps, Provenance provenance) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = provenance == Provenance::kDocumented ? kApple : kSeen,
          .provenance = provenance,
          .correct = std::move(correct),
          .steps = std::move(steps),
          .lab = LabWith(SmallPages())};
}

// A sync whose cursor is refused: everything is fetched, once, and the next
// sync goes on from there.
ClientCheck Refetches(std::string code, std::string slug,
                      const std::string& refusal, Step before) {
  return Of(std::move(code), std::move(slug), Level::kMust,
            fmt::format("A cursor that is refused as {} leads to one whole "
                        "fetch.",
                        refusal),
            "It forgets the cursor, fetches everything once, and syncs from "
            "there on.",
            {Succeeds("fetch"), std::move(before), Succeeds("sync"),
             ExpectRefetched(refusal), ExpectDevicesKept(), Succeeds("sync"),
             ExpectCalls(kFetch, 0, 0), ExpectFollowed()},
            Provenance::kDocumented);
}

ClientCheck ExpiredCursor() {
  ClientCheck check =
      Refetches("E07", "expired-cursor", "EXPIRED_CURSOR",
                Do("eight days pass by the service's clock",
                   [](Lab& lab) -> Result<void> {
                     MockOf(lab).clock().Advance(std::chrono::hours(8 * 24));
                     return {};
                   }));
  // It is about cursors only: a client that goes by its own clock is let in,
  // and its session lives on.
  ade::AdeOptions options;
  options.nonce_window = std::chrono::hours(30 * 24);
  options.session_lifetime = std::chrono::hours(30 * 24);
  check.lab = LabWith(options);
  return check;
}

ClientCheck InvalidCursor() {
  return Refetches(
      "E08", "invalid-cursor", "INVALID_CURSOR",
      Do("the service knows none of its cursors any more", [](Lab& lab) {
        return PutState(lab, R"({"fleet":{"size":7,"seed":4711}})");
      }));
}

ClientCheck ExhaustedFetch() {
  return Of(
      "E06", "exhausted-fetch", Level::kShould,
      "A fetch whose cursor is exhausted is complete: changes come by sync.",
      "It goes on with /devices/sync and the cursor it has.",
      {Play({{.endpoint = kFetch,
              .answers = {WritePage({WriteDevice("E61")}, "c1", More::kYes),
                          Reply(400, "EXHAUSTED_CURSOR")},
              .then = Then::kRepeat},
             {.endpoint = kSync,
              .answers = {WritePage({}, "c2", More::kNo)},
              .then = Then::kRepeat}}),
       Succeeds("fetch"), ExpectCalls(kFetch, 2, 2), Succeeds("sync"),
       ExpectCalls(kFetch, 0, 0), ExpectCalls(kSync, 1, 1), ExpectFollowed()},
      Provenance::kDocumented);
}

ClientCheck ErrorLoop() {
  const Script sync{.endpoint = kSync,
                    .answers = {Reply(400, "INVALID_CURSOR")},
                    .then = Then::kRepeat};
  const Script fetch{.endpoint = kFetch,
                     .answers = {Reply(400, "INVALID_CURSOR")},
                     .then = Then::kRepeat};
  return Of(
      "E09", "cursor-error-loop", Level::kMust,
      "Where every cursor is refused, and none as well, the client gives "
      "up.",
      "It fetches everything once more at most, and reports the error.",
      {Succeeds("fetch"), Play({sync, fetch}), Refused("sync"), ExpectMost(6)},
      Provenance::kObserved);
}

ClientCheck KilledBetween() {
  return Of("E12", "cursor-persist", Level::kShould,
            "After a client was stopped between two pages, no page is passed "
            "over.",
            "It keeps a cursor when the devices before it are kept.",
            {Succeeds("session"),
             Play({{.endpoint = kFetch,
                    .answers = {Stalled(std::chrono::minutes(1))},
                    .then = Then::kRepeat,
                    .own_first = 1}}),
             AskBriefly("fetch", std::chrono::milliseconds(2500)),
             Expect("the first page had come",
                    [](Lab& lab) {
                      return lab.Calls(kFetch).empty()
                                 ? Skipped(
                                       "the client asks for nothing within "
                                       "2.5 s")
                                 : Said{};
                    }),
             Play({}), Ask("sync"), ExpectNothingSkipped(), ExpectFollowed(),
             ExpectDevicesKept()},
            Provenance::kObserved);
}

}  // namespace

std::vector<ClientCheck> SyncCursorChecks() {
  return {ExhaustedFetch(), ExpiredCursor(), InvalidCursor(), ErrorLoop(),
          KilledBetween()};
}

}  // namespace mdmock::conformance
