#include "conformance/reference/ws1_client/operations.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "conformance/reference/ws1_client/answers.h"
#include "protocol/base/text.h"

namespace mdmock::reference::ws1 {
namespace {

using nlohmann::json;

constexpr size_t kPageSize = 500;        // What the API gives at most.
constexpr size_t kLargePageSize = 1000;  // What some ask for nevertheless.
constexpr int kMostPages = 10'000;
constexpr int kEnoughOfAMutant = 12;  // Pages: they prove it.

json Parsed(const std::string& text) {
  return json::parse(text, nullptr, /*allow_exceptions=*/false);
}

const json* Field(const json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

Result<std::string> PathOf(const json& arguments) {
  const json* path = Field(arguments, "path");
  if (path != nullptr && path->is_string()) return path->get<std::string>();
  return Failure{"MDMOCK_ARGS has no path"};
}

std::optional<long long> Number(const json* value) {
  if (value == nullptr || !value->is_number_integer()) return std::nullopt;
  return value->get<long long>();
}

// {"Value": 12772}; a reference to nothing is {}.
std::optional<long long> ReadId(const json& device, const char* name) {
  const json* id = Field(device, name);
  return id == nullptr ? std::nullopt : Number(Field(*id, "Value"));
}

// Found is what the pages have brought.
struct Found {
  std::set<long long> ids;
  size_t total = SIZE_MAX;
};

// Takes a page, and gives how many devices were in it.
Result<size_t> Take(const std::string& body, const Mutation& mutation,
                    Found& found) {
  if (body.empty()) return size_t{0};
  const json page = Parsed(body);
  const json* devices = Field(page, "Devices");
  if (devices == nullptr) return size_t{0};
  if (!devices->is_array()) {
    return Failure{"list: a page that is none: " + Printable(body, 200)};
  }
  for (const json& device : *devices) {
    const auto id = ReadId(device, "Id");
    if (!id) return Failure{"list: a device without an id"};
    found.ids.insert(*id);
    if (mutation.Is("reference-needed") && !ReadId(device, "LocationGroupId")) {
      return Failure{"list: a device without a group"};
    }
  }
  const auto total = Number(Field(page, "Total"));
  if (total && *total >= 0) found.total = static_cast<size_t>(*total);
  return devices->size();
}

}  // namespace

Result<std::string> Get(Service& service, const std::string& arguments) {
  const auto path = PathOf(Parsed(arguments));
  if (!path) return path;
  const auto response = service.Call("GET", *path);
  if (!response) return response.error();
  const auto body = ReadAnswer(*response, service.mutation());
  if (!body) return Failure{"get: " + body.error().what};
  const json object = Parsed(*body);
  return object.is_object() ? object.dump() : std::string();
}

Result<std::string> List(Service& service) {
  const Mutation& mutation = service.mutation();
  const bool wants_full_pages = mutation.Is("first-page-only");
  const bool believes_total = mutation.Is("total-believed");
  const size_t size = wants_full_pages ? kLargePageSize : kPageSize;
  Found found;
  for (int page = 0; page < kMostPages; ++page) {
    const auto response = service.Call(
        "GET",
        fmt::format("/API/mdm/devices/search?page={}&pagesize={}", page, size));
    if (!response) return response.error();
    const auto body = ReadAnswer(*response, mutation);
    if (!body) return Failure{"list: " + body.error().what};
    const auto count = Take(*body, mutation, found);
    if (!count) return count.error();
    if (found.ids.size() >= found.total) break;
    if (wants_full_pages && *count < size) break;
    if (*count == 0 && !believes_total) break;
    if (believes_total && page == kEnoughOfAMutant) break;
  }
  return json{{"devices", found.ids}}.dump();
}

Result<std::string> Post(Service& service, const std::string& arguments) {
  const json given = Parsed(arguments);
  const auto path = PathOf(given);
  if (!path) return path;
  const json* body = Field(given, "body");
  const auto response =
      service.Call("POST", *path, body == nullptr ? "{}" : body->dump());
  if (!response) return response.error();
  const auto answer = ReadAnswer(*response, service.mutation());
  if (!answer) return Failure{"post: " + answer.error().what};
  return std::string();
}

}  // namespace mdmock::reference::ws1
