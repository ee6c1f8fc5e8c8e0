#include "conformance/drivers/json_text.h"

#include <nlohmann/json.hpp>

#include "protocol/base/text.h"

namespace mdmock::drivers {
namespace {

constexpr std::string_view kWhite = " \t\r\n";

bool IsObject(std::string_view text) {
  return text.starts_with('{') && !NestsTooDeep(text) &&
         nlohmann::json::accept(text);
}

}  // namespace

bool NestsTooDeep(std::string_view json) {
  constexpr int kDeepest = 64;
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth > kDeepest) return true;
  }
  return false;
}

std::string JsonObjectIn(std::string_view output) {
  const std::string_view whole = Trim(output, kWhite);
  if (IsObject(whole)) return std::string(whole);
  const size_t last_line = whole.rfind('\n');
  if (last_line == std::string_view::npos) return "";
  const std::string_view last = Trim(whole.substr(last_line), kWhite);
  return IsObject(last) ? std::string(last) : "";
}

}  // namespace mdmock::drivers
