#ifndef MDMOCK_TESTS_MOCKS_ADE_ADE_LAB_H_
#define MDMOCK_TESTS_MOCKS_ADE_ADE_LAB_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/ade/ade_service.h"
#include "mocks/journal/secrets.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/base/encoding.h"
#include "protocol/http/form.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/sign.h"

namespace mdmock::ade {

// AdeLab is the service on a frozen clock, without a server around it, and a
// correct client of it.
struct AdeLab {
  static constexpr std::string_view kHost = "127.0.0.1:8801";

  explicit AdeLab(AdeOptions options = {})
      : service(std::move(options), {clock, entropy, secrets}) {}

  // Signed gives a request for a session as a correct client sends it.
  http::Request Signed(const oauth1::Credentials& credentials) {
    return SignedWith(credentials, EpochSeconds(clock.Now()),
                      "nonce-" + std::to_string(++num_nonces));
  }
  http::Request Signed(std::string_view tenant = "default") {
    return Signed(*service.Credentials(tenant));
  }
  http::Request SignedWith(const oauth1::Credentials& credentials,
                           std::int64_t timestamp, std::string nonce) {
    const http::Url url =
        *http::ReadUrl("http://" + std::string(kHost) + "/session");
    http::Request request = Get("/session");
    request.headers.push_back(
        {"Authorization",
         oauth1::Sign(credentials,
                      {.url = url, .timestamp = timestamp, .nonce = nonce})});
    request.headers.push_back(
        {"Content-Type", "application/json;charset=UTF8"});
    return request;
  }

  static http::Request Get(std::string_view path) {
    return {.method = "GET",
            .target = std::string(path),
            .version = "HTTP/1.1",
            .headers = {{"Host", std::string(kHost)},
                        {"User-Agent", "lab/1"},
                        {"X-Server-Protocol-Version", "3"}},
            .body = ""};
  }

  static http::Request Account(std::string_view session) {
    http::Request request = Get("/account");
    request.headers.push_back({"X-ADM-Auth-Session", std::string(session)});
    return request;
  }

  server::Answer Ask(const http::Request& request) {
    return *service.Handle({.request = request,
                            .scheme = "http",
                            .now = clock.Now(),
                            .seq = ++num_asked,
                            .client_certificate = ""});
  }

  server::Answer Control(std::string method, std::string target,
                         std::string body = "", std::string type = "") {
    const http::Request request{
        .method = std::move(method),
        .target = std::move(target),
        .version = "HTTP/1.1",
        .headers = {{"Host", "127.0.0.1:8800"}, {"Content-Type", type}},
        .body = std::move(body)};
    return *service.Control({.request = request,
                             .scheme = "http",
                             .now = clock.Now(),
                             .seq = 0,
                             .client_certificate = ""});
  }

  // TokenIn gives the session in the body of a /session answer; "" without.
  static std::string TokenIn(const server::Answer& answer) {
    const std::string& body = answer.response.body;
    const size_t end = body.rfind('"');
    if (answer.response.status != 200 || end == std::string::npos) return "";
    const size_t begin = body.rfind('"', end - 1) + 1;
    return body.substr(begin, end - begin);
  }

  std::string NewSession(std::string_view tenant = "default") {
    return TokenIn(Ask(Signed(tenant)));
  }

  world::Clock clock{{.mode = world::Clock::Mode::kFrozen,
                      .time = FromEpochSeconds(1'800'000'000)}};
  world::Entropy entropy{7};
  journal::Secrets secrets;
  AdeService service;
  std::uint64_t num_asked = 0;
  std::uint64_t num_nonces = 0;
};

// Header gives the value of a header of the response; "" where there is none.
inline std::string Header(const server::Answer& answer, std::string_view name) {
  const std::string* value = http::Find(answer.response.headers, name);
  return value == nullptr ? "" : *value;
}

}  // namespace mdmock::ade

#endif  // MDMOCK_TESTS_MOCKS_ADE_ADE_LAB_H_
