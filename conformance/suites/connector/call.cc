#include "conformance/suites/connector/call.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::conformance::pki {

std::string JsonString(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false,
                                   nlohmann::json::error_handler_t::replace);
}

void Body::Set(std::string_view name, std::string json) {
  for (auto& [member, value] : members) {
    if (member != name) continue;
    value = std::move(json);
    return;
  }
  members.emplace_back(name, std::move(json));
}

void Body::SetText(std::string_view name, std::string_view text) {
  Set(name, JsonString(text));
}

void Body::Remove(std::string_view name) {
  std::erase_if(members, [name](const auto& one) { return one.first == name; });
}

std::string Body::Text() const {
  std::string text = "{";
  for (const auto& [name, value] : members) {
    if (text.size() > 1) text += ",";
    text += JsonString(name) + ":" + value;
  }
  return text + "}";
}

void Call::Set(std::string_view name, std::string value) {
  for (http::Header& header : headers) {
    if (!EqualsIgnoreCase(header.name, name)) continue;
    header.value = std::move(value);
    return;
  }
  headers.push_back({std::string(name), std::move(value)});
}

void Call::Remove(std::string_view name) {
  std::erase_if(headers, [name](const http::Header& header) {
    return EqualsIgnoreCase(header.name, name);
  });
}

std::string Call::Bytes() const {
  std::string bytes = fmt::format("{} {} {}\r\n", method, target, version);
  for (const auto& [name, value] : headers) {
    bytes += fmt::format("{}: {}\r\n", name, value);
  }
  if (has_length) {
    bytes += fmt::format("Content-Length: {}\r\n",
                         length ? *length : std::to_string(body.size()));
  }
  return bytes + "\r\n" + body;
}

std::string BasicAuthorization(std::string_view username,
                               std::string_view password) {
  return "Basic " + Base64(fmt::format("{}:{}", username, password));
}

}  // namespace mdmock::conformance::pki
