#ifndef MDMOCK_CONFORMANCE_REFERENCE_CLIENT_SETTINGS_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CLIENT_SETTINGS_H_

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "conformance/reference/client/mutation.h"
#include "protocol/base/result.h"
#include "protocol/http/url.h"

namespace mdmock::reference {

// Settings is what a client is told (docs/shim.md): one operation, and where to
// do it. What the operation does not have is "".
struct Settings {
  std::string op;
  std::string arguments;  // JSON.
  http::Url url;          // https where there is one.
  std::string ca_pem;
  std::string token_path;
  std::string p12_path;
  std::string p12_password;
  std::string tenant_code;
  std::string state;  // A folder.
  std::chrono::milliseconds deadline{30'000};
  Mutation mutation;
};

// ReadEnvironment reads what one process is told, ReadRunLine a line of a shim.
// Failures name the variable. An operation without a network has no URL.
Result<Settings> ReadEnvironment(Mutation mutation);
Result<Settings> ReadRunLine(const nlohmann::json& line, Mutation mutation);

Result<std::string> ReadFile(const std::string& path);

// ReplaceFile writes a file that no reader sees half of; nobody but its owner
// can read it.
Result<void> ReplaceFile(const std::string& path, const std::string& bytes);

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CLIENT_SETTINGS_H_
