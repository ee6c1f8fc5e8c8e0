#include "mocks/ade/endpoints/body.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "mocks/ade/dialect.h"
#include "mocks/ade/rules.h"
#include "mocks/control/json/fields.h"
#include "protocol/base/text.h"

namespace mdmock::ade {
namespace {

using control::Problems;
using Json = nlohmann::json;

constexpr size_t kMaxFindings = 5;
constexpr size_t kMaxDepth = 64;

// What a reader's tree would cost is bounded before there is one.
size_t DepthOf(std::string_view body) {
  size_t depth = 0;
  size_t deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

void CheckContentType(const http::Request& request, Verdict& verdict) {
  const std::string expected(kJsonType);
  const std::string* type = request.Find("Content-Type");
  if (type == nullptr || type->empty()) {
    verdict.Add(
        {&rules::kContentTypeMissing, "Content-Type", expected, "nothing"});
  } else if (http::MediaType(*type) != "application/json") {
    verdict.Add({&rules::kContentTypeOther, "Content-Type", expected,
                 Printable(*type, 120)});
  } else if (*type != kJsonType) {
    verdict.Add({&rules::kContentTypeSpelling, "Content-Type", expected,
                 Printable(*type, 120)});
  }
}

}  // namespace

void AddMalformed(const Problems& problems, Verdict& verdict) {
  for (size_t i = 0; i < std::min(problems.size(), kMaxFindings); ++i) {
    const control::Problem& one = problems[i];
    verdict.Add({&rules::kBodyMalformed, one.where, one.expected, one.actual});
  }
}

Json ReadBody(const http::Request& request, Absent absent, Verdict& verdict) {
  if (request.body.empty()) {
    const Rule* rule = absent == Absent::kDoubtful ? &rules::kBodyMissing
                                                   : &rules::kBodyMalformed;
    verdict.Add({rule, "body", "a JSON object", "nothing"});
    return Json::object();
  }
  CheckContentType(request, verdict);
  if (DepthOf(request.body) > kMaxDepth) {
    verdict.Add({&rules::kBodyMalformed, "body",
                 fmt::format("at most {} levels", kMaxDepth), "more"});
    return Json::object();
  }
  Problems problems;
  Json json = control::ReadJson(request.body, problems);
  if (problems.empty() && !json.is_object()) {
    problems.push_back({"body", "a JSON object", control::Shown(json)});
  }
  if (problems.empty()) return json;
  AddMalformed(problems, verdict);
  return Json::object();
}

void RemarkUnknown(const Json& object, std::span<const std::string_view> known,
                   Verdict& verdict) {
  size_t num_found = 0;
  for (const auto& [name, value] : object.items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    verdict.Add({&rules::kFieldUnknown, "body",
                 fmt::format("{}", fmt::join(known, ", ")),
                 control::Quoted(name)});
    if (++num_found == kMaxFindings) return;
  }
}

std::optional<std::string> TextField(const Json& object, std::string_view name,
                                     Verdict& verdict) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::nullopt;
  if (found->is_string()) return found->get<std::string>();
  AddMalformed({{std::string(name), "a string", control::Shown(*found)}},
               verdict);
  return std::nullopt;
}

std::vector<std::string> DevicesField(const Json& object, bool is_required,
                                      Verdict& verdict) {
  constexpr size_t kMaxDevices = 1000;
  constexpr std::string_view kExpected = "a list of serial numbers";
  std::vector<std::string> serials;
  const auto list = object.find("devices");
  const bool is_absent = list == object.end() || list->is_null() ||
                         (list->is_array() && list->empty());
  if (is_absent) {
    if (is_required) {
      verdict.Add({&rules::kDevicesRequired, "devices", std::string(kExpected),
                   list == object.end() ? "nothing" : control::Shown(*list)});
    }
    return serials;
  }
  if (!list->is_array()) {
    AddMalformed({{"devices", std::string(kExpected), control::Shown(*list)}},
                 verdict);
    return serials;
  }
  std::unordered_set<std::string_view> seen;
  size_t num_repeated = 0;
  for (size_t i = 0; i < list->size(); ++i) {
    const Json& one = (*list)[i];
    if (!one.is_string()) {
      AddMalformed({{fmt::format("devices[{}]", i), "a serial number",
                     control::Shown(one)}},
                   verdict);
      return {};
    }
    const auto& serial = one.get_ref<const std::string&>();
    if (seen.insert(serial).second) {
      serials.push_back(serial);
    } else {
      ++num_repeated;
    }
  }
  if (num_repeated > 0) {
    verdict.Add({&rules::kDevicesRepeated, "devices", "each once",
                 fmt::format("{} repetitions", num_repeated)});
  }
  if (serials.size() > kMaxDevices) {
    verdict.Add({&rules::kDevicesTooMany, "devices",
                 fmt::format("at most {}", kMaxDevices),
                 fmt::format("{}", serials.size())});
  }
  return serials;
}

}  // namespace mdmock::ade
