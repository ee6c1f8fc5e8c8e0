#include "mocks/control/json/problem.h"

#include <nlohmann/json.hpp>

#include "protocol/base/text.h"

namespace mdmock::control {

std::string Sentence(const Problem& problem) {
  return problem.where + ": expected " + problem.expected + ", got " +
         problem.actual;
}

std::string Quoted(std::string_view text) {
  constexpr size_t kMaxShown = 60;
  return "\"" + Printable(text, kMaxShown) + "\"";
}

std::string Shown(const nlohmann::json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return value.empty() ? "an empty list" : "a list";
  if (value.is_string()) {
    return Quoted(value.get_ref<const std::string&>());
  }
  return value.dump();
}

}  // namespace mdmock::control
