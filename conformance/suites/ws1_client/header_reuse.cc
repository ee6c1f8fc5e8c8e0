#include <fmt/format.h>

#include <map>
#include <set>
#include <string>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/text.h"

// 37 to 39: which request a header was made for.
namespace mdmock::conformance::ws1 {
namespace {

constexpr char kOther[] = "/API/mdm/devices/12773";

Step ExpectOwnHeaders() {
  return Expect(
      "requests for different paths have different headers", [](Lab& lab) {
        std::map<std::string, std::string> path_of;
        for (const auto& call : lab.AllCalls()) {
          const std::string* value = call->request.Find("Authorization");
          if (value == nullptr) {
            return Wrong("a request has no Authorization header");
          }
          const std::string path = PathOf(*call);
          const auto [at, is_new] = path_of.emplace(*value, path);
          if (is_new || at->second == path) continue;
          return Wrong(fmt::format(
              "request {} for {} has the header of one for {}", call->seq,
              Printable(path, 80), Printable(at->second, 80)));
        }
        return Said{};
      });
}

Step ExpectPages() {
  return Expect("the list comes in two pages or more", [](Lab& lab) {
    const auto pages = lab.Calls();
    if (pages.size() < 2) {
      return Wrong(
          fmt::format("expected two requests or more, got {}", pages.size()));
    }
    std::set<std::string> headers;
    for (const auto& page : pages) {
      const std::string* value = page->request.Find("Authorization");
      headers.insert(value == nullptr ? "" : *value);
    }
    return Noted(
        fmt::format("{} pages, {} header(s)", pages.size(), headers.size()));
  });
}

// A fault answers instead of the service, for one path.
Step Redirects(int status, bool elsewhere) {
  return Do(
      fmt::format("{} redirects to {} with {}", kDevice,
                  elsewhere ? "another server" : "another path", status),
      [=](Lab& lab) -> Result<void> {
        const std::string to =
            elsewhere ? LabOf(lab).elsewhere().Url(kDevice) : kOther;
        lab.faults().Set({{.id = "redirect",
                           .service = std::string(lab.service().name()),
                           .method = "GET",
                           .path = kDevice,
                           .schedule = {.nth = {}, .every = 1},
                           .effect = Reply(status, "", {{"Location", to}})}});
        return {};
      });
}

Step ExpectNothingElsewhere() {
  return Expect(
      "neither Authorization nor aw-tenant-code goes to the other "
      "server",
      [](Lab& lab) {
        for (const auto& entry : LabOf(lab).elsewhere().journal().After(0)) {
          std::string told;
          for (const char* name : {"Authorization", "aw-tenant-code"}) {
            if (entry->request.Find(name) == nullptr) continue;
            told += (told.empty() ? "" : " and ") + std::string(name);
          }
          if (told.empty()) continue;
          return Wrong(fmt::format("{} {} went there with {}",
                                   Printable(entry->request.method, 20),
                                   Printable(entry->request.target, 80), told));
        }
        return Said{};
      });
}

Step ExpectFollowedOrNot() {
  return Expect(
      "the client asks for the other path, or does not follow", [](Lab& lab) {
        const size_t count = lab.Calls(std::string("GET ") + kOther).size();
        if (count > 0) return Noted("it follows");
        return lab.last().front().succeeded()
                   ? Wrong(
                         "it reports success, and has followed "
                         "nothing")
                   : Noted("it does not follow");
      });
}

ClientCheck Redirect() {
  return Should("39", "path-after-redirect",
                "Behind a redirect a request is signed for its new path; "
                "another server gets neither Authorization nor "
                "aw-tenant-code.",
                "It signs anew for the same server, and goes to no other.",
                {Redirects(301, false), AskGet(), ExpectFollowedOrNot(),
                 Redirects(307, false), AskGet(), ExpectFollowedOrNot(),
                 ExpectRightlySigned(), Redirects(301, true), AskGet(),
                 ExpectCalls(kGetDevice, 1, 4), ExpectNothingElsewhere()});
}

ClientCheck PagingReuse() {
  workspace_one::WorkspaceOneOptions options;
  options.devices = 620;
  ClientCheck check =
      Must("38", "path-paging-reuse",
           "The pages of a list may share a header, since they share their "
           "path; it fits each of them.",
           "It signs the path of the list, once or for each page.",
           {Succeeds("list"), ExpectPages(), ExpectRightlySigned()});
  check.lab = LabWith(options);
  return check;
}

}  // namespace

std::vector<ClientCheck> HeaderReuseChecks() {
  return {Must("37", "path-per-request",
               "A header is made for the path that it is sent with.",
               "It signs again whenever the path changes.",
               {AskGet(), AskGet(kOther), AskGet("/API/system/info"),
                AskIfItCan("list"),
                ExpectSigned({"cmsurl.stale-header", "cmsurl.signed-other-path",
                              "cmsurl.signed-empty"}),
                ExpectOwnHeaders()}),
          PagingReuse(), Redirect()};
}

}  // namespace mdmock::conformance::ws1
