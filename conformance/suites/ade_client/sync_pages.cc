#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/insider.h"
#include "conformance/suites/ade_client/look.h"
#include "conformance/suites/ade_client/pages.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"

// E01 to E05, E10, E11 and E15: page after page.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Device Assignment Services, devices";
constexpr char kSeen[] = "field: clients that lost devices, or looped";
constexpr size_t kPages = 3;  // Of twelve devices, five a page.

Step ExpectFirstBody() {
  return Expect("the first body is an object without a cursor", [](Lab& lab) {
    const auto calls = lab.Calls(kFetch);
    if (calls.empty()) return Wrong("no request of devices came");
    const std::string& body = calls.front()->request.body;
    if (!IsObject(body)) {
      return Wrong("expected a JSON object, got " + Printable(body, 120));
    }
    if (HasField(body, "cursor")) {
      return Wrong("expected no cursor, got " + Printable(body, 120));
    }
    if (!HasField(body, "limit")) return Noted("no limit is sent");
    const auto limit = Number(body, "limit");
    if (limit && *limit >= 1 && *limit <= 1000) return Said{};
    return Wrong("expected a limit of 1 to 1000, got " + Printable(body, 120));
  });
}

Step ExpectPrompt() {
  return Expect("the next page is asked for at once", [](Lab& lab) {
    const auto calls = lab.Calls(kFetch);
    for (size_t i = 1; i < calls.size(); ++i) {
      const std::chrono::milliseconds pause =
          calls[i]->time - calls[i - 1]->time;
      if (pause <= std::chrono::seconds(2)) continue;
      return Wrong(
          fmt::format("expected page {} at once, got it asked for "
                      "after {} ms",
                      i + 1, pause.count()));
    }
    return Said{};
  });
}

Step ExpectCursors(const std::vector<std::string>& wanted) {
  return Expect("each page is asked for with the cursor before, as it came",
                [=](Lab& lab) {
                  const auto calls = lab.Calls(kFetch);
                  if (calls.size() != wanted.size()) {
                    return Wrong(
                        fmt::format("expected {} requests of {}, got "
                                    "{}",
                                    wanted.size(), kFetch, calls.size()));
                  }
                  for (size_t i = 0; i < wanted.size(); ++i) {
                    const std::string sent = CursorSent(*calls[i]);
                    if (sent == wanted[i]) continue;
                    return Wrong(fmt::format(
                        "request {}: expected the cursor \"{}\" of {} "
                        "characters, got \"{}\" of {}",
                        calls[i]->seq, Printable(wanted[i], 120),
                        wanted[i].size(), Printable(sent, 120), sent.size()));
                  }
                  return Said{};
                });
}

// No more than a page with the cursor that was repeated, and one with it again.
Step ExpectNoChase() {
  return Expect(
      "a cursor that does not move is asked with twice at most", [](Lab& lab) {
        size_t count = 0;
        for (const auto& call : lab.Calls(kFetch)) {
          count += !CursorSent(*call).empty();
        }
        if (count >= 1 && count <= 2) return Said{};
        return Wrong(fmt::format(
            "expected 1 or 2 requests with the cursor, got {}", count));
      });
}

Step ExpectDevicesKeptIfFine() {
  return Expect("the devices are kept, where the client reports success",
                [](Lab& lab) {
                  if (!lab.last().front().succeeded()) {
                    return Noted("the client reports an error");
                  }
                  return ExpectDevicesKept().run(lab);
                });
}

Step ExpectNoSyncWithoutCursor() {
  return Expect("no sync goes out without a cursor", [](Lab& lab) {
    if (lab.Calls(kFetch).empty() && lab.Calls(kSync).empty()) {
      return Wrong("no request of devices came");
    }
    for (const auto& call : lab.AllCalls(kSync)) {
      if (!CursorSent(*call).empty()) continue;
      return Wrong(fmt::format("request {}: expected a cursor, got {}",
                               call->seq, Printable(call->request.body, 120)));
    }
    return Said{};
  });
}

// What /account has said decides; who was told nothing is bound by the 1000.
Step ExpectLimits() {
  return Expect("no page is larger than /account allows", [](Lab& lab) {
    long long most = 1000;
    for (const auto& call : lab.AllCalls("GET /account")) {
      const auto said = MaximumOf(call->response.body, "/server/devices");
      if (said) most = std::min(most, *said);
    }
    const auto calls = lab.Calls(kFetch);
    if (calls.empty()) return Wrong("no request of devices came");
    for (const auto& call : calls) {
      if (!HasField(call->request.body, "limit")) continue;
      const auto limit = Number(call->request.body, "limit");
      if (limit && *limit <= most) continue;
      return Wrong(
          fmt::format("request {}: expected a limit of at most {}, got {}",
                      call->seq, most, Printable(call->request.body, 120)));
    }
    return most == 1000 ? Noted("/account names no maximum to this client")
                        : Said{};
  });
}

Step SomeComeIn() {
  return Do("three devices are added", [](Lab& lab) {
    return PutState(lab, R"({"changes":[{"op":"added","count":3}]})");
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
          .steps = std::move(steps),
          .lab = LabWith(SmallPages())};
}

ClientCheck OpaqueCursors() {
  const std::vector<std::string> cursors{std::string(1000, 'x'),
                                         "MDowOjE0NTI2NTk5Njc3MTQ6dHJ1ZQ==",
                                         "a+b/c=d",
                                         "_-_-abc_-",
                                         "0123456789abcdefABCDEF",
                                         "1000:0:17194:true"};
  std::vector<server::Effect> pages;
  std::vector<std::string> wanted{""};
  for (size_t i = 0; i < cursors.size(); ++i) {
    const bool last = i + 1 == cursors.size();
    pages.push_back(WritePage({WriteDevice(fmt::format("E11{}", i))},
                              cursors[i], last ? More::kNo : More::kYes));
    if (!last) wanted.push_back(cursors[i]);
  }
  return Of(
      "E11", "cursor-opaque", Level::kMust,
      "A cursor goes back as it came, whatever it looks like.",
      "It takes the cursor for opaque text of up to 1000 characters.",
      {Play({{.endpoint = kFetch, .answers = pages}}), Succeeds("fetch"),
       ExpectCursors(wanted),
       Play({{.endpoint = kSync, .answers = {WritePage({}, "c2", More::kNo)}}}),
       Succeeds("sync"), ExpectFollowed()});
}

ClientCheck RepeatedCursor() {
  return Of("E04", "repeated-cursor", Level::kMust,
            "A cursor that comes again, with more to follow, is not followed "
            "for ever.",
            "It stops, and keeps the devices that it has.",
            {Scene("the service repeats its cursors", "ade.cursor-repeated"),
             Ask("fetch"), ExpectNoChase(), ExpectDevicesKeptIfFine()},
            Provenance::kObserved);
}

ClientCheck FetchThenSync() {
  return Of("E05", "fetch-then-sync", Level::kMust,
            "After a whole fetch, changes are asked for with its last cursor.",
            "It keeps the cursor and calls /devices/sync.",
            {Succeeds("fetch"), ExpectCalls(kFetch, kPages, 12), SomeComeIn(),
             Succeeds("sync"), ExpectCalls(kFetch, 0, 0),
             ExpectCalls(kSync, 1, 3), ExpectFollowed(), ExpectDevicesKept()});
}

}  // namespace

std::vector<ClientCheck> SyncPageChecks() {
  return {
      Of("E01", "first-fetch", Level::kShould,
         "The first fetch has no cursor, and a limit of 1 to 1000 if any.",
         "It leaves the cursor out: null and \"\" are cursors too.",
         {Ask("fetch"), ExpectFirstBody()}),
      Of("E02", "more-to-follow", Level::kMust,
         "While more is to follow, the next page is asked for at once, with "
         "the cursor that came.",
         "It goes on until more_to_follow is false.",
         {Succeeds("fetch"), ExpectCalls(kFetch, kPages, 12), ExpectFollowed(),
          ExpectPrompt(), ExpectDevicesKept()}),
      Of("E03", "boolean", Level::kMust,
         "more_to_follow is a boolean: true goes on, false does not.",
         "It compares with true, not with \"true\".",
         {Play({{.endpoint = kFetch,
                 .answers = {WritePage({WriteDevice("E31")}, "c1", More::kYes),
                             WritePage({WriteDevice("E32")}, "c2", More::kNo)},
                 .then = Then::kRepeat}}),
          Succeeds("fetch"), ExpectCalls(kFetch, 2, 2)}),
      RepeatedCursor(),
      FetchThenSync(),
      Of("E10", "cursor-required", Level::kMust, "A sync always has a cursor.",
         "Without one it fetches everything first.",
         {Ask("sync"), ExpectNoSyncWithoutCursor()}),
      OpaqueCursors(),
      Of("E15", "limit", Level::kShould,
         "No page is larger than 1000 devices, nor than /account allows.",
         "It reads the limit of /server/devices from urls.",
         {Ask("account"), Ask("fetch"), ExpectLimits()})};
}

}  // namespace mdmock::conformance
