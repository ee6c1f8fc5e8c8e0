#include "mocks/workspace_one/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "mocks/workspace_one/body.h"
#include "mocks/workspace_one/routes.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"
#include "protocol/http/percent.h"
#include "protocol/http/url.h"

namespace mdmock::workspace_one {
namespace {

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
std::vector<std::string_view> Segments(std::string_view path) {
  std::vector<std::string_view> segments = Split(path, '/');
  if (segments.size() < 2 || !segments[0].empty() ||
      !EqualsIgnoreCase(segments[1], "api")) {
    return {};
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

// Found is where a request leads: to no path, or to one without the method.
struct Found {
  const Route* route = nullptr;
  std::vector<std::string> captured;
  std::string methods;  // Of the path; "" where there is no such path.
};

Found Find(std::string_view path, std::string_view method) {
  Found found;
  std::string_view pattern;
  const std::vector<std::string_view> segments = Segments(path);
  for (const Route& one : AllRoutes()) {
    if (pattern.empty()) {
      auto captured = Match(one.path, segments);
      if (!captured) continue;
      pattern = one.path;
      found.captured = *std::move(captured);
    }
    if (one.path != pattern) continue;
    found.methods.append(found.methods.empty() ? "" : ", ").append(one.method);
    if (one.method == method) found.route = &one;
  }
  return found;
}

Wanted CheckAccept(const Route& route, Wanted wanted, Verdict& verdict) {
  // Who asks for none of the versions gets the first one that there is.
  if (!wanted.says_version) wanted.version = route.first_version;
  if (wanted.can_be_met && wanted.version >= route.first_version &&
      wanted.version <= route.last_version) {
    return wanted;
  }
  verdict.Add({&rules::kNotAcceptable, "Accept",
               route.first_version == route.last_version
                   ? fmt::format("JSON or XML, version {}", route.last_version)
                   : fmt::format("JSON or XML, version {} to {}",
                                 route.first_version, route.last_version),
               wanted.can_be_met ? fmt::format("version {}", wanted.version)
                                 : std::string("neither of them")});
  return wanted;
}

void CheckRole(const Admin& who, Needs needs, Verdict& verdict) {
  if (who.role == Role::kAdministrator) return;
  if (who.role == Role::kReadOnly && needs == Needs::kReading) return;
  verdict.Add({&rules::kRoleInsufficient, who.name,
               needs == Needs::kReading ? "a role that may use the API"
                                        : "a role that may change things",
               who.role == Role::kReadOnly ? "one that may only read"
                                           : "one without the API"});
}

}  // namespace

int ApiVersionIn(std::string_view path) {
  const std::vector<std::string_view> segments = Split(path, '/');
  if (segments.size() < 3 || !EqualsIgnoreCase(segments[1], "api")) return 0;
  return VersionSegment(segments[2]).value_or(0);
}

std::optional<http::Response> Api::Answer(const Call& call, const Admin& who,
                                          const Wanted& wanted,
                                          Verdict& verdict,
                                          std::string& allowed) {
  const http::Target target = http::SplitTarget(call.request.target);
  Found found = Find(call.path_in_api(), call.request.method);
  if (found.methods.empty()) {
    verdict.Add({&rules::kPathUnknown, "request target",
                 "one of the API's paths", Printable(target.path, 120)});
    return std::nullopt;
  }
  if (found.route == nullptr) {
    allowed = found.methods;
    verdict.Add({&rules::kMethodNotAllowed, "request line", allowed,
                 Printable(call.request.method, 40)});
    return std::nullopt;
  }
  const Route& route = *found.route;
  CheckRole(who, route.needs, verdict);
  const Wanted met = CheckAccept(route, wanted, verdict);
  nlohmann::json body;
  if (route.body == BodyKind::kDocument) {
    body = ReadBody(call.request, verdict);
  }
  if (!verdict.accepted()) return std::nullopt;
  const bool changes = route.needs == Needs::kChanging;
  std::unique_lock writing(mutex_, std::defer_lock);
  std::shared_lock reading(mutex_, std::defer_lock);
  if (changes) {
    writing.lock();
  } else {
    reading.lock();
  }
  Page page = route.answer({.call = call,
                            .wanted = met,
                            .body = body,
                            .captured = std::move(found.captured),
                            .query = http::ReadForm(target.query.value_or("")),
                            .verdict = verdict,
                            .holdings = holdings_,
                            .changing = changes ? &holdings_ : nullptr});
  if (page) {
    page->headers.push_back({"X-Api-Version", fmt::format("{}", met.version)});
  }
  return page;
}

void Api::Reset() {
  const std::lock_guard lock(mutex_);
  holdings_ = Holdings();
}

const std::vector<std::string>& ApiPaths() {
  static const std::vector<std::string> kPaths = [] {
    constexpr std::pair<std::string_view, std::string_view> kNumbers[] = {
        {"{id}", "12772"},  {"{name}", "changepasscode"},
        {"{tag}", "10001"}, {"{profile}", "3001"},
        {"{app}", "5001"},  {"{user}", "2000"}};
    std::vector<std::string> paths;
    for (const std::string_view root : {"/api", "/API"}) {
      for (const Route& one : AllRoutes()) {
        std::string path = std::string(root).append(one.path);
        for (const auto& [name, number] : kNumbers) {
          ReplaceAll(path, name, number);
        }
        ReplaceAll(path, "{uuid}", UuidOf(kAppUuid, 5001));
        if (std::find(paths.begin(), paths.end(), path) == paths.end()) {
          paths.push_back(std::move(path));
        }
      }
    }
    return paths;
  }();
  return kPaths;
}

}  // namespace mdmock::workspace_one
