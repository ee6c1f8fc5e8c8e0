#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "mocks/ade/endpoints/body.h"
#include "mocks/ade/endpoints/endpoints.h"
#include "mocks/ade/endpoints/query.h"
#include "mocks/ade/endpoints/statuses.h"
#include "mocks/ade/endpoints/visit.h"
#include "mocks/ade/fleet/json_text.h"
#include "mocks/ade/rules.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

// POST /device/activationlock and GET /device/replacementDetails.
namespace mdmock::ade {
namespace {

constexpr std::chrono::hours kReplacedBefore(10 * 24);

void CheckEscrowKey(const nlohmann::json& body, Verdict& verdict) {
  constexpr size_t kBytes = 32;
  const auto key = TextField(body, "escrow_key", verdict);
  if (!key) return;
  const auto bytes = ReadHex(*key);
  if (bytes && bytes->size() == kBytes) return;
  // It is as good as a secret: what it looks like has to do.
  verdict.Add(
      {&rules::kEscrowKeyForm, "escrow_key", "64 hexadecimal digits",
       std::to_string(key->size()) +
           (bytes ? " digits" : " characters, not all of them digits")});
}

std::string_view LockStatus(Visit& visit, std::uint32_t slot) {
  if (visit.tenant->account.org_version == "v1") return "ORG_NOT_SUPPORTED";
  Fleet& fleet = visit.holdings->fleet;
  if (!fleet.LooksAt(slot).product->can_be_locked) {
    return "DEVICE_NOT_SUPPORTED";
  }
  return fleet.Lock(slot) ? kSuccess : "DEVICE_ALREADY_LOCKED";
}

http::Response Lock(Visit& visit) {
  constexpr std::string_view kKnown[] = {"device", "escrow_key",
                                         "lost_message"};
  const nlohmann::json body =
      ReadBody(visit.call.request, Absent::kMalformed, visit.verdict);
  RemarkUnknown(body, kKnown, visit.verdict);
  const std::string serial =
      TextField(body, "device", visit.verdict).value_or("");
  if (serial.empty() && !visit.verdict.Has(rules::kBodyMalformed.code)) {
    AddMalformed({{"device", "a serial number", "nothing"}}, visit.verdict);
  }
  CheckEscrowKey(body, visit.verdict);
  TextField(body, "lost_message", visit.verdict);
  if (!visit.may_act()) return {};
  RemarkStrangers(visit, {serial});
  std::string status = visit.holdings->scripted.Take(serial);
  const auto slot = visit.holdings->fleet.Find(serial);
  if (status.empty()) status = slot ? LockStatus(visit, *slot) : kNotAccessible;
  std::string answer = "{";
  AppendField(answer, "serial_number", serial);
  AppendField(answer, "response_status", status);
  return JsonAnswer(answer + "}");
}

http::Response Replacement(Visit& visit) {
  Verdict& verdict = visit.verdict;
  if (visit.version < kVersionOfReplacements) {
    verdict.Add({&rules::kVersionTooLow, "X-Server-Protocol-Version",
                 std::to_string(kVersionOfReplacements) + " or more",
                 std::to_string(visit.version)});
  }
  const auto serial = QueryValue(visit.call.request, "device");
  if (!serial || serial->empty()) {
    verdict.Add({&rules::kDeviceRequired, "query", "device=…", "nothing"});
  }
  if (!visit.may_act()) return {};
  const Fleet& fleet = visit.holdings->fleet;
  const auto slot = fleet.Find(*serial);
  if (!slot || !fleet.LooksAt(*slot).is_replacement) {
    verdict.Add({&rules::kDeviceNotFound, "device",
                 "a device that came for another",
                 "\"" + Printable(*serial, 60) + "\", " +
                     (slot ? "which did not" : "which is not there")});
    return {};
  }
  constexpr size_t kDateLength = 10;  // "2026-01-31"
  std::string body = "{";
  AppendField(body, "serial_number", *serial);
  AppendField(body, "original_device_serial_number", fleet.OriginalOf(*slot));
  AppendField(body, "replacement_date",
              WireTime(fleet.At(*slot).assigned - kReplacedBefore)
                  .substr(0, kDateLength));
  return JsonAnswer(body + "}");
}

}  // namespace

server::Answer AnswerActivationLock(State& state, const Call& call) {
  return Receive(state, call, "POST", &Lock);
}

server::Answer AnswerReplacement(State& state, const Call& call) {
  return Receive(state, call, "GET", &Replacement);
}

}  // namespace mdmock::ade
