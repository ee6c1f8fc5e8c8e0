#ifndef MDMOCK_TESTS_MOCKS_CONNECTOR_CONNECTOR_LAB_H_
#define MDMOCK_TESTS_MOCKS_CONNECTOR_CONNECTOR_LAB_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/connector/connector_service.h"
#include "mocks/journal/secrets.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"
#include "protocol/crypto/identity.h"

namespace mdmock::connector {

inline constexpr char kJoe[] = "joe.foo@example.com";
inline constexpr char kAnn[] = "ann@example.com";
inline constexpr char kSam[] = "sam@example.com";  // Has a one-time password.
inline constexpr char kKiosk[] = "kiosk-17";       // Needs none.

// ConnectorLab is the service on a frozen clock, without a server around it,
// and UEM.
struct ConnectorLab {
  explicit ConnectorLab(ConnectorOptions options = {});

  // Request is what UEM sends, credentials included.
  http::Request Request(std::string method, std::string target,
                        std::string body = "");

  server::Answer Ask(const http::Request& request,
                     std::string_view certificate = "",
                     std::string_view scheme = "https");

  // Post asks for an operation, as UEM does.
  server::Answer Post(std::string_view operation, std::string body);

  // Body is that of getUserKeyPair for an initial certificate.
  static std::string Body(std::string_view user, std::string_view otp,
                          std::string_view req_id = "12487");
  server::Answer Enrol(std::string_view user, std::string_view otp,
                       std::string_view req_id = "12487");

  // The otp that a user has by configuration.
  std::string OtpOf(std::string_view user) const;

  server::Answer Control(std::string method, std::string target,
                         std::string body = "");

  world::Clock clock{{.mode = world::Clock::Mode::kFrozen,
                      .time = FromEpochSeconds(1'800'000'000)}};
  world::Entropy entropy{7};
  journal::Secrets secrets;
  ConnectorService service;
};

// The JSON of an answer; discarded where there is none.
nlohmann::json BodyOf(const server::Answer& answer);

// "success", the failureInfo of a failure, or the status where there is no
// JSON: what a table of cases has in one column.
std::string OutcomeOf(const server::Answer& answer);

// The identity in the payload; the test fails where it does not open.
std::optional<crypto::Identity> Open(const server::Answer& answer,
                                     const std::string& password);

// A configuration of the newer protocol.
ConnectorOptions Dynamics();

}  // namespace mdmock::connector

#endif  // MDMOCK_TESTS_MOCKS_CONNECTOR_CONNECTOR_LAB_H_
