#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CONFIGURATION_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CONFIGURATION_H_

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/connector/profile.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/identity.h"

// How a PKI connector is judged: by what it answers to the requests that
// BlackBerry UEM sends, and to wrong ones.
namespace mdmock::conformance::pki {

// TestUser is somebody whom the connector knows. Without a password and a
// command none is asked of him.
struct TestUser {
  std::string name;
  std::optional<std::string> otp;
  bool otp_reusable = false;
  std::string otp_command = "";  // Its first line of output is a new one.
};

// BasicAuth is what UEM's administrator has typed.
struct BasicAuth {
  std::string username;
  std::string password;
};

// ExpiredOtp is a password that was good once.
struct ExpiredOtp {
  std::string user;
  std::string otp;
};

// Configuration is all that we are told about a connector.
struct Configuration {
  connector::Profile profile = connector::Profile::kUem1210;

  // One of the two at least.
  std::optional<BasicAuth> auth;
  std::optional<crypto::Identity> certificate;

  std::optional<crypto::Identity> expired_certificate;
  std::optional<crypto::Identity> other_certificate;  // Somebody else's.
  std::optional<crypto::Identity> expired_renewal;    // Of the first user.

  std::string trust_pem;  // Whom the server's certificate is by.
  std::vector<crypto::Certificate> issuers;  // Of the users'.

  std::vector<TestUser> users;  // One at least.
  std::optional<ExpiredOtp> expired_otp;
  std::chrono::seconds key_pair_limit{60};
  std::string prefix;            // "/foo": a fact, for T-15; "" is none.
  std::string backend_hook;      // A command in which NAME stands; "" is none.
  std::filesystem::path folder;  // Where commands run.
};

// ReadConfiguration reads the JSON file. The Failure names the field.
Result<Configuration> ReadConfiguration(const std::filesystem::path& file);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CONFIGURATION_H_
