#include "mocks/workspace_one/bulk.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control/json/problem.h"
#include "mocks/workspace_one/body.h"
#include "mocks/workspace_one/rules.h"

namespace mdmock::workspace_one {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// The text of a value, be it text or a number; "" for anything else.
std::string TextOf(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number_integer() ? value.dump() : std::string();
}

}  // namespace

std::vector<json> ListOf(const json* list) {
  if (list == nullptr || list->is_null()) return {};
  if (list->is_array()) return {list->begin(), list->end()};
  return {*list};
}

std::vector<std::string> ReadBulk(const Visit& visit) {
  const json* values = FindField(visit.body, "BulkValues");
  const std::vector<json> list =
      ListOf(values == nullptr ? nullptr : FindField(*values, "Value"));
  std::vector<std::string> items;
  if (list.empty() || list.size() > kMaxBulk) {
    visit.verdict.Add({&rules::kBodyValue, "body, BulkValues.Value",
                       fmt::format("a list of 1 to {} values", kMaxBulk),
                       fmt::format("{} of them", list.size())});
    return items;
  }
  for (const json& one : list) {
    items.push_back(TextOf(one));
    if (!items.back().empty()) continue;
    visit.verdict.Add({&rules::kBodyValue, "body, BulkValues.Value",
                       "texts or numbers", control::Shown(one)});
    return {};
  }
  return items;
}

void Bulk::Add(std::string_view item, std::string_view fault) {
  ++num_items_;
  if (!fault.empty()) {
    faults_.push_back({std::string(item), std::string(fault)});
  }
}

Page Bulk::Write(const Visit& visit) const {
  ordered_json faults = ordered_json::array();
  for (const auto& [item, message] : faults_) {
    faults.push_back(
        {{"ErrorCode", 404}, {"ItemValue", item}, {"Message", message}});
  }
  return workspace_one::Write(visit.wanted, 200, "BulkResponse",
                              {{"TotalItems", num_items_},
                               {"AcceptedItems", num_items_ - faults_.size()},
                               {"FailedItems", faults_.size()},
                               {"Faults", {{"Fault", std::move(faults)}}}});
}

}  // namespace mdmock::workspace_one
