#ifndef MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_SETTINGS_H_
#define MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_SETTINGS_H_

#include <chrono>
#include <string>

#include "conformance/reference/ade_client/mutants.h"
#include "protocol/base/result.h"
#include "protocol/http/url.h"

namespace mdmock::reference {

// Settings is what the environment says (docs/shim.md): one operation, and
// where to do it.
struct Settings {
  std::string op;
  std::string arguments;  // JSON.
  http::Url url;          // https where there is one.
  std::string ca_pem;
  std::string token_path;
  std::string state;  // A folder.
  std::chrono::milliseconds deadline{30'000};
  Mutation mutation;
};

// ReadSettings reads the environment. Failures name the variable.
Result<Settings> ReadSettings(Mutation mutation);

Result<std::string> ReadFile(const std::string& path);

// ReplaceFile writes a file that no reader sees half of; nobody but its owner
// can read it.
Result<void> ReplaceFile(const std::string& path, const std::string& bytes);

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_SETTINGS_H_
