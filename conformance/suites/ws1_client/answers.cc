#include <fmt/format.h>

#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"

// 61 to 64: pauses, pages, and answers with little in them.
namespace mdmock::conformance::ws1 {
namespace {

using std::chrono::milliseconds;

constexpr char kJson[] = "application/json; charset=utf-8";
constexpr char kGetPages[] = "GET /API/mdm/devices/search";
constexpr size_t kManyDevices = 620;
constexpr size_t kMostPages = 700;  // One device a page is odd, and no fault.

server::Effect InJson(const std::string& body) {
  return Reply(200, body, {{"Content-Type", kJson}});
}

server::Effect Empty(int status) {
  return Reply(status, "", {{"Content-Type", kJson}});
}

std::string WritePage(size_t index, const std::string& devices, size_t total) {
  return fmt::format(R"({{"Devices":[{}],"Page":{},"PageSize":2,"Total":{}}})",
                     devices, index, total);
}

// Whoever reported the error instead of waiting is asked again, later.
Step Resume(milliseconds later) {
  return Expect("the client succeeds, then or when it is asked again later",
                [later](Lab& lab) -> Said {
                  if (lab.last().front().succeeded()) return {};
                  std::this_thread::sleep_for(later);
                  return Get().run(lab);
                });
}

// After a pause of a second signingTime is another one, and so is the header.
Step ExpectSignedAnew() {
  return Expect("each try is signed anew", [](Lab& lab) -> Said {
    std::set<std::string> headers;
    const auto calls = lab.Calls(kGetDevice);
    for (const auto& call : calls) {
      const std::string* value = call->request.Find("Authorization");
      if (value == nullptr) {
        return Wrong("a request has no Authorization header");
      }
      if (headers.insert(*value).second) continue;
      return Wrong(fmt::format(
          "request {} has the header of the one before the pause", call->seq));
    }
    return calls.size() > 1 ? Said{} : Noted("it is not tried again");
  });
}

ClientCheck RateLimit() {
  return Should(
      "61", "rate-429",
      "After 429 the client waits as long as Retry-After says, does not try "
      "again at once where it says nothing, and signs what it repeats.",
      "It waits, signs anew, tries a few times at most, and can do without "
      "X-RateLimit headers.",
      {Scene("the quota is used up for two seconds", "ws1.rate-limited"),
       AskGet(), ExpectPause(kGetDevice, milliseconds(1950)),
       ExpectSignedAnew(), Resume(milliseconds(2000)),
       Scene("the quota is there again", ""),
       Play({{.endpoint = kGetDevice,
              .answers = {Reply(429, "", {{"Content-Type", kJson}})},
              .then = Then::kRepeat}}),
       GetRefused(), ExpectCalls(kGetDevice, 1, 6),
       ExpectPause(kGetDevice, milliseconds(50))});
}

Step ExpectPages(size_t least, size_t most) {
  return Expect(fmt::format("the list takes {} to {} requests", least, most),
                [=](Lab& lab) {
                  const size_t count = lab.Calls().size();
                  return count >= least && count <= most
                             ? Said{}
                             : Wrong(fmt::format(
                                   "expected {} to {} requests for the list, "
                                   "got {}",
                                   least, most, count));
                });
}

// Every device that the mock has, by the answers that the client got.
Step ExpectAllDevices() {
  return Expect(
      "every device came, and nothing was asked for ever", [](Lab& lab) {
        std::set<long long> ids;
        const auto calls = lab.Calls();
        for (const auto& call : calls) {
          const auto page = ReadPage(call->response.body);
          if (page) ids.insert(page->ids.begin(), page->ids.end());
        }
        if (ids.size() < kManyDevices) {
          return Wrong(
              fmt::format("expected all {} devices, got {} in {} page(s)",
                          kManyDevices, ids.size(), calls.size()));
        }
        const auto printed = PrintedIds(lab.last().front());
        if (!printed) return Noted("the client prints no devices");
        if (*printed == ids) return Said{};
        return Wrong(
            fmt::format("expected {} devices, the client "
                        "prints {}",
                        ids.size(), printed->size()));
      });
}

ClientCheck Paging() {
  workspace_one::WorkspaceOneOptions options;
  options.devices = kManyDevices;
  // Total is more than what ever comes.
  const std::string first =
      WritePage(0, R"({"Id":{"Value":1}},{"Id":{"Value":2}})", 1000);
  ClientCheck check = Must(
      "62", "paging-cap",
      "A list is read to its end, also where pages are smaller than was asked "
      "for, and no further.",
      "It goes by what came: it stops when it has Total devices, or at a page "
      "without any.",
      {Succeeds("list"), ExpectPages(2, kMostPages), ExpectAllDevices(),
       Play({{.endpoint = kGetPages,
              .answers = {InJson(first), InJson(WritePage(1, "", 1000))},
              .then = Then::kRepeat},
             {.endpoint = "GET /api/mdm/devices/search",
              .answers = {InJson(first), InJson(WritePage(1, "", 1000))},
              .then = Then::kRepeat}}),
       AskWithin("list", std::chrono::seconds(8)), ExpectPages(1, 4)});
  check.lab = LabWith(options);
  return check;
}

ClientCheck EmptyAnswers() {
  const auto both = [](int status) {
    return Play({{.endpoint = "GET *",
                  .answers = {Empty(status)},
                  .then = Then::kRepeat},
                 {.endpoint = "POST *",
                  .answers = {Empty(status)},
                  .then = Then::kRepeat}});
  };
  return Must("63", "empty-204",
              "204, and 200 with an empty body, are good answers.",
              "It reads a body only where there is one.",
              {Get(), both(204), Get(), AskIfItCan("list"), both(200), Get(),
               AskIfItCan("list")});
}

ClientCheck IdObjects() {
  const std::string device =
      R"({"Udid":"u1","SerialNumber":"MOCK77","Id":{"Value":77},)"
      R"("Uuid":"00000077-0000-4000-8000-000000000077",)"
      R"("LocationGroupId":{},"UserId":{},"PlatformId":{"Name":"Apple"},)"
      R"("LastSeen":"2018-03-15T08:08:09.460",)"
      R"("LastComplianceCheckOn":"0001-01-01T00:00:00.000",)"
      R"("EasIds":{"EasId":[]}})";
  const auto page = fmt::format(
      R"({{"Devices":[{}],"Page":0,"PageSize":500,"Total":1}})", device);
  return Must(
      "64", "id-object",
      "Ids are objects with a Value, references may be empty, and dates have "
      "no zone, or the year 1.",
      "It reads Id.Value, and takes what is empty for unknown.",
      {Play({{.endpoint = kGetDevice,
              .answers = {InJson(device)},
              .then = Then::kRepeat},
             {.endpoint = kGetPages,
              .answers = {InJson(page), Empty(204)},
              .then = Then::kRepeat},
             {.endpoint = "GET /api/mdm/devices/search",
              .answers = {InJson(page), Empty(204)},
              .then = Then::kRepeat}}),
       Get(), Succeeds("list"),
       Expect("the device is among those that the client prints", [](Lab& lab) {
         const auto printed = PrintedIds(lab.last().front());
         if (!printed) return Noted("the client prints no devices");
         return printed->contains(77) ? Said{}
                                      : Wrong("expected device 77 among them");
       })});
}

}  // namespace

std::vector<ClientCheck> AnswerChecks() {
  return {RateLimit(), Paging(), EmptyAnswers(), IdObjects()};
}

}  // namespace mdmock::conformance::ws1
