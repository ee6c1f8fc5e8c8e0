#ifndef MDMOCK_TESTS_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_LAB_H_
#define MDMOCK_TESTS_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_LAB_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "mocks/journal/secrets.h"
#include "mocks/workspace_one/workspace_one_service.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/base/encoding.h"
#include "protocol/cms/signer.h"
#include "protocol/http/url.h"

namespace mdmock::workspace_one {

// WorkspaceOneLab is the service on a frozen clock, without a server around it,
// and a correct client of it.
struct WorkspaceOneLab {
  explicit WorkspaceOneLab(const WorkspaceOneOptions& options = {})
      : service(options, *Pki::Make(clock.Now(), options.pki),
                World{clock, entropy, secrets}) {}

  std::string tenant_code() const {
    return service.in_force()->options.tenant_code;
  }

  // Header signs `content` as `admin` does ("": the first one).
  std::string Header(std::string_view content, std::string_view admin = "",
                     cms::Scheme scheme = cms::Scheme::kCmsUrl) {
    const Credential credential = *service.CredentialOf(admin);
    const auto signer = cms::Signer::Make(credential.identity.key,
                                          credential.identity.certificate);
    return cms::AuthorizationValue(*signer->Sign(content, clock.Now()), scheme);
  }

  // Request has every header but Authorization.
  http::Request Request(std::string method, std::string target,
                        std::string body = "") {
    http::Request request{.method = std::move(method),
                          .target = std::move(target),
                          .version = "HTTP/1.1",
                          .headers = {{"Host", "127.0.0.1:8802"},
                                      {"aw-tenant-code", tenant_code()},
                                      {"Accept", "application/json"}},
                          .body = std::move(body)};
    if (!request.body.empty()) {
      request.headers.push_back({"Content-Type", "application/json"});
    }
    return request;
  }

  // Signed is what a correct client sends.
  http::Request Signed(std::string target, std::string_view admin = "",
                       std::string method = "GET", std::string body = "") {
    http::Request request =
        Request(std::move(method), std::move(target), std::move(body));
    request.headers.push_back(
        {"Authorization",
         Header(http::SplitTarget(request.target).path, admin)});
    return request;
  }

  // Get asks for JSON of that version.
  server::Answer Get(std::string target, int version = 1,
                     std::string_view admin = "") {
    return Send("GET", std::move(target), "", version, admin);
  }

  server::Answer Send(std::string method, std::string target,
                      std::string body = "", int version = 1,
                      std::string_view admin = "") {
    http::Request request =
        Signed(std::move(target), admin, std::move(method), std::move(body));
    for (http::Header& one : request.headers) {
      if (one.name != "Accept") continue;
      one.value = "application/json;version=" + std::to_string(version);
    }
    return Ask(request);
  }

  // SendXml says XML of body and answer.
  server::Answer SendXml(std::string method, std::string target,
                         std::string body) {
    http::Request request =
        Signed(std::move(target), "", std::move(method), std::move(body));
    for (http::Header& one : request.headers) {
      if (one.name == "Accept" || one.name == "Content-Type") {
        one.value = "application/xml";
      }
    }
    return Ask(request);
  }

  server::Answer Ask(const http::Request& request) {
    return *service.Handle({.request = request,
                            .scheme = "http",
                            .now = clock.Now(),
                            .seq = ++num_asked,
                            .client_certificate = ""});
  }

  server::Answer Control(std::string method, std::string target,
                         std::string body = "") {
    const http::Request request{.method = std::move(method),
                                .target = std::move(target),
                                .version = "HTTP/1.1",
                                .headers = {{"Host", "127.0.0.1:8800"}},
                                .body = std::move(body)};
    return *service.Control({.request = request,
                             .scheme = "http",
                             .now = clock.Now(),
                             .seq = 0,
                             .client_certificate = ""});
  }

  world::Clock clock{{.mode = world::Clock::Mode::kFrozen,
                      .time = FromEpochSeconds(1'800'000'000)}};
  world::Entropy entropy{7};
  journal::Secrets secrets;
  WorkspaceOneService service;
  std::uint64_t num_asked = 0;
};

// BodyOf gives the JSON of an answer; discarded where there is none.
nlohmann::json BodyOf(const server::Answer& answer);

// HeaderOf gives the value of a header of the response; "" where there is none.
inline std::string HeaderOf(const server::Answer& answer,
                            std::string_view name) {
  const std::string* value = http::Find(answer.response.headers, name);
  return value == nullptr ? "" : *value;
}

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_TESTS_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_LAB_H_
