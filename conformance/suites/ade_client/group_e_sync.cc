#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "conformance/suites/ade_client/groups.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Device Assignment Services, devices";
constexpr char kSeen[] = "research: clients that lost devices, or looped";
constexpr char kFetch[] = "POST /server/devices";
constexpr char kSync[] = "POST /devices/sync";

std::string Device(const std::string& serial) {
  return fmt::format(
      R"({{"serial_number":"{}","model":"iPad","device_family":"iPad",)"
      R"("os":"iPadOS","profile_status":"empty"}})",
      serial);
}

std::string Changed(const std::string& serial, const std::string& type,
                    int minute, const std::string& more = "") {
  return fmt::format(R"({{"serial_number":"{}","model":"iPad","op_type":"{}",)"
                     R"("op_date":"2026-01-01T00:{:02d}:00Z"{}}})",
                     serial, type, minute, more);
}

enum class More { kNo, kYes };

server::Effect Page(const std::vector<std::string>& devices,
                    const std::string& cursor, More more) {
  std::string list;
  for (const std::string& device : devices) {
    list += (list.empty() ? "" : ",") + device;
  }
  return Json(fmt::format(
      R"({{"cursor":"{}","devices":[{}],)"
      R"("fetched_until":"2026-01-01T00:00:00Z","more_to_follow":{}}})",
      cursor, list, more == More::kYes));
}

std::string CursorSent(const journal::Entry& entry) {
  return TextField(entry.request.body, "cursor").value_or("");
}

Step ExpectCursors(const std::string& endpoint,
                   const std::vector<std::string>& wanted) {
  return Expect(
      fmt::format("{} is asked with the cursors of the answers before",
                  endpoint),
      [=](Lab& lab) {
        const auto calls = lab.Calls(endpoint);
        if (calls.size() != wanted.size()) {
          return Wrong(fmt::format("expected {} requests of {}, got {}",
                                   wanted.size(), endpoint, calls.size()));
        }
        for (size_t i = 0; i < wanted.size(); ++i) {
          const std::string sent = CursorSent(*calls[i]);
          if (sent == wanted[i]) continue;
          return Wrong(fmt::format("request {}: expected the cursor {}, got {}",
                                   calls[i]->seq, Printable(wanted[i], 120),
                                   Printable(sent, 120)));
        }
        return Said{};
      });
}

Step ExpectPrompt(const std::string& endpoint) {
  return Expect("the next page is asked for at once", [=](Lab& lab) {
    const auto calls = lab.Calls(endpoint);
    for (size_t i = 1; i < calls.size(); ++i) {
      const auto pause = calls[i]->time - calls[i - 1]->time;
      if (pause <= std::chrono::seconds(2)) continue;
      return Wrong(fmt::format("page {} was asked for after {} ms", i + 1,
                               pause.count()));
    }
    return Said{};
  });
}

Step ExpectDevices(const std::vector<std::string>& wanted) {
  return Expect(fmt::format("the client has {}, where it prints its devices",
                            fmt::join(wanted, ", ")),
                [=](Lab& lab) {
                  const auto serials = Serials(lab.last().front());
                  if (!serials) return Said{};
                  for (const std::string& one : wanted) {
                    const auto count =
                        std::count(serials->begin(), serials->end(), one);
                    if (count == 1) continue;
                    return Wrong(
                        fmt::format("expected the device {} once, got it {} "
                                    "times",
                                    one, count));
                  }
                  return Said{};
                });
}

// Who prints no devices cannot be judged by them.
Step NeedsDevices() {
  return Expect("the client prints its devices", [](Lab& lab) {
    if (Serials(lab.last().front())) return Said{};
    return Skipped("the client prints no JSON object with its devices");
  });
}

Step ExpectFirstBody() {
  return Expect("the first body is an object without a cursor", [](Lab& lab) {
    const auto calls = lab.Calls(kFetch);
    if (calls.empty()) return Wrong("no request came");
    const std::string& body = calls.front()->request.body;
    if (!IsObject(body)) {
      return Wrong("expected a JSON object, got " + Printable(body, 120));
    }
    if (HasField(body, "cursor")) {
      return Wrong("expected no cursor, got " + Printable(body, 120));
    }
    if (!HasField(body, "limit")) return Said{};
    const auto limit = Number(body, "limit");
    if (limit && *limit >= 1 && *limit <= 1000) return Said{};
    return Wrong("expected a limit of 1 to 1000, got " + Printable(body, 120));
  });
}

Step ExpectMost(size_t most) {
  return Expect(
      fmt::format("at most {} requests of devices", most), [most](Lab& lab) {
        const size_t count = lab.Calls(kFetch).size() + lab.Calls(kSync).size();
        if (count == 0) return Wrong("no request came");
        if (count <= most) return Said{};
        return Wrong(
            fmt::format("expected at most {} requests, got "
                        "{}",
                        most, count));
      });
}

Step ExpectNoSyncWithoutCursor() {
  return Expect("no sync goes out without a cursor", [](Lab& lab) {
    if (lab.Resources().empty()) return Wrong("no request came");
    for (const auto& call : lab.AllCalls(kSync)) {
      if (!CursorSent(*call).empty()) continue;
      return Wrong(fmt::format("request {} syncs without a cursor: {}",
                               call->seq, Printable(call->request.body, 120)));
    }
    return Said{};
  });
}

// After a fetch that was cut behind the page with the cursor "c1".
Step ExpectNothingSkipped() {
  return Expect("the page that did not come is asked for again", [](Lab& lab) {
    for (const auto& call : lab.Resources()) {
      const auto path = http::SplitTarget(call->request.target).path;
      if (path == "/devices/sync") {
        return Wrong(
            fmt::format("request {} syncs from {}, and the pages "
                        "behind it were never fetched",
                        call->seq, CursorSent(*call)));
      }
      if (path == "/server/devices") return Said{};
    }
    return Wrong("no request of devices came");
  });
}

Step ExpectNewestRecords() {
  return Expect("the latest op_date decides about a device", [](Lab& lab) {
    const Performed& done = lab.last().front();
    const std::string changed = DeviceText(done, "E131");
    if (changed.empty()) return Wrong("E131 is not there");
    if (IsObject(changed) && HasField(changed, "op_date") &&
        TextField(changed, "op_date") != "2026-01-01T00:30:00Z") {
      return Wrong("E131: expected the record of 00:30, got " + changed);
    }
    const std::string back = DeviceText(done, "E132");
    if (back.empty() || TextField(back, "op_type") == "deleted") {
      return Wrong("E132 was deleted and added again, and is not there");
    }
    const std::string gone = DeviceText(done, "E133");
    if (!gone.empty() && TextField(gone, "op_type") != "deleted") {
      return Wrong("E133 was modified and then deleted, and is still there: " +
                   gone);
    }
    return Said{};
  });
}

Step ExpectLimits(long long most) {
  return Expect(fmt::format("no page is larger than {}", most), [=](Lab& lab) {
    const auto calls = lab.Calls(kFetch);
    if (calls.empty()) return Wrong("no request came");
    for (const auto& call : calls) {
      const auto limit = Number(call->request.body, "limit");
      if (!limit || *limit <= most) continue;
      return Wrong(
          fmt::format("expected a limit of at most {}, got {}", most, *limit));
    }
    return Said{};
  });
}

Step ExpectDeletedMarked() {
  return Expect(
      "the deleted device is gone, or marked as deleted", [](Lab& lab) {
        const std::string device = DeviceText(lab.last().front(), "E161");
        if (device.empty() || TextField(device, "op_type") == "deleted") {
          return Said{};
        }
        return Wrong("E161 is still there: " + device);
      });
}

// A fetch of one page that ends with `cursor`.
std::vector<Step> Fetched(const std::string& cursor) {
  return {Play({{.endpoint = kFetch,
                 .answers = {Page({Device("E01")}, cursor, More::kNo)}}}),
          Succeeds("fetch")};
}

std::vector<Step> Joined(std::vector<Step> first, std::vector<Step> second) {
  for (Step& step : second) first.push_back(std::move(step));
  return first;
}

// A sync whose cursor is refused once: everything is fetched, once.
ClientCheck Refetches(std::string code, std::string slug,
                      const std::string& refusal, std::string source) {
  return {
      .code = std::move(code),
      .slug = std::move(slug),
      .level = Level::kMust,
      .requirement = fmt::format(
          "A cursor that is refused as {} leads to one whole fetch.", refusal),
      .source = std::move(source),
      .provenance = Provenance::kDocumented,
      .correct =
          "It forgets the cursor, fetches everything once, and "
          "syncs from there on.",
      .steps = Joined(
          Fetched("c1"),
          {Play({{.endpoint = kSync, .answers = {Reply(400, refusal)}},
                 {.endpoint = kFetch,
                  .answers = {Page({Device("E71")}, "c7", More::kYes),
                              Page({Device("E72")}, "c8", More::kNo)}}}),
           Succeeds("sync"), ExpectCursors(kFetch, {"", "c7"}),
           ExpectDevices({"E71", "E72"}),
           Play({{.endpoint = kSync, .answers = {Page({}, "c9", More::kNo)}}}),
           Succeeds("sync"), ExpectCursors(kSync, {"c8"})})};
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
    pages.push_back(Page({Device(fmt::format("E11{}", i))}, cursors[i],
                         last ? More::kNo : More::kYes));
    if (!last) wanted.push_back(cursors[i]);
  }
  return {
      .code = "E11",
      .slug = "cursor-opaque",
      .level = Level::kMust,
      .requirement =
          "A cursor goes back as it came, whatever it looks "
          "like.",
      .source = kApple,
      .provenance = Provenance::kDocumented,
      .correct =
          "It takes the cursor for opaque text of up to 1000 "
          "characters.",
      .steps = {
          Play({{.endpoint = kFetch, .answers = pages}}), Succeeds("fetch"),
          ExpectCursors(kFetch, wanted),
          Play({{.endpoint = kSync, .answers = {Page({}, "c2", More::kNo)}}}),
          Succeeds("sync"), ExpectCursors(kSync, {cursors.back()})}};
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

}  // namespace

std::vector<ClientCheck> SyncChecks() {
  std::vector<ClientCheck> checks;
  checks.push_back(
      Of("E01", "first-fetch", Level::kShould,
         "The first fetch has no cursor, and a limit of 1 to 1000 if any.",
         "It leaves the cursor out: null and \"\" are cursors too.",
         {Play({{.endpoint = kFetch,
                 .answers = {Page({Device("E01")}, "c1", More::kNo)},
                 .then = Then::kRepeat}}),
          Ask("fetch"), ExpectFirstBody()}));
  checks.push_back(Of(
      "E02", "more-to-follow", Level::kMust,
      "While more is to follow, the next page is asked for at once, with the "
      "cursor that came.",
      "It goes on until more_to_follow is false.",
      {Play({{.endpoint = kFetch,
              .answers = {Page({Device("E21")}, "c1", More::kYes),
                          Page({Device("E22")}, "c2", More::kYes),
                          Page({Device("E23")}, "c3", More::kNo)}}}),
       Succeeds("fetch"), ExpectCursors(kFetch, {"", "c1", "c2"}),
       ExpectPrompt(kFetch), ExpectDevices({"E21", "E22", "E23"})}));
  checks.push_back(
      Of("E03", "boolean", Level::kMust,
         "more_to_follow is a boolean: true goes on, false does not.",
         "It compares with true, not with \"true\".",
         {Play({{.endpoint = kFetch,
                 .answers = {Page({Device("E31")}, "c1", More::kYes),
                             Page({Device("E32")}, "c2", More::kNo)},
                 .then = Then::kRepeat}}),
          Succeeds("fetch"), ExpectCalls(kFetch, 2, 2)}));
  checks.push_back(
      Of("E04", "repeated-cursor", Level::kMust,
         "A cursor that comes again, with more to follow, is not followed for "
         "ever.",
         "It stops, and keeps the devices that it has.",
         {Play({{.endpoint = kFetch,
                 .answers = {Page({Device("E41")}, "c1", More::kYes),
                             Page({Device("E42")}, "c1", More::kYes)},
                 .then = Then::kRepeat}}),
          Ask("fetch"), ExpectCalls(kFetch, 2, 4),
          Expect("the devices are kept, where the client prints them",
                 [](Lab& lab) {
                   if (!lab.last().front().succeeded()) return Said{};
                   return ExpectDevices({"E41", "E42"}).run(lab);
                 })},
         Provenance::kObserved));
  checks.push_back(
      Of("E05", "fetch-then-sync", Level::kMust,
         "After a whole fetch, changes are asked for with its last cursor.",
         "It keeps the cursor and calls /devices/sync.",
         Joined(Fetched("c9"),
                {Play({{.endpoint = kSync,
                        .answers = {Page({Changed("E51", "added", 1)}, "c10",
                                         More::kNo)}},
                       {.endpoint = kFetch,
                        .answers = {Page({}, "c0", More::kNo)},
                        .then = Then::kRepeat}}),
                 Succeeds("sync"), ExpectCursors(kSync, {"c9"}),
                 ExpectCalls(kFetch, 0, 0), ExpectDevices({"E51"})})));
  checks.push_back(Of(
      "E06", "exhausted-fetch", Level::kShould,
      "A fetch whose cursor is exhausted is complete: changes come by sync.",
      "It goes on with /devices/sync and the cursor it has.",
      {Play({{.endpoint = kFetch,
              .answers = {Page({Device("E61")}, "c1", More::kYes),
                          Reply(400, "EXHAUSTED_CURSOR")},
              .then = Then::kRepeat},
             {.endpoint = kSync,
              .answers = {Page({}, "c2", More::kNo)},
              .then = Then::kRepeat}}),
       Succeeds("fetch"), ExpectCursors(kFetch, {"", "c1"}), Succeeds("sync"),
       ExpectCalls(kFetch, 0, 0), ExpectCalls(kSync, 1, 1)}));
  checks.push_back(
      Refetches("E07", "expired-cursor", "EXPIRED_CURSOR", kApple));
  checks.push_back(
      Refetches("E08", "invalid-cursor", "INVALID_CURSOR", kApple));
  checks.push_back(Of(
      "E09", "cursor-error-loop", Level::kMust,
      "Where every cursor is refused, and none as well, the client gives up.",
      "It fetches everything once more at most, and reports the error.",
      Joined(Fetched("c1"), {Play({{.endpoint = kSync,
                                    .answers = {Reply(400, "INVALID_CURSOR")},
                                    .then = Then::kRepeat},
                                   {.endpoint = kFetch,
                                    .answers = {Reply(400, "INVALID_CURSOR")},
                                    .then = Then::kRepeat}}),
                             Refused("sync"), ExpectMost(6)}),
      Provenance::kObserved));
  checks.push_back(
      Of("E10", "cursor-required", Level::kMust, "A sync always has a cursor.",
         "Without one it fetches everything first.",
         {Play({{.endpoint = kFetch,
                 .answers = {Page({Device("E101")}, "c1", More::kNo)},
                 .then = Then::kRepeat},
                {.endpoint = kSync,
                 .answers = {Page({}, "c2", More::kNo)},
                 .then = Then::kRepeat}}),
          Ask("sync"), ExpectNoSyncWithoutCursor()}));
  checks.push_back(OpaqueCursors());
  checks.push_back(
      Of("E12", "cursor-persist", Level::kShould,
         "After a fetch that was cut, no page is passed over.",
         "It keeps a cursor when the devices before it are kept.",
         {Play({{.endpoint = kFetch,
                 .answers = {Page({Device("E121")}, "c1", More::kYes),
                             Reply(400, "MALFORMED_REQUEST_BODY")},
                 .then = Then::kRepeat}}),
          Refused("fetch"),
          Play({{.endpoint = kFetch,
                 .answers = {Page({Device("E121"), Device("E122")}, "c2",
                                  More::kNo)},
                 .then = Then::kRepeat},
                {.endpoint = kSync,
                 .answers = {Page({}, "c3", More::kNo)},
                 .then = Then::kRepeat}}),
          Ask("sync"), ExpectNothingSkipped()},
         Provenance::kObserved));
  checks.push_back(
      Of("E13", "duplicates", Level::kMust,
         "Of several records of a device, the one with the latest op_date "
         "counts, in whatever order they come.",
         "It compares op_date, per serial number.",
         Joined(Fetched("c1"),
                {Play({{.endpoint = kSync,
                        .answers = {Page({Changed("E131", "modified", 30),
                                          Changed("E131", "added", 10),
                                          Changed("E132", "added", 25)},
                                         "c2", More::kYes),
                                    Page({Changed("E132", "deleted", 20),
                                          Changed("E133", "deleted", 40),
                                          Changed("E133", "modified", 35)},
                                         "c3", More::kNo)}}}),
                 Succeeds("sync"), NeedsDevices(), ExpectNewestRecords()})));
  checks.push_back(Of(
      "E14", "empty-sync", Level::kShould,
      "A sync without changes is no error, and its new cursor is kept.",
      "It syncs from the newest cursor the next time.",
      Joined(Fetched("c1"), {Play({{.endpoint = kSync,
                                    .answers = {Page({}, "c2", More::kNo),
                                                Page({}, "c2", More::kNo),
                                                Page({}, "c3", More::kNo)}}}),
                             Succeeds("sync"), ExpectCursors(kSync, {"c1"}),
                             Succeeds("sync"), ExpectCursors(kSync, {"c2"}),
                             Succeeds("sync"), ExpectCursors(kSync, {"c2"})})));
  checks.push_back(Of(
      "E15", "limit", Level::kShould,
      "No page is larger than 1000 devices, nor than /account allows.",
      "It reads the limit of /server/devices from urls.",
      {Play(
           {{.endpoint = "GET /account",
             .answers = {Json(
                 R"({"server_name":"mdmock","urls":[{"uri":"/server/devices",)"
                 R"("http_method":["POST"],"limit":{"default":50,"maximum":50}}]})")},
             .then = Then::kRepeat},
            {.endpoint = kFetch,
             .answers = {Page({Device("E151")}, "c1", More::kNo)},
             .then = Then::kRepeat}}),
       Ask("account"), Ask("fetch"), ExpectLimits(50)}));
  checks.push_back(Of(
      "E16", "op-deleted", Level::kShould,
      "A device that was deleted, by a replacement too, is taken away or "
      "marked.",
      "It marks it, whatever else the record holds.",
      Joined(Fetched("c1"),
             {Play({{.endpoint = kSync,
                     .answers = {Page({Changed("E161", "deleted", 5,
                                               R"(,"released_by_replacement":)"
                                               R"(true)")},
                                      "c2", More::kNo)}}}),
              Succeeds("sync"), ExpectCalls(kSync, 1, 1),
              ExpectDeletedMarked()})));
  return checks;
}

}  // namespace mdmock::conformance
