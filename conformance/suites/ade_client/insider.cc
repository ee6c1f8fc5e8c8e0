#include "conformance/suites/ade_client/insider.h"

#include <fmt/format.h>

#include "conformance/suites/ade_client/look.h"
#include "mocks/world/entropy.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/sign.h"

namespace mdmock::conformance {
namespace {

constexpr char kHost[] = "localhost";

Result<http::Response> Handle(Lab& lab, const http::Request& request) {
  const auto answer =
      MockOf(lab).service().Handle({.request = request,
                                    .scheme = "http",
                                    .now = MockOf(lab).clock().Now(),
                                    .seq = 0,
                                    .client_certificate = {}});
  if (!answer) return answer.error();
  if (answer->response.status == 200) return answer->response;
  return Failure{fmt::format(
      "the mock answers {} {} with {}: {}", request.method, request.target,
      answer->response.status, Printable(answer->response.body, 200))};
}

http::Request MakeRequest(const std::string& method, const std::string& target,
                          const std::string& body) {
  http::Request request{.method = method,
                        .target = target,
                        .version = "HTTP/1.1",
                        .headers = {{"Host", kHost},
                                    {"User-Agent", "mdmock-insider/1"},
                                    {"X-Server-Protocol-Version", "10"}},
                        .body = body};
  if (!body.empty()) {
    request.headers.push_back(
        {"Content-Type", "application/json;charset=UTF8"});
  }
  return request;
}

Result<std::string> OpenSession(Lab& lab) {
  const auto credentials = MockOf(lab).service().Credentials();
  if (!credentials) return credentials.error();
  const auto url = http::ReadUrl(fmt::format("http://{}/session", kHost));
  http::Request request = MakeRequest("GET", "/session", "");
  request.headers.push_back(
      {"Authorization",
       oauth1::Sign(
           *credentials,
           {.url = *url,
            .timestamp = EpochSeconds(MockOf(lab).clock().Now()),
            .nonce =
                world::Entropy(world::Entropy::FreshSeed()).HexDigits(32)})});
  const auto response = Handle(lab, request);
  if (!response) return response.error();
  return TextField(response->body, "auth_session_token").value_or("");
}

}  // namespace

Result<std::string> AskAsInsider(Lab& lab, const std::string& method,
                                 const std::string& target,
                                 const std::string& body) {
  const auto session = OpenSession(lab);
  if (!session) return session.error();
  http::Request request = MakeRequest(method, target, body);
  request.headers.push_back({"X-ADM-Auth-Session", *session});
  const auto response = Handle(lab, request);
  if (!response) return response.error();
  return response->body;
}

Result<std::vector<std::string>> SomeSerials(Lab& lab, size_t count) {
  std::vector<std::string> serials;
  std::string body = "{}";
  while (serials.size() < count) {
    const auto answer = AskAsInsider(lab, "POST", "/server/devices", body);
    if (!answer) return answer.error();
    const auto page = ReadPage(*answer);
    if (!page) return Failure{"the mock gives a page that is none"};
    for (const Record& record : page->records) {
      if (serials.size() < count) serials.push_back(record.serial);
    }
    if (!page->more_to_follow) break;
    body = fmt::format(R"({{"cursor":"{}"}})", page->cursor);
  }
  if (serials.size() == count) return serials;
  return Failure{fmt::format("the fleet has {} devices, and {} are needed",
                             serials.size(), count)};
}

Result<std::string> NewProfile(Lab& lab) {
  const auto answer =
      AskAsInsider(lab, "POST", "/profile",
                   R"({"profile_name":"mdmock check","devices":[],)"
                   R"("url":"https://mdm.example.com/enroll"})");
  if (!answer) return answer.error();
  const auto uuid = TextField(*answer, "profile_uuid");
  if (!uuid) return Failure{"the mock gives a profile no id"};
  return *uuid;
}

Result<void> PutState(Lab& lab, const std::string& json) {
  http::Request request = MakeRequest("PUT", "/ade/state", json);
  const auto answer =
      MockOf(lab).service().Control({.request = request,
                                     .scheme = "http",
                                     .now = MockOf(lab).clock().Now(),
                                     .seq = 0,
                                     .client_certificate = {}});
  if (!answer) return answer.error();
  if (answer->response.status == 200) return {};
  return Failure{fmt::format("the mock does not take {}: {}", json,
                             Printable(answer->response.body, 300))};
}

}  // namespace mdmock::conformance
