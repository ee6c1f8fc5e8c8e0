#include "conformance/reference/ws1_client/answers.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>

#include "protocol/base/text.h"

namespace mdmock::reference::ws1 {
namespace {

constexpr size_t kMostShown = 400;

std::string TypeOf(const http::Response& response) {
  const std::string* type = http::Find(response.headers, "Content-Type");
  return type == nullptr ? "" : *type;
}

bool IsJson(const http::Response& response, const Mutation& mutation) {
  if (mutation.Is("content-type-exact")) {
    return TypeOf(response) == "application/json; charset=utf-8";
  }
  const std::string media = http::MediaType(TypeOf(response));
  return media == "application/json" || media == "text/json" ||
         media.ends_with("+json");
}

bool IsXml(const http::Response& response) {
  const std::string media = http::MediaType(TypeOf(response));
  return media == "application/xml" || media == "text/xml" ||
         media.ends_with("+xml");
}

// The text of an element without looking at where it stands: the envelope has
// each name once.
std::string ElementText(std::string_view xml, std::string_view name) {
  const std::string begin = fmt::format("<{}>", name);
  const size_t from = xml.find(begin);
  if (from == std::string_view::npos) return "";
  const size_t at = from + begin.size();
  const size_t end = xml.find(fmt::format("</{}>", name), at);
  if (end == std::string_view::npos) return "";
  return std::string(xml.substr(at, end - at));
}

std::string FieldText(const nlohmann::json& object, const char* name) {
  const auto field = object.find(name);
  if (field == object.end()) return "";
  return field->is_string() ? field->get<std::string>() : field->dump();
}

// "errorCode 1013: … (activityId …)", or what there is instead.
std::string Envelope(const http::Response& response, const Mutation& mutation) {
  if (response.body.empty()) return "an empty body";
  const auto say = [](const std::string& code, const std::string& message,
                      const std::string& activity) {
    return fmt::format("errorCode {}: {} (activityId {})", code,
                       Printable(message, kMostShown), activity);
  };
  if (IsJson(response, mutation)) {
    const auto object = nlohmann::json::parse(response.body, nullptr,
                                              /*allow_exceptions=*/false);
    if (object.is_object()) {
      return say(FieldText(object, "errorCode"), FieldText(object, "message"),
                 FieldText(object, "activityId"));
    }
  }
  if (IsXml(response) && !mutation.Is("xml-unread")) {
    return say(ElementText(response.body, "ErrorCode"),
               ElementText(response.body, "Message"),
               ElementText(response.body, "ActivityId"));
  }
  if (mutation.Is("xml-unread") || mutation.Is("content-type-exact")) {
    return "a body of another type";
  }
  return Printable(response.body, kMostShown);
}

}  // namespace

Result<std::string> ReadAnswer(const http::Response& response,
                               const Mutation& mutation) {
  if (response.status / 100 != 2) {
    if (mutation.Is("error-hidden")) return Failure{"it did not work"};
    return Failure{fmt::format("status {}: {}", response.status,
                               Envelope(response, mutation))};
  }
  if (response.body.empty()) {
    if (mutation.Is("body-needed")) return Failure{"an answer without a body"};
    return std::string();
  }
  if (http::MediaType(TypeOf(response)) == "text/html" &&
      !mutation.Is("html-taken")) {
    return Failure{
        fmt::format("status {}: a page of HTML, and no answer of the API: {}",
                    response.status, Printable(response.body, kMostShown))};
  }
  return response.body;
}

}  // namespace mdmock::reference::ws1
