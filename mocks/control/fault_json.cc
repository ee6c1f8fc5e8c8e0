#include "mocks/control/fault_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/control/effect_json.h"
#include "mocks/control/json/fields.h"
#include "mocks/control/transport_text.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::json;
using server::Fault;
using server::Service;

// Every request is held against every fault.
constexpr size_t kMaxFaults = 1000;

// "GET /session", "/session" or "*".
bool ReadOn(std::string_view text, Fault& fault) {
  fault.method = "*";
  fault.path = text;
  if (const size_t blank = text.find(' '); blank != std::string_view::npos) {
    fault.method = text.substr(0, blank);
    fault.path = text.substr(blank + 1);
  }
  const bool any_method = fault.method == "*";
  const bool is_method = !fault.method.empty() &&
                         fault.method.find_first_not_of(
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
  // A path with a query would never match: it is compared without one.
  const bool is_path = fault.path == "*" ||
                       (fault.path.rfind('/', 0) == 0 &&
                        fault.path.find_first_of(" ?#") == std::string::npos);
  return (any_method || is_method) && is_path;
}

std::vector<std::uint64_t> ReadNth(const Json& value, Fields& fields) {
  if (const auto one = ReadWhole(value, 1, UINT64_MAX)) return {*one};
  std::vector<std::uint64_t> numbers;
  if (!value.is_array() || value.empty()) {
    fields.Complain("nth", "a whole number of 1 or more, or a list of them",
                    Shown(value));
    return numbers;
  }
  for (const Json& element : value) {
    const auto number = ReadWhole(element, 1, UINT64_MAX);
    if (!number) {
      fields.Complain("nth", "whole numbers of 1 or more", Shown(element));
      return {};
    }
    numbers.push_back(*number);
  }
  return numbers;
}

server::Schedule ReadSchedule(Fields& fields) {
  server::Schedule schedule;
  const Json* nth = fields.Take("nth");
  if (nth != nullptr) schedule.nth = ReadNth(*nth, fields);
  const bool has_every = fields.Take("every") != nullptr;
  schedule.every = fields.Whole("every", 1).value_or(0);
  const bool has_after = fields.Take("after") != nullptr;
  const auto after = fields.Whole("after", 0);
  const bool has_until = fields.Take("until") != nullptr;
  const auto until = fields.Whole("until", 1);
  schedule.after = after.value_or(0);
  schedule.until = until.value_or(0);
  if (until && *until <= schedule.after) {
    fields.Complain("until", fmt::format("more than after, {}", schedule.after),
                    std::to_string(*until));
  }
  const bool has_range = has_after || has_until;
  if ((nth != nullptr) + has_every + has_range > 1) {
    fields.Complain("nth", "only one of nth, every, and after with until",
                    "several of them");
  }
  return schedule;
}

std::string Names(const std::vector<Service*>& services) {
  std::string names;
  for (const Service* one : services) {
    if (!names.empty()) names += ", ";
    names += one->name();
  }
  return names.empty() ? "none (no service runs)" : names;
}

void CheckAnswer(const Fault& fault, const Service* service,
                 const std::string& where, Problems& problems) {
  if (fault.effect.kind != server::Effect::Kind::kAnswer) return;
  if (service == nullptr || service->Named(fault.effect.text)) return;
  problems.push_back(
      {where,
       fmt::format("an answer that {} knows by name, or one of {}",
                   service->name(), TransportSpellings()),
       Quoted(fault.effect.text) + ", which is neither"});
}

Fault ReadFault(const Json& object, const std::string& where, size_t number,
                const std::vector<Service*>& services, Problems& problems) {
  Fields fields(object, where, problems);
  Fault fault;
  fault.id = fields.Text("id").value_or(fmt::format("fault-{}", number));
  if (fault.id.empty()) fields.Complain("id", "a name", "\"\"");

  const std::string names = "one of " + Names(services);
  fields.Require("service", names);
  const Service* service = nullptr;
  if (const auto name = fields.Text("service")) {
    const auto found =
        std::find_if(services.begin(), services.end(),
                     [&](const Service* one) { return one->name() == *name; });
    if (found != services.end()) service = *found;
    if (service == nullptr) fields.Complain("service", names, Quoted(*name));
    fault.service = *name;
  }

  constexpr std::string_view kOn = "\"METHOD /path\", \"/path\" or \"*\"";
  fields.Require("on", kOn);
  if (const auto on = fields.Text("on"); on && !ReadOn(*on, fault)) {
    fields.Complain("on", std::string(kOn), Quoted(*on));
  }

  fault.schedule = ReadSchedule(fields);
  if (const Json* then = fields.Require("then", "what is to happen")) {
    const size_t num_before = problems.size();
    fault.effect = ReadEffect(*then, fields.Where("then"), problems);
    if (problems.size() == num_before) {
      CheckAnswer(fault, service, fields.Where("then"), problems);
    }
  }
  fields.Finish();
  return fault;
}

}  // namespace

std::vector<Fault> ReadFaults(const Json& list,
                              const std::vector<Service*>& services,
                              Problems& problems) {
  if (list.is_object()) return {ReadFault(list, "", 1, services, problems)};
  std::vector<Fault> faults;
  if (!list.is_array()) {
    problems.push_back({"body", "a list of faults, or one fault", Shown(list)});
    return faults;
  }
  if (list.size() > kMaxFaults) {
    problems.push_back({"faults", fmt::format("at most {}", kMaxFaults),
                        std::to_string(list.size())});
    return faults;
  }
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string where = fmt::format("faults[{}]", i);
    Fault fault = ReadFault(list[i], where, i + 1, services, problems);
    const bool is_taken =
        std::any_of(faults.begin(), faults.end(),
                    [&](const Fault& one) { return one.id == fault.id; });
    if (is_taken) {
      problems.push_back(
          {where + ".id", "an id that no other fault has", Quoted(fault.id)});
    }
    faults.push_back(std::move(fault));
  }
  return faults;
}

nlohmann::ordered_json ToJson(const Fault& fault) {
  const bool any = fault.method == "*";
  nlohmann::ordered_json json{
      {"id", fault.id},
      {"service", fault.service},
      {"on", any ? fault.path : fault.method + " " + fault.path}};
  const server::Schedule& schedule = fault.schedule;
  if (!schedule.nth.empty()) json["nth"] = schedule.nth;
  if (schedule.every != 0) json["every"] = schedule.every;
  if (schedule.after != 0) json["after"] = schedule.after;
  if (schedule.until != 0) json["until"] = schedule.until;
  json["then"] = ToJson(fault.effect);
  return json;
}

}  // namespace mdmock::control
