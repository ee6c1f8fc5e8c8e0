#include "mocks/workspace_one/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "mocks/control/json/fields.h"
#include "mocks/workspace_one/endpoints.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"
#include "protocol/http/percent.h"
#include "protocol/http/url.h"

namespace mdmock::workspace_one {
namespace {

constexpr size_t kMaxPageSize = 500;

struct Endpoint {
  std::string_view method;
  std::string_view path;  // Behind /api; {…} stands for one segment.
  int versions;           // From 1 to this.
  Page (*answer)(const Visit& visit);
};
// Fixed paths before those with numbers in them.
constexpr Endpoint kEndpoints[] = {
    {"GET", "/mdm/devices/search", 1, &AnswerDeviceSearch},
    {"GET", "/mdm/devices/bulksettings", 1, &AnswerBulkSettings},
    {"GET", "/mdm/devices/{id}", 1, &AnswerDevice},
    {"GET", "/mdm/devices", 1, &AnswerDeviceBy},
    {"POST", "/mdm/devices/{id}/commands", 1, &AnswerCommand},
    {"POST", "/mdm/devices/{id}/commands/{name}", 1, &AnswerCommand},
    {"GET", "/system/groups/search", 2, &AnswerGroups},
    {"GET", "/system/users/search", 1, &AnswerUsers},
    {"GET", "/system/admins/search", 1, &AnswerAdmins},
    {"GET", "/system/info", 1, &AnswerInfo}};

// "v2" gives 2.
std::optional<int> VersionSegment(std::string_view segment) {
  if (segment.size() < 2 || segment.size() > 4 ||
      (segment[0] != 'v' && segment[0] != 'V') ||
      !IsDigits(segment.substr(1))) {
    return std::nullopt;
  }
  return std::stoi(std::string(segment.substr(1)));
}

// What stands behind /api, or behind /api/vN: nothing for other paths.
std::optional<std::vector<std::string_view>> Segments(std::string_view path) {
  std::vector<std::string_view> segments = Split(path, '/');
  if (segments.size() < 2 || !segments[0].empty() ||
      !EqualsIgnoreCase(segments[1], "api")) {
    return std::nullopt;
  }
  size_t skip = 2;
  if (segments.size() > 2 && VersionSegment(segments[2])) skip = 3;
  segments.erase(segments.begin(),
                 segments.begin() + static_cast<std::ptrdiff_t>(skip));
  return segments;
}

// Whether the segments are those of the pattern, and what was captured.
std::optional<std::vector<std::string>> Match(
    std::string_view pattern, const std::vector<std::string_view>& segments) {
  const std::vector<std::string_view> wanted = Split(pattern.substr(1), '/');
  if (wanted.size() != segments.size()) return std::nullopt;
  std::vector<std::string> captured;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      captured.push_back(http::PercentDecodeLoosely(segments[i]));
    } else if (!EqualsIgnoreCase(wanted[i], segments[i])) {
      return std::nullopt;
    }
  }
  return captured;
}

void CheckAccept(const Endpoint& endpoint, const Wanted& wanted,
                 Verdict& verdict) {
  if (wanted.can_be_met && wanted.version >= 1 &&
      wanted.version <= endpoint.versions) {
    return;
  }
  verdict.Add({&rules::kNotAcceptable, "Accept",
               fmt::format("JSON or XML, version 1 to {}", endpoint.versions),
               wanted.can_be_met ? fmt::format("version {}", wanted.version)
                                 : std::string("neither of them")});
}

void CheckJson(const std::string& body, Verdict& verdict) {
  control::Problems problems;
  control::ReadJson(body, problems);
  if (problems.empty()) return;
  verdict.Add({&rules::kBodySyntax, problems.front().where,
               problems.front().expected, problems.front().actual});
}

void CheckBody(const http::Request& request, Verdict& verdict) {
  if (request.body.empty()) return;
  const std::string* type = request.Find("Content-Type");
  const std::string media = type == nullptr ? "" : http::MediaType(*type);
  if (media == "application/xml" || media == "text/xml") return;
  if (media == "application/json" || media == "text/json") {
    CheckJson(request.body, verdict);
    return;
  }
  verdict.Add({&rules::kContentType, "Content-Type", "JSON or XML",
               type == nullptr ? "nothing" : Printable(*type, 80)});
}

}  // namespace

const std::string* Visit::Find(std::string_view name) const {
  for (const http::Parameter& one : query) {
    if (EqualsIgnoreCase(one.name, name)) return &one.value;
  }
  return nullptr;
}

int ApiVersionIn(std::string_view path) {
  const std::vector<std::string_view> segments = Split(path, '/');
  if (segments.size() < 3 || !EqualsIgnoreCase(segments[1], "api")) return 0;
  return VersionSegment(segments[2]).value_or(0);
}

std::optional<http::Response> AnswerApi(const Call& call, const Wanted& wanted,
                                        Verdict& verdict,
                                        std::string& allowed) {
  const http::Target target = http::SplitTarget(call.request.target);
  const auto segments = Segments(target.path);
  for (const Endpoint& one : kEndpoints) {
    if (!segments) break;
    auto captured = Match(one.path, *segments);
    if (!captured) continue;
    if (one.method != call.request.method) {
      if (allowed.find(one.method) == std::string::npos) {
        allowed += (allowed.empty() ? "" : ", ") + std::string(one.method);
      }
      continue;
    }
    CheckAccept(one, wanted, verdict);
    CheckBody(call.request, verdict);
    if (!verdict.accepted()) return std::nullopt;
    return one.answer({.call = call,
                       .wanted = wanted,
                       .captured = *std::move(captured),
                       .query = http::ReadForm(target.query.value_or("")),
                       .verdict = verdict});
  }
  if (allowed.empty()) {
    verdict.Add({&rules::kPathUnknown, "request target",
                 "one of the API's paths", Printable(target.path, 120)});
  } else {
    verdict.Add({&rules::kMethodNotAllowed, "request line", allowed,
                 Printable(call.request.method, 40)});
  }
  return std::nullopt;
}

const std::vector<std::string>& ApiPaths() {
  static const std::vector<std::string> kPaths = [] {
    std::vector<std::string> paths;
    for (const std::string_view root : {"/api", "/API"}) {
      for (const Endpoint& one : kEndpoints) {
        std::string path = std::string(root).append(one.path);
        ReplaceAll(path, "{id}", "12772");
        ReplaceAll(path, "{name}", "changepasscode");
        if (std::find(paths.begin(), paths.end(), path) == paths.end()) {
          paths.push_back(std::move(path));
        }
      }
    }
    return paths;
  }();
  return kPaths;
}

std::optional<Span> ReadSpan(const Visit& visit, size_t total) {
  const auto read = [&](std::string_view name, size_t value) {
    const std::string* text = visit.Find(name);
    if (text == nullptr) return value;
    const auto [end, error] =
        std::from_chars(text->data(), text->data() + text->size(), value);
    if (error == std::errc() && end == text->data() + text->size()) {
      return value;
    }
    visit.verdict.Add({&rules::kQueryValue, std::string(name), "a whole number",
                       Printable(*text, 60)});
    return value;
  };
  Span span;
  span.page = read("page", 0);
  span.size = read("pagesize", kMaxPageSize);
  if (span.size == 0) {
    visit.verdict.Add({&rules::kQueryValue, "pagesize", "1 to 500", "0"});
  }
  if (!visit.verdict.accepted()) return std::nullopt;
  if (span.size > kMaxPageSize) {
    visit.verdict.Add({&rules::kPageSize, "pagesize", "500 at most",
                       fmt::format("{}: 500 then", span.size)});
    span.size = kMaxPageSize;
  }
  // A page far beyond the end is at the end; nothing overflows on the way.
  const size_t num_pages = total / span.size + 1;
  span.first = std::min(std::min(span.page, num_pages) * span.size, total);
  span.last = std::min(span.first + span.size, total);
  return span;
}

}  // namespace mdmock::workspace_one
