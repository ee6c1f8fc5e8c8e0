#include "conformance/suites/ade_client/look.h"

#include <nlohmann/json.hpp>

namespace mdmock::conformance {
namespace {

using nlohmann::json;

json Parsed(const std::string& text) {
  return json::parse(text, nullptr, /*allow_exceptions=*/false);
}

const json* Field(const json& object, const std::string& name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string TextOf(const json& object, const std::string& name) {
  const json* field = Field(object, name);
  return field != nullptr && field->is_string() ? field->get<std::string>()
                                                : std::string();
}

std::string SerialOf(const json& device) {
  return device.is_string() ? device.get<std::string>()
                            : TextOf(device, "serial_number");
}

}  // namespace

std::optional<std::vector<std::string>> Serials(const Performed& performed) {
  const json output = Parsed(performed.done.output);
  const json* devices = Field(output, "devices");
  if (devices == nullptr || !devices->is_array()) return std::nullopt;
  std::vector<std::string> serials;
  for (const json& device : *devices) serials.push_back(SerialOf(device));
  return serials;
}

std::string DeviceText(const Performed& performed, const std::string& serial) {
  const json output = Parsed(performed.done.output);
  const json* devices = Field(output, "devices");
  if (devices == nullptr || !devices->is_array()) return "";
  for (const json& device : *devices) {
    if (SerialOf(device) == serial) return device.dump();
  }
  return "";
}

std::optional<std::string> TextField(const std::string& text,
                                     const std::string& name) {
  const json object = Parsed(text);
  const json* field = Field(object, name);
  if (field == nullptr || !field->is_string()) return std::nullopt;
  return field->get<std::string>();
}

bool IsObject(const std::string& text) { return Parsed(text).is_object(); }

bool HasField(const std::string& text, const std::string& name) {
  const json object = Parsed(text);
  return Field(object, name) != nullptr;
}

std::vector<std::string> Texts(const std::string& text,
                               const std::string& name) {
  const json object = Parsed(text);
  const json* field = Field(object, name);
  std::vector<std::string> texts;
  if (field == nullptr || !field->is_array()) return texts;
  for (const json& one : *field) {
    texts.push_back(one.is_string() ? one.get<std::string>() : one.dump());
  }
  return texts;
}

std::optional<long long> Number(const std::string& text,
                                const std::string& name) {
  const json object = Parsed(text);
  const json* field = Field(object, name);
  if (field == nullptr || !field->is_number_integer()) return std::nullopt;
  return field->get<long long>();
}

std::optional<long long> MaximumOf(const std::string& account,
                                   const std::string& uri) {
  const json object = Parsed(account);
  const json* urls = Field(object, "urls");
  if (urls == nullptr || !urls->is_array()) return std::nullopt;
  for (const json& url : *urls) {
    const json* limit = Field(url, "limit");
    if (TextOf(url, "uri") != uri || limit == nullptr) continue;
    return Number(limit->dump(), "maximum");
  }
  return std::nullopt;
}

std::string StatusOf(const std::string& answer, const std::string& serial) {
  const json object = Parsed(answer);
  const json* devices = Field(object, "devices");
  return devices == nullptr ? "" : TextOf(*devices, serial);
}

std::string Quoted(const std::vector<std::string>& texts) {
  return json(texts).dump();
}

std::optional<Page> ReadPage(const std::string& body) {
  const json object = Parsed(body);
  const json* devices = Field(object, "devices");
  const json* more = Field(object, "more_to_follow");
  if (devices == nullptr || !devices->is_array() || more == nullptr ||
      !more->is_boolean()) {
    return std::nullopt;
  }
  Page page{.cursor = TextOf(object, "cursor"),
            .records = {},
            .more_to_follow = more->get<bool>()};
  for (const json& device : *devices) {
    page.records.push_back({.serial = SerialOf(device),
                            .op_type = TextOf(device, "op_type"),
                            .op_date = TextOf(device, "op_date")});
  }
  return page;
}

}  // namespace mdmock::conformance
