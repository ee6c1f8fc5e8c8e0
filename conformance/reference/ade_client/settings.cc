#include "conformance/reference/ade_client/settings.h"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

namespace mdmock::reference {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
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

Result<Settings> ReadSettings(Mutation mutation) {
  Settings settings;
  settings.mutation = mutation;
  settings.op = Variable("MDMOCK_OP");
  if (settings.op.empty()) return Failure{"MDMOCK_OP is not set"};
  settings.arguments = Variable("MDMOCK_ARGS");
  if (settings.arguments.empty()) settings.arguments = "{}";
  settings.state = Variable("MDMOCK_STATE");
  if (settings.state.empty()) return Failure{"MDMOCK_STATE is not set"};
  settings.token_path = Variable("MDMOCK_TOKEN");
  const std::string ca = Variable("MDMOCK_CA");
  std::string url = ca.empty() ? "" : Variable("MDMOCK_HTTPS_URL");
  if (url.empty()) url = Variable("MDMOCK_URL");
  const auto read = http::ReadUrl(url);
  if (!read) return Failure{"MDMOCK_URL: " + read.error().what};
  settings.url = *read;
  if (!ca.empty()) {
    const auto pem = ReadFile(ca);
    if (!pem) return Failure{"MDMOCK_CA: " + pem.error().what};
    settings.ca_pem = *pem;
  }
  const std::string deadline = Variable("MDMOCK_DEADLINE_MS");
  int ms = 0;
  const auto [end, error] =
      std::from_chars(deadline.data(), deadline.data() + deadline.size(), ms);
  if (error == std::errc() && ms > 0) {
    settings.deadline = std::chrono::milliseconds(ms);
  }
  return settings;
}

}  // namespace mdmock::reference
