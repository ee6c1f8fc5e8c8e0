#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "conformance/reference/ade_client/codes.h"
#include "conformance/reference/ade_client/operations.h"

namespace mdmock::reference {
namespace {

using nlohmann::json;

// The newest record of each device, by serial number.
using Devices = std::map<std::string, json>;

// How a run through pages ended.
struct Pages {
  std::string cursor;
  Devices devices;
  std::string refused;  // The code of a refused cursor; "" where all is well.
  std::string complaint;
};

std::string TextOf(const json& object, const char* name) {
  const auto field = object.find(name);
  return field != object.end() && field->is_string() ? field->get<std::string>()
                                                     : std::string();
}

void Take(const json& device, const Mutation& mutation, Devices& devices) {
  if (!device.is_object()) return;
  const std::string serial = TextOf(device, "serial_number");
  if (serial.empty()) return;
  if (mutation.Is("deleted-crashes") &&
      TextOf(device, "op_type") == "deleted") {
    std::abort();
  }
  const auto known = devices.find(serial);
  // Dates of one form and zone are in the order of their texts.
  if (known != devices.end() && !mutation.Is("last-seen-wins") &&
      TextOf(device, "op_date") < TextOf(known->second, "op_date")) {
    return;
  }
  devices[serial] = device;
}

bool IsStrange(const json& page) {
  for (const auto& [name, value] : page.items()) {
    if (name != "cursor" && name != "devices" && name != "fetched_until" &&
        name != "more_to_follow") {
      return true;
    }
  }
  return false;
}

// Takes a page in; what it gives says whether more is to follow.
Result<bool> TakePage(const std::string& body, const Mutation& mutation,
                      Pages& pages) {
  const json page = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!page.is_object()) return Failure{"a page is no JSON object"};
  if (mutation.Is("unknown-refused") && IsStrange(page)) {
    return Failure{"a page has a field that is not known"};
  }
  const auto devices = page.find("devices");
  if (devices != page.end() && devices->is_array()) {
    for (const json& device : *devices) Take(device, mutation, pages.devices);
  }
  const bool empty = devices == page.end() || devices->empty();
  std::string cursor = TextOf(page, "cursor");
  if (mutation.Is("cursor-cut")) cursor = cursor.substr(0, 128);
  const bool repeated = cursor == pages.cursor;
  if (!cursor.empty() && !(mutation.Is("cursor-not-kept") && empty)) {
    pages.cursor = std::move(cursor);
  }
  const auto more = page.find("more_to_follow");
  bool follows = more != page.end() && more->is_boolean() && more->get<bool>();
  if (mutation.Is("more-as-text")) {
    follows = more != page.end() && *more == "true";
  }
  // A cursor that does not move on would be followed for ever.
  return follows && (!repeated || mutation.Is("cursor-loop"));
}

std::string BodyOf(const Service& service, const std::string& cursor) {
  json body{{"limit", service.mutation().Is("limit-large")
                          ? 5000
                          : service.kept().Limit()}};
  if (!cursor.empty()) {
    body["cursor"] = cursor;
  } else if (service.mutation().Is("cursor-null")) {
    body["cursor"] = nullptr;
  }
  return body.dump();
}

// The code of an answer that refuses a cursor, or "".
std::string CursorCode(const http::Response& response,
                       const Mutation& mutation) {
  for (const char* code : {"EXHAUSTED_CURSOR", "EXPIRED_CURSOR",
                           "INVALID_CURSOR", "CURSOR_REQUIRED"}) {
    if (response.status == 400 && Says(response, code, mutation)) return code;
  }
  return "";
}

Result<Pages> Turn(Service& service, const std::string& path,
                   const std::string& cursor) {
  const Mutation& mutation = service.mutation();
  constexpr int kMaxPages = 100'000;
  Pages pages{.cursor = cursor, .devices = {}, .refused = "", .complaint = ""};
  const int most = mutation.Is("cursor-loop") ? 12 : kMaxPages;
  for (int page = 0; page < most; ++page) {
    if (page > 0 && mutation.Is("pages-late")) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2500));
    }
    const auto response =
        service.Call("POST", path, BodyOf(service, pages.cursor));
    if (!response) {
      if (mutation.Is("cut-fetch-kept"))
        service.kept().KeepCursor(pages.cursor);
      return response.error();
    }
    pages.refused = CursorCode(*response, mutation);
    if (!pages.refused.empty()) {
      pages.complaint = Complaint(path, *response, mutation);
      return pages;
    }
    if (response->status != 200) {
      if (mutation.Is("cut-fetch-kept"))
        service.kept().KeepCursor(pages.cursor);
      return Failure{Complaint(path, *response, mutation)};
    }
    const auto more = TakePage(response->body, mutation, pages);
    if (!more) return more.error();
    if (!*more) break;
  }
  return pages;
}

std::string Output(const Pages& pages) {
  json output{{"devices", json::array()}, {"cursor", pages.cursor}};
  for (const auto& [serial, device] : pages.devices) {
    output["devices"].push_back(device);
  }
  return output.dump();
}

// What the devices that are there now are printed as: the deleted are not.
std::string Done(Service& service, const Pages& pages) {
  service.kept().KeepCursor(pages.cursor);
  return Output(pages);
}

Result<Pages> SyncFrom(Service& service, const std::string& cursor) {
  return Turn(service, "/devices/sync", cursor);
}

}  // namespace

Result<std::string> Fetch(Service& service) {
  const Mutation& mutation = service.mutation();
  // Until all pages are here there is nothing that a sync could go on from.
  if (!mutation.Is("cut-fetch-kept")) service.kept().KeepCursor("");
  const int most = mutation.Is("cursor-errors-loop") ? 12 : 2;
  std::string complaint;
  for (int attempt = 0; attempt < most; ++attempt) {
    auto pages = Turn(service, "/server/devices", "");
    if (!pages) return pages.error();
    if (pages->refused.empty()) return Done(service, *pages);
    complaint = pages->complaint;
    if (pages->refused == "EXHAUSTED_CURSOR" && !pages->cursor.empty() &&
        !mutation.Is("exhausted-fetches")) {
      // All is fetched; what is new since comes by the next sync.
      return Done(service, *pages);
    }
  }
  return Failure{complaint};
}

Result<std::string> Sync(Service& service) {
  const Mutation& mutation = service.mutation();
  const std::string cursor = service.kept().Cursor();
  if (mutation.Is("sync-fetches")) return Fetch(service);
  if (cursor.empty() && !mutation.Is("sync-without-cursor")) {
    return Fetch(service);
  }
  auto pages = SyncFrom(service, cursor);
  if (!pages) return pages.error();
  if (pages->refused.empty()) return Done(service, *pages);
  if ((mutation.Is("expired-fatal") && pages->refused == "EXPIRED_CURSOR") ||
      (mutation.Is("invalid-fatal") && pages->refused == "INVALID_CURSOR")) {
    return Failure{pages->complaint};
  }
  return Fetch(service);
}

}  // namespace mdmock::reference
