#include "mocks/control/json/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "protocol/base/text.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::json;

// "line 2, column 7 (byte 31)", all counted from 1.
std::string Position(std::string_view body, size_t byte) {
  const std::string_view before = body.substr(0, byte > 0 ? byte - 1 : 0);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t last_end = before.rfind('\n');
  const size_t column = last_end == std::string_view::npos
                            ? before.size() + 1
                            : before.size() - last_end;
  return fmt::format("line {}, column {} (byte {})", line, column, byte);
}

// nlohmann's sentence without its exception number and position.
std::string Detail(std::string_view what) {
  const size_t colon = what.find(": ");
  if (colon != std::string_view::npos) what.remove_prefix(colon + 2);
  return Printable(what, 200);
}

}  // namespace

Json ReadJson(std::string_view body, Problems& problems) {
  if (Trim(body, " \t\r\n").empty()) {
    problems.push_back({"body", "JSON", "nothing"});
    return nullptr;
  }
  try {
    return Json::parse(body);
  } catch (const Json::parse_error& error) {
    problems.push_back({"body, " + Position(body, error.byte), "JSON",
                        "a " + Detail(error.what())});
  } catch (const Json::out_of_range& error) {
    problems.push_back({"body", "numbers that a double can hold",
                        Printable(error.what(), 200)});
  }
  return nullptr;
}

std::optional<std::uint64_t> ReadWhole(const Json& value, std::uint64_t least,
                                       std::uint64_t most) {
  if (!value.is_number_integer()) return std::nullopt;
  const bool is_signed = !value.is_number_unsigned();
  if (is_signed && value.get<std::int64_t>() < 0) return std::nullopt;
  const auto number = value.get<std::uint64_t>();
  if (number < least || number > most) return std::nullopt;
  return number;
}

std::string WholeExpected(std::uint64_t least, std::uint64_t most) {
  if (most == UINT64_MAX) {
    return fmt::format("a whole number of {} or more", least);
  }
  return fmt::format("a whole number from {} to {}", least, most);
}

Fields::Fields(const Json& object, std::string where, Problems& problems)
    : object_(object),
      is_object_(object.is_object()),
      where_(std::move(where)),
      problems_(problems) {
  if (is_object_) return;
  problems_.push_back(
      {where_.empty() ? "body" : where_, "an object", Shown(object)});
}

const Json* Fields::Take(std::string_view name) {
  if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) {
    asked_.emplace_back(name);
  }
  if (!is_object_) return nullptr;
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

const Json* Fields::Require(std::string_view name, std::string_view expected) {
  const Json* value = Take(name);
  if (value == nullptr && is_object_) {
    Complain(name, std::string(expected), "nothing");
  }
  return value;
}

std::optional<std::string> Fields::Text(std::string_view name) {
  const Json* value = Take(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  Complain(name, "a string", Shown(*value));
  return std::nullopt;
}

std::optional<std::uint64_t> Fields::Whole(std::string_view name,
                                           std::uint64_t least,
                                           std::uint64_t most) {
  const Json* value = Take(name);
  if (value == nullptr) return std::nullopt;
  const auto number = ReadWhole(*value, least, most);
  if (!number) Complain(name, WholeExpected(least, most), Shown(*value));
  return number;
}

std::optional<double> Fields::Number(std::string_view name, double least,
                                     double most) {
  const Json* value = Take(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) {
    const double number = value->get<double>();
    if (number >= least && number <= most) return number;
  }
  Complain(name, fmt::format("a number from {:.15g} to {:.15g}", least, most),
           Shown(*value));
  return std::nullopt;
}

void Fields::Complain(std::string_view name, std::string expected,
                      std::string actual) {
  problems_.push_back({Where(name), std::move(expected), std::move(actual)});
}

std::string Fields::Where(std::string_view name) const {
  return where_.empty() ? std::string(name) : where_ + "." + std::string(name);
}

void Fields::Finish() {
  if (!is_object_) return;
  std::string known;
  for (const std::string& name : asked_) {
    known += (known.empty() ? "" : ", ") + name;
  }
  for (const auto& [name, value] : object_.items()) {
    if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    problems_.push_back({where_.empty() ? "body" : where_,
                         known.empty() ? "no fields" : "no fields but " + known,
                         "the field " + Quoted(name)});
  }
}

}  // namespace mdmock::control
