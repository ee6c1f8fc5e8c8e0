#include "mocks/ade/fleet_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mocks/ade/tenant_json.h"
#include "protocol/base/text.h"
#include "protocol/base/time.h"

namespace mdmock::ade {
namespace {

using control::Fields;
using control::Problems;
using control::Quoted;
using control::Shown;
using Json = nlohmann::json;
using nlohmann::ordered_json;

// Half of what a fleet can hold, so that what it begins with and what a
// configuration adds always fit.
constexpr std::uint64_t kMaxCount = Fleet::kMaxDevices / 2;
constexpr size_t kMaxChanges = 1000;
constexpr size_t kMaxSerials = 100'000;  // Of a document.
constexpr std::uint64_t kMaxSeconds = 10ULL * 366 * 86'400;

constexpr std::array<std::string_view, 7> kStatuses{
    "FAILED",           "NOT_ACCESSIBLE",        "NOT_FOUND",
    "THROTTLED",        "DEVICE_ALREADY_LOCKED", "DEVICE_NOT_SUPPORTED",
    "ORG_NOT_SUPPORTED"};

bool IsSerial(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return !text.empty() && text.size() <= 32 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                  (c >= 'a' && c <= 'z') || c == '-' || c == '_';
         });
}

// The list of serial numbers; "" of them where there is no such list.
std::vector<std::string> ReadSerials(Fields& fields, size_t& num_left) {
  const Json* list = fields.Take("serials");
  if (list == nullptr) return {};
  const bool is_good = list->is_array() && !list->empty() &&
                       list->size() <= num_left &&
                       std::all_of(list->begin(), list->end(), IsSerial);
  if (!is_good) {
    fields.Complain(
        "serials",
        fmt::format("a list of serial numbers (1 to 32 letters, digits, '-' "
                    "or '_'), at most {} in all",
                    kMaxSerials),
        list->is_array() ? fmt::format("a list of {}", list->size())
                         : Shown(*list));
    return {};
  }
  num_left -= list->size();
  return list->get<std::vector<std::string>>();
}

void ReadOp(Fields& fields, Op& op) {
  constexpr std::string_view kExpected = "added, modified or deleted";
  if (fields.Require("op", kExpected) == nullptr) return;
  const auto text = fields.Text("op");
  if (!text) return;
  for (const Op one : {Op::kAdded, Op::kModified, Op::kDeleted}) {
    if (*text != Name(one)) continue;
    op = one;
    return;
  }
  fields.Complain("op", std::string(kExpected), Quoted(*text));
}

void ReadTimes(Fields& fields, PlannedChange& planned) {
  const Json* at = fields.Take("at");
  if (at != nullptr) {
    const std::string text = at->is_string()           ? at->get<std::string>()
                             : at->is_number_integer() ? at->dump()
                                                       : "";
    if (const auto time = ReadTime(text)) {
      planned.at = *time;
    } else {
      fields.Complain("at", "a time: RFC 3339, or whole seconds since 1970",
                      Shown(*at));
    }
  }
  const auto after = fields.Number("after_s", 0, kMaxSeconds);
  if (!after) return;
  if (at != nullptr) {
    fields.Complain("after_s", "nothing beside \"at\"", "both");
  }
  planned.after =
      std::chrono::milliseconds(static_cast<std::int64_t>(*after * 1000 + 0.5));
}

PlannedChange ReadChange(const Json& object, const std::string& where,
                         std::uint64_t& count_left, size_t& serials_left,
                         Problems& problems) {
  PlannedChange planned;
  Fields fields(object, where, problems);
  ReadOp(fields, planned.change.op);
  ReadTimes(fields, planned);
  planned.tenant = fields.Text("tenant").value_or("");
  ReadFlag(fields, "by_replacement", planned.change.by_replacement);
  const bool has_count = fields.Take("count") != nullptr;
  const bool has_serials = fields.Take("serials") != nullptr;
  if (has_count == has_serials && object.is_object()) {
    fields.Complain("count", "either this or \"serials\"",
                    has_count ? "both" : "neither");
  } else if (has_serials) {
    planned.change.serials = ReadSerials(fields, serials_left);
  } else if (const auto count = fields.Whole("count", 1, count_left)) {
    planned.change.count = static_cast<std::uint32_t>(*count);
    count_left -= *count;
  }
  fields.Finish();
  return planned;
}

ScriptedStatus ReadStatus(const Json& object, const std::string& where,
                          size_t& serials_left, Problems& problems) {
  ScriptedStatus scripted;
  Fields fields(object, where, problems);
  scripted.tenant = fields.Text("tenant").value_or("");
  if (fields.Require("serials", "a list of serial numbers") != nullptr) {
    scripted.serials = ReadSerials(fields, serials_left);
  }
  const std::string expected =
      fmt::format("{}, or null for the truth", fmt::join(kStatuses, ", "));
  const Json* status = fields.Require("status", expected);
  if (status != nullptr && !status->is_null()) {
    const bool is_known =
        std::any_of(kStatuses.begin(), kStatuses.end(),
                    [&](std::string_view one) { return *status == one; });
    if (is_known) {
      scripted.status = status->get<std::string>();
    } else {
      fields.Complain("status", expected, Shown(*status));
    }
  }
  if (const auto times = fields.Whole("times", 1, 1'000'000)) {
    scripted.times = static_cast<std::uint32_t>(*times);
  }
  fields.Finish();
  return scripted;
}

// The list under `name`, or null where there is none that can be used.
const Json* TakeList(Fields& fields, std::string_view name) {
  const Json* list = fields.Take(name);
  if (list == nullptr) return nullptr;
  if (list->is_array() && list->size() <= kMaxChanges) return list;
  fields.Complain(name, fmt::format("a list of at most {}", kMaxChanges),
                  list->is_array() ? fmt::format("{} of them", list->size())
                                   : Shown(*list));
  return nullptr;
}

void ReadPages(Fields& fields, PageLimits& pages, Problems& problems) {
  const Json* value = fields.Take("page_limit");
  if (value == nullptr) return;
  Fields inner(*value, fields.Where("page_limit"), problems);
  constexpr std::uint64_t kMost = 5000;
  if (const auto most = inner.Whole("maximum", 1, kMost)) {
    pages.maximum = static_cast<std::uint32_t>(*most);
    pages.by_default = std::min(pages.by_default, pages.maximum);
  }
  if (const auto usual = inner.Whole("default", 1, pages.maximum)) {
    pages.by_default = static_cast<std::uint32_t>(*usual);
  }
  inner.Finish();
}

void ReadPushAfter(Fields& fields, FleetOptions& options) {
  const Json* value = fields.Take("push_after_s");
  if (value != nullptr && value->is_null()) {
    options.push_after.reset();
  } else if (const auto after = fields.Whole("push_after_s", 0, kMaxSeconds)) {
    options.push_after = std::chrono::seconds(*after);
  }
}

}  // namespace

std::optional<FleetSize> ReadFleetSize(Fields& fields, const FleetSize& before,
                                       Problems& problems) {
  const Json* value = fields.Take("fleet");
  if (value == nullptr) return std::nullopt;
  FleetSize fleet = before;
  Fields inner(*value, fields.Where("fleet"), problems);
  if (const auto size = inner.Whole("size", 0, kMaxCount)) {
    fleet.size = static_cast<std::uint32_t>(*size);
  }
  if (const auto seed = inner.Whole("seed", 0)) fleet.seed = *seed;
  inner.Finish();
  return fleet;
}

void ReadFleetOptions(Fields& fields, FleetOptions& options,
                      FleetChange& change, Problems& problems) {
  if (const auto size = ReadFleetSize(fields, options.fleet, problems)) {
    options.fleet = *size;
    change.remake = true;
  }
  ReadPages(fields, options.pages, problems);
  ReadFlag(fields, "duplicates", options.duplicates);
  ReadFlag(fields, "seed_for_it", options.seed_for_it);
  ReadPushAfter(fields, options);
  if (const auto after = fields.Whole("retry_after_s", 0, kMaxSeconds)) {
    options.retry_after = std::chrono::seconds(*after);
  }
  std::uint64_t count_left = kMaxCount;
  size_t serials_left = kMaxSerials;
  if (const Json* list = TakeList(fields, "changes")) {
    for (size_t i = 0; i < list->size(); ++i) {
      change.changes.push_back(ReadChange(
          (*list)[i], fmt::format("{}[{}]", fields.Where("changes"), i),
          count_left, serials_left, problems));
    }
  }
  serials_left = kMaxScripted;
  if (const Json* list = TakeList(fields, "statuses")) {
    for (size_t i = 0; i < list->size(); ++i) {
      change.statuses.push_back(ReadStatus(
          (*list)[i], fmt::format("{}[{}]", fields.Where("statuses"), i),
          serials_left, problems));
    }
  }
}

ordered_json ToJson(const FleetSize& size) {
  ordered_json json{{"size", size.size}};
  if (size.seed) json["seed"] = *size.seed;
  return json;
}

void AddFleetOptions(const FleetOptions& options, ordered_json& json) {
  json["fleet"] = ToJson(options.fleet);
  json["page_limit"] = {{"default", options.pages.by_default},
                        {"maximum", options.pages.maximum}};
  json["duplicates"] = options.duplicates;
  json["push_after_s"] =
      options.push_after ? ordered_json(options.push_after->count()) : nullptr;
  json["retry_after_s"] = options.retry_after.count();
  json["seed_for_it"] = options.seed_for_it;
}

}  // namespace mdmock::ade
