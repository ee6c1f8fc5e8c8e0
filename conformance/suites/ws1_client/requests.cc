#include <fmt/format.h>

#include <string>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/text.h"
#include "protocol/http/message.h"

// 50 and 52 to 55: what else is in a request, and where it goes.
namespace mdmock::conformance::ws1 {
namespace {

Step ExpectTenant() {
  return ExpectRequests(
      "every request has the tenant's code", [](const journal::Entry& call) {
        const auto values =
            http::FindAll(call.request.headers, "aw-tenant-code");
        return values.size() == 1
                   ? Said{}
                   : Wrong(fmt::format("expected one aw-tenant-code, got {}",
                                       values.size()));
      });
}

Said JudgeAccept(const journal::Entry& call) {
  const std::string* accept = call.request.Find("Accept");
  const std::string* version = call.request.Find("version");
  const std::string* type = call.request.Find("Content-Type");
  if (accept == nullptr || Trim(*accept).empty()) {
    return Wrong("expected Accept: application/json;version=1, got none");
  }
  const bool elsewhere =
      version != nullptr ||
      (type != nullptr && ToLower(*type).find("version=") != std::string::npos);
  const bool in_accept = ToLower(*accept).find("version=") != std::string::npos;
  return Noted(fmt::format("Accept: {}{}", Printable(*accept, 60),
                           in_accept   ? ""
                           : elsewhere ? "; the version stands elsewhere"
                                       : "; no version"));
}

Step ExpectBodiesNamed() {
  return Expect("a body has a Content-Type that fits it", [](Lab& lab) {
    bool any = false;
    for (const auto& call : lab.AllCalls()) {
      const http::Request& request = call->request;
      if (request.body.empty()) continue;
      any = true;
      const std::string* type = request.Find("Content-Type");
      const std::string media = type == nullptr ? "" : http::MediaType(*type);
      if (media != "application/json" && media != "text/json" &&
          media != "application/xml" && media != "text/xml") {
        return Wrong(fmt::format(
            "request {}: expected application/json, got {}", call->seq,
            type == nullptr ? "nothing" : Printable(*type, 80)));
      }
      const std::string lower = ToLower(*type);
      const bool other_charset = lower.find("charset=") != std::string::npos &&
                                 lower.find("utf-8") == std::string::npos;
      if (!other_charset && !IsUtf8(request.body)) {
        return Wrong(fmt::format(
            "request {}: the body is not in UTF-8, and its Content-Type names "
            "no other charset",
            call->seq));
      }
    }
    if (any) return Said{};
    const bool can_post =
        lab.last().front().done.ending != drivers::Ending::kNotSupported;
    return can_post ? Wrong("no request with a body came")
                    : Skipped("the client does not post");
  });
}

Step PlayLoginPage() {
  const std::string page =
      "<!DOCTYPE html><html><head><title>Log in</title></head><body>"
      "<form action=\"/AirWatch/Login\"></form></body></html>";
  return Play({{.endpoint = "GET *",
                .answers = {Reply(
                    200, page, {{"Content-Type", "text/html; charset=utf-8"}})},
                .then = Then::kRepeat}});
}

// What a client does without TLS says nothing about it.
Step GetOverTls() {
  return Expect(
      "the client gets a device over https, and the server asks for "
      "no certificate",
      [](Lab& lab) -> Said {
        lab.target().url = lab.target().https_url;
        if (Said said = AskGet().run(lab); !said.passed()) {
          return said;
        }
        const auto calls = lab.Calls();
        if (calls.empty() && lab.last().front().succeeded()) {
          return Wrong(
              "the client reports success, and no request "
              "of it came");
        }
        if (calls.empty()) {
          return Skipped("the client cannot do https at all here");
        }
        if (calls.front()->scheme != "https") {
          return Wrong("the request came over plain http");
        }
        const Performed& done = lab.last().front();
        return done.succeeded() ? Said{} : NotRefused(lab, done);
      });
}

}  // namespace

std::vector<ClientCheck> RequestChecks() {
  ClientCheck accept = Should(
      "52", "accept-version",
      "Accept says which representation is wanted; a version that is not there "
      "is reported.",
      "It sends Accept: application/json;version=N, and shows a 406.",
      {AskGet(), AskGet("/API/system/groups/search"),
       ExpectRequests("every request says what it accepts", &JudgeAccept),
       Play({{.endpoint = "GET *",
              .answers = {Reply(406, R"({"errorCode":406,"message":"none"})",
                                {{"Content-Type", "application/json"}})},
              .then = Then::kRepeat}}),
       GetRefused()});
  workspace_one::WorkspaceOneOptions many;
  many.devices = 620;
  ClientCheck tenant = Must(
      "50", "tenant-present",
      "Every request has aw-tenant-code, as the console gave it.",
      "It sends the header always, without quotes, blanks or a "
      "placeholder.",
      Joined(Traffic(), {TryPost(), ExpectTenant(),
                         ExpectNoTextRule({"cmsurl.tenant-code.missing",
                                           "cmsurl.tenant-code.repeated",
                                           "cmsurl.tenant-code.placeholder",
                                           "cmsurl.tenant-code.wrong"})}));
  tenant.lab = LabWith(many);
  return {
      std::move(tenant), std::move(accept),
      Should("53", "content-type-on-body",
             "A body has a Content-Type, and its bytes are in the charset that "
             "this says.",
             "It sends application/json and UTF-8.",
             {Get(), TryPost(), ExpectBodiesNamed()}),
      Should("54", "host-is-api",
             "A login page of the console is no answer, whatever its status.",
             "It looks at Content-Type, and reports that it is at the wrong "
             "host.",
             {Get(), PlayLoginPage(), GetRefused()}),
      Must("55", "tls-client-cert",
           "The client works where TLS does not ask for its certificate.",
           "It shows the certificate by its header; TLS may do without.",
           {GetOverTls()})};
}

}  // namespace mdmock::conformance::ws1
