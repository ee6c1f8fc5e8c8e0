#include "mocks/workspace_one/format.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kErrorSpace = "http://www.air-watch.com/";
constexpr std::string_view kResourceSpace =
    "http://www.air-watch.com/servicemodel/resources";

std::optional<int> ReadVersion(std::string_view text) {
  int version = 0;
  const std::string_view digits = Trim(text, " \t\"");
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (!IsDigits(digits) || error != std::errc()) return std::nullopt;
  return version;
}

// The parameter "version" of a media range; "" where there is none.
std::string_view VersionIn(std::string_view range) {
  for (std::string_view part : Split(range, ';')) {
    part = Trim(part);
    const size_t equals = part.find('=');
    if (equals != std::string_view::npos &&
        EqualsIgnoreCase(Trim(part.substr(0, equals)), "version")) {
      return Trim(part.substr(equals + 1));
    }
  }
  return {};
}

std::optional<MediaKind> KindOf(std::string_view type) {
  if (type == "application/json" || type == "text/json" || type == "*/*" ||
      type == "application/*") {
    return MediaKind::kJson;
  }
  if (type == "application/xml" || type == "text/xml") return MediaKind::kXml;
  return std::nullopt;
}

void RemarkPlace(std::string_view where, std::string_view value,
                 Verdict& verdict) {
  verdict.Add({&rules::kVersionPlace, std::string(where),
               "Accept: application/json;version=N", Printable(value, 60)});
}

void EscapeInto(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
}

void AppendXml(std::string& out, const std::string& name,
               const ordered_json& value) {
  // A list with a name in the plural has elements named in the singular; any
  // other one is an element that is repeated.
  if (value.is_array() && !name.ends_with('s')) {
    for (const auto& inner : value) AppendXml(out, name, inner);
    return;
  }
  out += "<" + name + ">";
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) AppendXml(out, key, inner);
  } else if (value.is_array()) {
    const std::string singular = name.substr(0, name.size() - 1);
    for (const auto& inner : value) AppendXml(out, singular, inner);
  } else if (value.is_string()) {
    EscapeInto(out, value.get_ref<const std::string&>());
  } else if (!value.is_null()) {
    out += value.dump();
  }
  out += "</" + name + ">";
}

http::Response InJson(int status, const ordered_json& document) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json; charset=utf-8"}},
          .body = document.dump(-1, ' ', false,
                                ordered_json::error_handler_t::replace)};
}

http::Response InXml(int status, std::string body) {
  return {.status = status,
          .headers = {{"Content-Type", "application/xml; charset=utf-8"}},
          .body = std::move(body)};
}

}  // namespace

Wanted Negotiate(const http::Request& request, int path_version,
                 Verdict& verdict) {
  Wanted wanted;
  std::optional<int> version;
  const std::string* accept = request.Find("Accept");
  if (accept == nullptr || Trim(*accept).empty()) {
    verdict.Add({&rules::kAcceptAbsent, "headers",
                 "Accept: application/json;version=1", "nothing: JSON then"});
  } else {
    wanted.can_be_met = false;
    for (const std::string_view range : Split(*accept, ',')) {
      const auto kind = KindOf(http::MediaType(range));
      if (!kind) continue;
      wanted.media = *kind;
      wanted.can_be_met = true;
      const std::string_view text = VersionIn(range);
      version = ReadVersion(text);
      if (!text.empty() && !version) wanted.can_be_met = false;
      break;
    }
  }
  if (path_version > 0) {
    RemarkPlace("path", fmt::format("/v{}", path_version), verdict);
    if (!version) version = path_version;
  }
  if (const std::string* header = request.Find("version")) {
    RemarkPlace("version", *header, verdict);
    if (!version) version = ReadVersion(*header).value_or(0);
  }
  if (const std::string* type = request.Find("Content-Type")) {
    const std::string_view text = VersionIn(*type);
    if (!text.empty()) {
      RemarkPlace("Content-Type", text, verdict);
      if (!version) version = ReadVersion(text).value_or(0);
    }
  }
  wanted.says_version = version.has_value();
  wanted.version = version.value_or(1);
  return wanted;
}

http::Response Write(const Wanted& wanted, int status, std::string_view root,
                     const ordered_json& document) {
  if (wanted.media == MediaKind::kJson) return InJson(status, document);
  std::string body;
  AppendXml(body, std::string(root), document);
  body.insert(root.size() + 1, fmt::format(" xmlns=\"{}\"", kResourceSpace));
  return InXml(status, std::move(body));
}

http::Response WriteError(const Wanted& wanted, const ErrorText& error,
                          std::string_view activity_id) {
  if (wanted.media == MediaKind::kJson) {
    return InJson(error.status, {{"errorCode", error.code},
                                 {"message", error.message},
                                 {"activityId", activity_id}});
  }
  std::string message;
  EscapeInto(message, error.message);
  return InXml(
      error.status,
      fmt::format("<AirWatchFaultContract xmlns=\"{}\" xmlns:i=\"http://"
                  "www.w3.org/2001/XMLSchema-instance\"><ActivityId>{}"
                  "</ActivityId><ErrorCode>{}</ErrorCode><Message>{}"
                  "</Message></AirWatchFaultContract>",
                  kErrorSpace, activity_id, error.code, message));
}

}  // namespace mdmock::workspace_one
