#include "conformance/reference/client/settings.h"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

#include "protocol/base/text.h"

namespace mdmock::reference {
namespace {

std::string Variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

// Where the service is: https, where there is a CA for it.
Result<void> ReadAddress(
    const std::function<std::string(const std::string&)>& told,
    Settings& settings) {
  const std::string ca = told("MDMOCK_CA");
  std::string url = ca.empty() ? "" : told("MDMOCK_HTTPS_URL");
  if (url.empty()) url = told("MDMOCK_URL");
  const auto read = http::ReadUrl(url);
  if (!read) return Failure{"MDMOCK_URL: " + read.error().what};
  settings.url = *read;
  if (ca.empty()) return {};
  const auto pem = ReadFile(ca);
  if (!pem) return Failure{"MDMOCK_CA: " + pem.error().what};
  settings.ca_pem = *pem;
  return {};
}

Result<Settings> Read(
    const std::function<std::string(const std::string&)>& told,
    Mutation mutation) {
  Settings settings;
  settings.mutation = mutation;
  settings.op = told("MDMOCK_OP");
  if (settings.op.empty()) return Failure{"MDMOCK_OP is not set"};
  settings.arguments = told("MDMOCK_ARGS");
  if (settings.arguments.empty()) settings.arguments = "{}";
  settings.token_path = told("MDMOCK_TOKEN");
  settings.p12_path = told("MDMOCK_P12");
  settings.p12_password = told("MDMOCK_P12_PASSWORD");
  settings.tenant_code = told("MDMOCK_TENANT_CODE");
  const std::string deadline = told("MDMOCK_DEADLINE_MS");
  int ms = 0;
  const auto [end, error] =
      std::from_chars(deadline.data(), deadline.data() + deadline.size(), ms);
  if (error == std::errc() && ms > 0) {
    settings.deadline = std::chrono::milliseconds(ms);
  }
  const bool is_alone = settings.op.find('.') != std::string::npos;
  if (is_alone) return settings;
  settings.state = told("MDMOCK_STATE");
  if (settings.state.empty()) return Failure{"MDMOCK_STATE is not set"};
  if (const auto address = ReadAddress(told, settings); !address) {
    return address.error();
  }
  return settings;
}

}  // namespace

Result<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Failure{"cannot read " + path};
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<void> ReplaceFile(const std::string& path, const std::string& bytes) {
  const std::string draft = path + "." + std::to_string(::getpid());
  std::ofstream file(draft, std::ios::binary | std::ios::trunc);
  std::error_code error;
  std::filesystem::permissions(
      draft,
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
      error);
  file << bytes;
  file.close();
  if (!file) return Failure{"cannot write " + draft};
  std::filesystem::rename(draft, path, error);
  if (error) return Failure{"cannot write " + path + ": " + error.message()};
  return {};
}

Result<Settings> ReadEnvironment(Mutation mutation) {
  return Read(&Variable, mutation);
}

Result<Settings> ReadRunLine(const nlohmann::json& line, Mutation mutation) {
  const auto target = line.value("target", nlohmann::json::object());
  const auto lookup = [&](const std::string& name) -> std::string {
    if (name == "MDMOCK_OP") return line.value("op", "");
    if (name == "MDMOCK_ARGS") {
      return line.value("input", nlohmann::json::object()).dump();
    }
    if (name == "MDMOCK_DEADLINE_MS") {
      return std::to_string(line.value("deadline_ms", 0));
    }
    return target.value(ToLower(name.substr(std::strlen("MDMOCK_"))), "");
  };
  return Read(lookup, mutation);
}

}  // namespace mdmock::reference
