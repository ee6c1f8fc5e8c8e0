#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mocks/ade/endpoints/body.h"
#include "mocks/ade/endpoints/endpoints.h"
#include "mocks/ade/endpoints/statuses.h"
#include "mocks/ade/endpoints/visit.h"
#include "mocks/ade/fleet/json_text.h"

// POST /devices and POST /devices/disown: what is to be known of devices, and
// giving them up.
namespace mdmock::ade {
namespace {

constexpr std::string_view kMethods = "POST";

std::vector<std::string> ReadDevices(const Visit& visit) {
  constexpr std::string_view kKnown[] = {"devices"};
  const nlohmann::json body =
      ReadBody(visit.call.request, Absent::kMalformed, visit.verdict);
  RemarkUnknown(body, kKnown, visit.verdict);
  return DevicesField(body, true, visit.verdict);
}

http::Response Details(Visit& visit) {
  const std::vector<std::string> serials = ReadDevices(visit);
  if (!visit.may_act()) return {};
  RemarkStrangers(visit, serials);
  if (!visit.may_act()) return {};
  const DeviceWriter writer = visit.Writer();
  std::string body = R"({"devices":{)";
  for (const std::string& serial : serials) {
    if (body.back() != '{') body += ',';
    AppendQuoted(body, serial);
    body += ":{";
    std::string status = visit.holdings->scripted.Take(serial);
    const auto slot = visit.holdings->fleet.Find(serial);
    if (status.empty()) status = slot ? kSuccess : kNotAccessible;
    if (slot && status == kSuccess) writer.Append(body, *slot);
    AppendField(body, "response_status", status);
    body += '}';
  }
  return JsonAnswer(body + "}}");
}

http::Response Disown(Visit& visit) {
  const std::vector<std::string> serials = ReadDevices(visit);
  if (!visit.may_act()) return {};
  RemarkStrangers(visit, serials);
  std::string body = "{";
  AppendStatuses(body, visit, serials, [&](std::uint32_t slot, size_t) {
    visit.holdings->fleet.Disown(slot, visit.call.now);
    return kSuccess;
  });
  return JsonAnswer(body + "}");
}

}  // namespace

server::Answer AnswerDetails(State& state, const Call& call) {
  return Receive(state, call, kMethods, &Details);
}

server::Answer AnswerDisown(State& state, const Call& call) {
  return Receive(state, call, kMethods, &Disown);
}

}  // namespace mdmock::ade
