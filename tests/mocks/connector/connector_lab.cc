#include "tests/mocks/connector/connector_lab.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "protocol/base/encoding.h"

namespace mdmock::connector {

using nlohmann::json;

ConnectorLab::ConnectorLab(ConnectorOptions options)
    : service(std::move(options),
              *ConnectorService::Authorities::Make(clock.Now()),
              World{clock, entropy, secrets}) {}

http::Request ConnectorLab::Request(std::string method, std::string target,
                                    std::string body) {
  const Settings::Snapshot options = service.in_force();
  return {
      .method = std::move(method),
      .target = std::move(target),
      .version = "HTTP/1.0",
      .headers = {{"Host", "cert.example.com"},
                  {"Content-Type", "application/json"},
                  {"Authorization", "Basic " + Base64(options->username + ":" +
                                                      options->password)}},
      .body = std::move(body)};
}

server::Answer ConnectorLab::Ask(const http::Request& request,
                                 std::string_view certificate,
                                 std::string_view scheme) {
  return *service.Handle({.request = request,
                          .scheme = scheme,
                          .now = clock.Now(),
                          .seq = 1,
                          .client_certificate = certificate});
}

server::Answer ConnectorLab::Post(std::string_view operation,
                                  std::string body) {
  return Ask(Request("POST", "/pki?operation=" + std::string(operation),
                     std::move(body)));
}

std::string ConnectorLab::Body(std::string_view user, std::string_view otp,
                               std::string_view req_id) {
  return json{{"mType", "initialCert"},
              {"user", user},
              {"authToken", otp},
              {"reqId", req_id}}
      .dump();
}

server::Answer ConnectorLab::Enrol(std::string_view user, std::string_view otp,
                                   std::string_view req_id) {
  return Post(kGetUserKeyPair, Body(user, otp, req_id));
}

std::string ConnectorLab::OtpOf(std::string_view user) const {
  return FindUser(*service.in_force(), user)->otp;
}

server::Answer ConnectorLab::Control(std::string method, std::string target,
                                     std::string body) {
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

json BodyOf(const server::Answer& answer) {
  return json::parse(answer.response.body, nullptr, false);
}

std::string OutcomeOf(const server::Answer& answer) {
  const json body = BodyOf(answer);
  if (!body.is_object()) return std::to_string(answer.response.status);
  const std::string status = body.value("status", "");
  return status == "failure" ? body.value("failureInfo", "") : status;
}

std::optional<crypto::Identity> Open(const server::Answer& answer,
                                     const std::string& password) {
  const json body = BodyOf(answer);
  if (OutcomeOf(answer) != "success") {
    ADD_FAILURE() << answer.response.body;
    return std::nullopt;
  }
  const auto payload = ReadBase64(body.at("payload").get<std::string>());
  auto identity = crypto::ReadIdentity(payload.value_or(""), password);
  if (identity) return *std::move(identity);
  ADD_FAILURE() << identity.error().what;
  return std::nullopt;
}

ConnectorOptions Dynamics() { return {.profile = Profile::kDynamics}; }

}  // namespace mdmock::connector
