#include "mocks/workspace_one/body.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control/json/fields.h"
#include "mocks/workspace_one/holdings.h"
#include "mocks/workspace_one/rules.h"
#include "mocks/workspace_one/xml.h"
#include "protocol/base/text.h"

namespace mdmock::workspace_one {

using nlohmann::json;

json ReadBody(const http::Request& request, Verdict& verdict) {
  if (request.body.empty()) return nullptr;
  const std::string* type = request.Find("Content-Type");
  const std::string media = type == nullptr ? "" : http::MediaType(*type);
  control::Problems problems;
  json body;
  if (media == "application/xml" || media == "text/xml") {
    body = ReadXml(request.body, problems);
  } else if (media == "application/json" || media == "text/json") {
    body = control::ReadJson(request.body, problems);
  } else {
    verdict.Add({&rules::kContentType, "Content-Type", "JSON or XML",
                 type == nullptr ? "nothing" : Printable(*type, 80)});
    return nullptr;
  }
  if (!problems.empty()) {
    verdict.Add({&rules::kBodySyntax, problems.front().where,
                 problems.front().expected, problems.front().actual});
  }
  return body;
}

const json* FindField(const json& object, std::string_view name) {
  if (!object.is_object()) return nullptr;
  for (auto field = object.begin(); field != object.end(); ++field) {
    if (EqualsIgnoreCase(field.key(), name)) return &*field;
  }
  return nullptr;
}

std::optional<std::string> ReadField(const json& object, std::string_view name,
                                     Verdict& verdict) {
  const json* field = FindField(object, name);
  if (field == nullptr || field->is_null()) return std::nullopt;
  std::string text = field->is_string()   ? field->get<std::string>()
                     : field->is_number() ? field->dump()
                                          : std::string();
  const bool fits = (field->is_string() || field->is_number()) &&
                    text.size() <= Holdings::kMaxText;
  if (fits) return text;
  verdict.Add({&rules::kBodyValue, "body, " + std::string(name),
               fmt::format("text of up to {} bytes", Holdings::kMaxText),
               control::Shown(*field)});
  return std::nullopt;
}

}  // namespace mdmock::workspace_one
