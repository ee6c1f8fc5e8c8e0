#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "mocks/workspace_one/body.h"
#include "mocks/workspace_one/device.h"
#include "mocks/workspace_one/device_names.h"
#include "mocks/workspace_one/endpoints.h"
#include "mocks/workspace_one/paging.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

// The devices: asked for, changed, deleted.
namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kEditable[] = {"AssetNumber", "DeviceFriendlyName",
                                          "Ownership"};

// Requests have the words, the device has the letters; both are taken.
struct Owner {
  std::string_view word;
  std::string_view letter;
};
constexpr Owner kOwners[] = {
    {"Corporate", "C"}, {"Employee", "E"}, {"Shared", "S"}};

std::string ReadOwnership(const std::string& text, Verdict& verdict) {
  for (const auto& [word, letter] : kOwners) {
    if (EqualsIgnoreCase(text, word) || EqualsIgnoreCase(text, letter)) {
      return std::string(letter);
    }
  }
  verdict.Add({&rules::kBodyValue, "body, Ownership",
               "Corporate, Employee or Shared", Printable(text, 60)});
  return "";
}

}  // namespace

Page AnswerDevice(const Visit& visit) {
  const auto id = visit.Device(visit.captured.at(0));
  if (!id) return std::nullopt;
  return Write(visit.wanted, 200, "Device", DeviceJson(*id, visit.holdings));
}

Page AnswerDeviceBy(const Visit& visit) {
  const auto id = FindDeviceBy(visit);
  if (!id) return std::nullopt;
  return Write(visit.wanted, 200, "Device", DeviceJson(*id, visit.holdings));
}

Page AnswerDeviceSearch(const Visit& visit) {
  return WriteList(visit, {"DeviceSearchResult", "Devices"}, visit.NumDevices(),
                   [&](const Span& span) {
                     ordered_json list = ordered_json::array();
                     for (const std::uint32_t id :
                          visit.holdings.Devices(span.first, span.last)) {
                       list.push_back(DeviceJson(id, visit.holdings));
                     }
                     return list;
                   });
}

Page EditDevice(const Visit& visit) {
  const auto id = visit.Device(visit.captured.at(0));
  if (!id) return std::nullopt;
  Edits edits;
  for (const std::string_view field : kEditable) {
    auto text = ReadField(visit.body, field, visit.verdict);
    if (text) edits[std::string(field)] = *std::move(text);
  }
  const auto owner = edits.find("Ownership");
  if (owner != edits.end()) {
    owner->second = ReadOwnership(owner->second, visit.verdict);
  }
  if (edits.empty() && visit.verdict.accepted()) {
    visit.verdict.Add({&rules::kBodyValue, "body",
                       "AssetNumber, DeviceFriendlyName or Ownership",
                       "none of them"});
  }
  if (!visit.verdict.accepted()) return std::nullopt;
  if (!visit.changing->EditDevice(*id, edits)) return NoRoom(visit);
  return Done(204);
}

Page DeleteDevice(const Visit& visit) {
  const auto id = visit.Device(visit.captured.at(0));
  if (!id) return std::nullopt;
  visit.changing->Delete(*id);
  return Done(204);
}

}  // namespace mdmock::workspace_one
